import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { FormProblem, LongTextField } from '../../../ui/fields/Fields.tsx'
import { MoneyField } from '../../../ui/fields/NumberField.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { useWrite } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { useWords } from '../../../ui/use-words.ts'
import type { RollUp } from '../../categories.ts'
import { submitForecast } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

interface FigureFormProps {
  roundId: string
  /** The team that is spoken for; null: oneself. */
  team: string | null
  sum: RollUp
  last: { commitMinor: number; bestCaseMinor: number; note: string } | undefined
  locked: boolean
  onDone: () => void
}

/** Commit, best case and a note; what differs from the sum says by how much. */
export function FigureForm({ roundId, team, sum, last, locked, onDone }: FigureFormProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [commit, setCommit] = useState<number | null>(last?.commitMinor ?? sum.commitMinor)
  const [best, setBest] = useState<number | null>(last?.bestCaseMinor ?? sum.bestCaseMinor)
  const [note, setNote] = useState(last?.note ?? '')
  const submit = useWrite(submitForecast, {
    onDone: () => {
      notify.done(t('submitted'))
      onDone()
    },
  })
  const difference = (given: number | null, total: number): string | null =>
    given === null || given === total
      ? null
      : t(given < total ? 'below' : 'above', { money: format.money(Math.abs(given - total), 'compact') })
  const warning =
    commit !== null && commit < sum.closedMinor
      ? t('belowClosed', { money: format.money(sum.closedMinor, 'compact') })
      : difference(commit, sum.commitMinor)
  const isSum = commit === sum.commitMinor && best === sum.bestCaseMinor
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (commit !== null && best !== null)
          submit.mutate({ params: { id: roundId }, body: { team, commitMinor: commit, bestCaseMinor: best, note } })
      }}
    >
      <div className={classes['pair']}>
        <MoneyField label={t('commit')} value={commit} onChange={setCommit} disabled={locked} description={warning ?? ' '} />
        <MoneyField
          label={t('best')}
          value={best}
          onChange={setBest}
          disabled={locked}
          description={difference(best, sum.bestCaseMinor) ?? ' '}
        />
      </div>
      <LongTextField
        label={t('note')}
        minRows={2}
        placeholder={t('notePlaceholder')}
        value={note}
        disabled={locked}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <FormProblem problem={submit.error} />
      <div className={classes['buttons']}>
        {!isSum && !locked && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              setCommit(sum.commitMinor)
              setBest(sum.bestCaseMinor)
            }}
          >
            {t('asSum')}
          </Button>
        )}
        <Button type="submit" loading={submit.isPending} disabled={locked || commit === null || best === null}>
          {t(last ? 'submitAgain' : 'submit')}
        </Button>
      </div>
    </form>
  )
}
