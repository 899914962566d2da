import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { FormProblem, TextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { noteRequest } from '../contract.ts'
import { words } from './words.ts'

/** Notes what the customer asked for, so that somebody answers in time. */
export function RequestDialog({
  opened,
  customerId,
  onClose,
}: {
  opened: boolean
  customerId: string
  onClose: () => void
}): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const today = format.today()
  const [what, setWhat] = useState('')
  const [askedOn, setAskedOn] = useState<string | null>(today)
  const [problem, setProblem] = useState<Problem>()
  useOpening(opened, () => {
    setWhat('')
    setAskedOn(today)
    setProblem(undefined)
  })
  const note = useWrite(noteRequest, {
    touches: ['tasks', 'key-accounts'],
    onProblem: setProblem,
    onDone: ({ duties }) => {
      onClose()
      const own = duties.find(({ kind, about }) => kind === 'answer' && about === what.trim())
      notify.done(t('noted', { day: own ? format.day(own.dueOn) : '' }))
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('noteTitle')}
      dirty={what !== ''}
      onSubmit={(event) => {
        event.preventDefault()
        note.mutate({ params: { id: customerId }, body: { what: what.trim(), ...(askedOn ? { askedOn } : {}) } })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" disabled={what.trim() === ''} loading={note.isPending}>
            {k('save')}
          </Button>
        </>
      }
    >
      <p>{t('noteHint')}</p>
      <TextField
        label={t('what')}
        description={t('whatHint')}
        required
        maxLength={200}
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value)}
      />
      <DayField label={t('askedOn')} max={today} presets="none" value={askedOn} onChange={setAskedOn} />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
