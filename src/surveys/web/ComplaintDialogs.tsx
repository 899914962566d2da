import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { CheckField, FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
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
  const [given, setGiven] = useState(blank)
  const [problem, setProblem] = useState<Problem>()
  useOpening(opened, () => {
    setGiven(blank)
    setProblem(undefined)
  })
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
      dirty={given.text !== ''}
      onSubmit={(event) => {
        event.preventDefault()
        open.mutate({ params: { id: customerId }, body: given })
      }}
      footer={<Buttons onClose={onClose} isPending={open.isPending} isReady={given.text.trim() !== ''} />}
    >
      <LongTextField
        label={t('complaintText')}
        required
        maxLength={2000}
        value={given.text}
        onChange={(event) => {
          const text = event.currentTarget.value
          setGiven((before) => ({ ...before, text }))
        }}
      />
      <SelectField
        label={t('complaintWho')}
        clearable
        placeholder={t('nobody')}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={given.contactId}
        onChange={(contactId) => setGiven((before) => ({ ...before, contactId }))}
      />
      <CheckField
        label={t('isSevere')}
        checked={given.isSevere}
        onChange={(event) => {
          const isSevere = event.currentTarget.checked
          setGiven((before) => ({ ...before, isSevere }))
        }}
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
      footer={<Buttons onClose={onClose} isPending={close.isPending} isReady={closing.trim() !== ''} />}
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

function Buttons({ onClose, isPending, isReady }: { onClose: () => void; isPending: boolean; isReady: boolean }): ReactNode {
  const k = useWords(kit)
  return (
    <>
      <Button variant="default" onClick={onClose}>
        {k('cancel')}
      </Button>
      <Button type="submit" loading={isPending} disabled={!isReady}>
        {k('save')}
      </Button>
    </>
  )
}
