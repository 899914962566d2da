import { Button } from '@mantine/core'
import { type ReactNode } from 'react'
import { asProblem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { reopenOpportunity } from '../contract.ts'
import { reopeningDays } from '../stage-gate.ts'
import type { Card } from './board-model.ts'
import { usePipelineOf } from './use-pipelines.ts'
import { touchedByMoves, useUndo } from './use-moves.ts'
import { words } from './words.ts'
import { words as dialogWords } from './words/dialogs.ts'

interface ReopenDialogProps {
  opened: boolean
  onClose: () => void
  deal: Card | undefined
}

/** Takes a loss back, or ends a hold before its day. */
export function ReopenDialog({ opened, onClose, deal }: ReopenDialogProps): ReactNode {
  const t = useWords(words)
  const d = useWords(dialogWords)
  const k = useWords(kit)
  const pipeline = usePipelineOf(deal?.pipeline.id)
  const form = useFields(reopenOpportunity.body, { toStage: '', reason: '' })
  const undo = useUndo(undefined)
  const { mutateAsync } = useWrite(reopenOpportunity, { touches: touchedByMoves })
  useOpening(opened && deal?.id, () => form.reset({ toStage: deal?.stage.id ?? '', reason: '' }))
  if (!deal) return null
  const isHeld = deal.status === 'on-hold'
  const send = form.submit(async (values) => {
    try {
      const reply = await mutateAsync({ params: { id: deal.id }, body: values, ifMatch: deal.version })
      onClose()
      notify.done(d(isHeld ? 'resumed' : 'reopened', { name: deal.name }), { undo: () => undo(deal.id, reply.eventId) })
    } catch (error) {
      form.refuse(asProblem(error))
    }
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={d(isHeld ? 'resumeTitle' : 'reopenTitle', { name: deal.name })}
      dirty={form.isDirty()}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t(isHeld ? 'resume' : 'reopen')}
          </Button>
        </>
      }
    >
      {!isHeld && <p>{d('reopenHint', { days: reopeningDays })}</p>}
      <SelectField
        label={d('toStage')}
        data={(pipeline?.stages ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.field('toStage')}
      />
      <LongTextField label={d('reason')} {...form.field('reason')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
