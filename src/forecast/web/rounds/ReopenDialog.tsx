import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../../ui/fields/Fields.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { useWrite } from '../../../ui/reading.ts'
import { useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import { reopenRound } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

interface ReopenDialogProps {
  opened: boolean
  onClose: () => void
  roundId: string
}

/** As the browser's field of a day and a time wants it, an hour from now in the reader's own time. */
const inAnHour = (): string => {
  const then = new Date(Date.now() + 3_600_000)
  return new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** Opens a locked round again: until when, and why. */
export function ReopenDialog({ opened, onClose, roundId }: ReopenDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [until, setUntil] = useState(inAnHour)
  const [reason, setReason] = useState('')
  const reopen = useWrite(reopenRound, {
    onDone: () => {
      onClose()
      setReason('')
      notify.done(t('reopenedDone'))
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('reopenTitle')}
      dirty={reason !== ''}
      onSubmit={(event) => {
        event.preventDefault()
        reopen.mutate({ params: { id: roundId }, body: { until: new Date(until).toISOString(), reason } })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={reopen.isPending} disabled={reason.trim() === '' || until === ''}>
            {t('reopen')}
          </Button>
        </>
      }
    >
      <label className={classes['field']}>
        {t('reopenUntil')}
        <input type="datetime-local" value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      </label>
      <LongTextField label={t('reopenReason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <FormProblem problem={reopen.error} />
    </Dialog>
  )
}
