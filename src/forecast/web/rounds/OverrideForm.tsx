import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { FormProblem, TextField } from '../../../ui/fields/Fields.tsx'
import { MoneyField } from '../../../ui/fields/NumberField.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { useWrite } from '../../../ui/reading.ts'
import { useWords } from '../../../ui/use-words.ts'
import { overrideForecast } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import type { Node } from './TeamTable.tsx'
import { words } from './words.ts'

/** Counts another figure for somebody below. */
export function OverrideForm({ roundId, node }: { roundId: string; node: Node }): ReactNode {
  const t = useWords(words)
  const [commit, setCommit] = useState<number | null>(node.override?.commitMinor ?? node.commitMinor)
  const [note, setNote] = useState(node.override?.note ?? '')
  const override = useWrite(overrideForecast)
  const send = (commitMinor: number | null): void =>
    override.mutate(
      {
        params: { id: roundId },
        body: {
          member: node.kind === 'member' ? node.id : null,
          team: node.kind === 'team' ? node.id : null,
          commitMinor,
          bestCaseMinor: null,
          note: commitMinor === null ? '' : note,
        },
      },
      { onSuccess: () => notify.done(t(commitMinor === null ? 'takenBack' : 'overridden')) },
    )
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (commit !== null) send(commit)
      }}
    >
      <p className={classes['quiet']}>{t('overrideHint', { name: node.name })}</p>
      <div className={classes['pair']}>
        <MoneyField label={t('saidColumn')} value={commit} onChange={setCommit} />
        <TextField label={t('overrideNote')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      </div>
      <FormProblem problem={override.error} />
      <div className={classes['buttons']}>
        {node.override && (
          <Button variant="subtle" size="compact-sm" onClick={() => send(null)}>
            {t('takeBack')}
          </Button>
        )}
        <Button type="submit" variant="default" loading={override.isPending} disabled={commit === null}>
          {t('override')}
        </Button>
      </div>
    </form>
  )
}
