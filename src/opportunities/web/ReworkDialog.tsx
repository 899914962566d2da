import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { asProblem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { reworkOpportunity } from '../contract.ts'
import type { Card } from './board-model.ts'
import type { BoardStore } from './board-store.ts'
import { touchedByMoves, useUndo } from './use-moves.ts'
import { words } from './words.ts'
import { words as dialogWords } from './words/dialogs.ts'

interface ReworkDialogProps {
  opened: boolean
  onClose: () => void
  deal: Card | undefined
  store: BoardStore | undefined
}

/** Another round of the proposal: what was refused, or that nobody answered. The deal stays where it is. */
export function ReworkDialog({ opened, onClose, deal, store }: ReworkDialogProps): ReactNode {
  const t = useWords(words)
  const d = useWords(dialogWords)
  const k = useWords(kit)
  const form = useFields(reworkOpportunity.body, { reason: '' })
  const undo = useUndo(store)
  const { mutateAsync } = useWrite(reworkOpportunity, { touches: touchedByMoves })
  useOpening(opened && deal?.id, () => form.reset({ reason: '' }))
  if (!deal) return null
  const send = form.submit(async (values) => {
    if (!values.reason?.trim()) return form.form.setFieldError('reason', k('required'))
    try {
      const reply = await mutateAsync({ params: { id: deal.id }, body: values, ifMatch: deal.version })
      onClose()
      store?.settle(deal.id, reply.opportunity)
      notify.done(d('reworked', { name: deal.name, count: reply.opportunity.reworks }), {
        undo: () => undo(deal.id, reply.eventId),
      })
    } catch (error) {
      form.refuse(asProblem(error))
    }
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={d('reworkTitle', { name: deal.name })}
      dirty={form.isDirty()}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t('rework')}
          </Button>
        </>
      }
    >
      <p>{d('reworkHint', { stage: deal.stage.name })}</p>
      <LongTextField label={d('reworkReason')} required {...form.field('reason')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
