import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { completeTask } from '../../playbooks/contract.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import type { Plan } from './plan-view.ts'
import { words } from './words.ts'

interface DoneDialogProps {
  opened: boolean
  plan: Plan
  action: Plan['actions'][number] | undefined
  onClose: () => void
}

/** What came of an action: done means that a result is written. */
export function DoneDialog({ opened, action, onClose }: DoneDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const form = useFields(completeTask.body, { result: '' })
  useOpening(opened, () => form.reset({ result: '' }))
  const complete = useWrite(completeTask, {
    touches: ['account-plans', 'day-lists'],
    onProblem: form.refuse,
    onDone: () => {
      onClose()
      notify.done(t('completed'))
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={action?.title ?? ''}
      dirty={form.isDirty()}
      onSubmit={form.submit((body) => complete.mutateAsync({ params: { id: action?.id ?? '' }, body }))}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t('complete')}
          </Button>
        </>
      }
    >
      <LongTextField label={t('result')} required data-autofocus {...form.field('result')} />
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}
