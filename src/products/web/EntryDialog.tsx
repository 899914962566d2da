import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import type { Fields } from '../../ui/fields/use-fields.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { words } from './words.ts'

interface EntryDialogProps {
  /** What is changed; 'new' adds one, undefined closes the dialog. */
  entry: object | 'new' | undefined
  onClose: () => void
  addLabel: string
  editLabel: string
  form: Pick<Fields<never>, 'isDirty' | 'isSending' | 'problem'>
  onSubmit: ReturnType<Fields<never>['submit']>
  children: ReactNode
}

/** The frame of the three forms of the catalogue. */
export function EntryDialog({ entry, onClose, addLabel, editLabel, form, onSubmit, children }: EntryDialogProps): ReactNode {
  const k = useWords(kit)
  const isNew = entry === 'new'
  return (
    <Dialog
      opened={entry !== undefined}
      onClose={onClose}
      title={isNew ? addLabel : editLabel}
      dirty={form.isDirty()}
      onSubmit={onSubmit}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {isNew ? addLabel : k('save')}
          </Button>
        </>
      }
    >
      {children}
      <FormProblem problem={form.problem} />
    </Dialog>
  )
}

/** How adding and saving end: the dialog closes and says so, or its form shows why not. */
export const useSaving = (form: { refuse: (problem: Problem) => void }, onClose: () => void) => {
  const t = useWords(words)
  return (word: 'added' | 'saved') => ({
    touches: ['search'],
    onProblem: form.refuse,
    onDone: ({ name }: { name: string }) => {
      onClose()
      notify.done(t(word, { name }))
    },
  })
}
