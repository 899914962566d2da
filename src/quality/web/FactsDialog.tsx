import type { ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { CheckField, FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { SaveButtons } from '../../ui/SaveButtons.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useWords } from '../../ui/use-words.ts'
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
  const { draft: facts, edit, isDirty, problem, setProblem } = useDraft(opened, standing.facts)
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
      dirty={isDirty}
      footer={<SaveButtons onClose={onClose} isPending={save.isPending} />}
    >
      <ChoiceField
        label={t('expects')}
        options={answers}
        value={answerOf(facts.expectsReasonably)}
        onChange={(answer) => edit({ expectsReasonably: valueOf(answer) })}
      />
      <ChoiceField
        label={t('buysAgain')}
        options={answers}
        value={answerOf(facts.buysAgain)}
        onChange={(answer) => edit({ buysAgain: valueOf(answer) })}
      />
      <CheckField
        label={t('lighthouse')}
        checked={facts.isLighthouse}
        onChange={(event) => edit({ isLighthouse: event.currentTarget.checked })}
      />
      {facts.isLighthouse && (
        <TextField
          label={t('lighthouseReason')}
          required
          value={facts.lighthouseReason ?? ''}
          onChange={(event) => edit({ lighthouseReason: event.currentTarget.value })}
        />
      )}
      <FormProblem problem={problem} />
    </Dialog>
  )
}
