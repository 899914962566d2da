import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { CheckField, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { saveQualityFacts } from '../contract.ts'
import type { Standing } from './standing-view.ts'
import { words } from './words.ts'

type Answer = 'yes' | 'no' | 'unknown'
const answerOf = (value: boolean | null): Answer => (value === null ? 'unknown' : value ? 'yes' : 'no')
const valueOf = (answer: Answer): boolean | null => (answer === 'unknown' ? null : answer === 'yes')

interface FactsDialogProps {
  opened: boolean
  customerId: string
  standing: Standing
  onClose: () => void
}

/** What a person knows of a customer that no field says: it decides premium and strategic. */
export function FactsDialog({ opened, customerId, standing, onClose }: FactsDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [facts, setFacts] = useState(standing.facts)
  const [problem, setProblem] = useState<Problem>()
  useOpening(opened, () => {
    setFacts(standing.facts)
    setProblem(undefined)
  })
  const save = useWrite(saveQualityFacts, {
    touches: ['quality'],
    onProblem: setProblem,
    onDone: () => {
      onClose()
      notify.done(t('saved'))
    },
  })
  const answers = (['yes', 'no', 'unknown'] as const).map((value) => ({ value, label: t(value) }))
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('factsTitle')}
      onSubmit={(event) => {
        event.preventDefault()
        const { version, ...body } = facts
        save.mutate({ params: { id: customerId }, body, ifMatch: version })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {k('save')}
          </Button>
        </>
      }
    >
      <ChoiceField
        label={t('expects')}
        options={answers}
        value={answerOf(facts.expectsReasonably)}
        onChange={(answer) => setFacts({ ...facts, expectsReasonably: valueOf(answer) })}
      />
      <ChoiceField
        label={t('buysAgain')}
        options={answers}
        value={answerOf(facts.buysAgain)}
        onChange={(answer) => setFacts({ ...facts, buysAgain: valueOf(answer) })}
      />
      <CheckField
        label={t('lighthouse')}
        checked={facts.isLighthouse}
        onChange={(event) => setFacts({ ...facts, isLighthouse: event.currentTarget.checked })}
      />
      {facts.isLighthouse && (
        <TextField
          label={t('lighthouseReason')}
          required
          value={facts.lighthouseReason ?? ''}
          onChange={(event) => setFacts({ ...facts, lighthouseReason: event.currentTarget.value })}
        />
      )}
      <FormProblem problem={problem} />
    </Dialog>
  )
}
