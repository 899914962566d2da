import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { SaveButtons } from '../../ui/SaveButtons.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { releaseToPool } from '../contract.ts'
import classes from './Pool.module.css'
import { words } from './words.ts'

interface ReleaseDialogProps {
  opened: boolean
  customerId: string
  name: string
  onClose: () => void
  onDone: () => void
}

/** Giving a customer up, with the reason that stays on record. */
export function ReleaseDialog({ opened, customerId, name, onClose, onDone }: ReleaseDialogProps): ReactNode {
  const t = useWords(words)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem>()
  useOpening(opened, () => {
    setReason('')
    setProblem(undefined)
  })
  const release = useWrite(releaseToPool, {
    touches: ['pool', 'contacts'],
    onProblem: setProblem,
    onDone: () => {
      onClose()
      notify.done(t('released'))
      onDone()
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('releaseTitle', { name })}
      dirty={reason !== ''}
      onSubmit={(event) => {
        event.preventDefault()
        release.mutate({ params: { id: customerId }, body: { reason } })
      }}
      footer={
        <SaveButtons onClose={onClose} isPending={release.isPending} disabled={reason.trim() === ''} label={t('release')} />
      }
    >
      <p className={classes['hint']}>{t('releaseHint')}</p>
      <LongTextField
        label={t('releaseReason')}
        required
        data-autofocus
        maxLength={400}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
