import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { CheckField, FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { SaveButtons } from '../../ui/SaveButtons.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { closeComplaint, openComplaint } from '../contract.ts'
import type { Person } from './SatisfactionCard.tsx'
import { words } from './words.ts'

interface ComplaintDialogProps {
  opened: boolean
  customerId: string
  people: readonly Person[]
  onClose: () => void
}

const blank = { text: '', isSevere: false, contactId: null as string | null }
const touches = ['customers', 'health']

/** A complaint that somebody told us. */
export function ComplaintDialog({ opened, customerId, people, onClose }: ComplaintDialogProps): ReactNode {
  const t = useWords(words)
  const { draft: given, edit, isDirty, problem, setProblem } = useDraft(opened, blank)
  const open = useWrite(openComplaint, {
    touches,
    onProblem: setProblem,
    onDone: () => {
      onClose()
      notify.done(t('noted'))
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('complain')}
      dirty={isDirty}
      onSubmit={(event) => {
        event.preventDefault()
        open.mutate({ params: { id: customerId }, body: given })
      }}
      footer={<SaveButtons onClose={onClose} isPending={open.isPending} disabled={given.text.trim() === ''} />}
    >
      <LongTextField
        label={t('complaintText')}
        required
        maxLength={2000}
        value={given.text}
        onChange={({ currentTarget: { value } }) => edit({ text: value })}
      />
      <SelectField
        label={t('complaintWho')}
        clearable
        placeholder={t('nobody')}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={given.contactId}
        onChange={(contactId) => edit({ contactId })}
      />
      <CheckField
        label={t('isSevere')}
        checked={given.isSevere}
        onChange={({ currentTarget: { checked } }) => edit({ isSevere: checked })}
      />
      <FormProblem problem={problem} />
    </Dialog>
  )
}

/** How a complaint was settled. */
export function SettleDialog({ complaint, onClose }: { complaint: string | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const [closing, setClosing] = useState('')
  const [problem, setProblem] = useState<Problem>()
  useOpening(complaint !== undefined, () => {
    setClosing('')
    setProblem(undefined)
  })
  const close = useWrite(closeComplaint, {
    touches,
    onProblem: setProblem,
    onDone: () => {
      onClose()
      notify.done(t('settled'))
    },
  })
  return (
    <Dialog
      opened={complaint !== undefined}
      onClose={onClose}
      title={t('settle')}
      dirty={closing !== ''}
      onSubmit={(event) => {
        event.preventDefault()
        if (complaint) close.mutate({ params: { id: complaint }, body: { closing } })
      }}
      footer={<SaveButtons onClose={onClose} isPending={close.isPending} disabled={closing.trim() === ''} />}
    >
      <LongTextField
        label={t('settleTitle')}
        required
        maxLength={2000}
        value={closing}
        onChange={(event) => setClosing(event.currentTarget.value)}
      />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
