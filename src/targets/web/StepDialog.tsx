import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { LongTextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { createTarget, stepTarget, type TargetDetail } from '../contract.ts'
import { words } from './words.ts'

export type AskedStep = 'submit' | 'approve' | 'return' | 'withdraw' | 'copy' | undefined

interface StepDialogProps {
  opened: boolean
  step: AskedStep
  plan: TargetDetail
  onClose: () => void
  onVersion: (id: string | undefined) => void
}

/** A step of a version, with what there is to say about it. */
export function StepDialog({ opened, step = 'submit', plan, onClose, onVersion }: StepDialogProps): ReactNode {
  const t = useWords(words)
  const [note, setNote] = useState('')
  const onProblem = (problem: Parameters<typeof notify.refused>[0]): void => notify.refused(problem)
  const leave = (): void => {
    setNote('')
    onClose()
  }
  const go = useWrite(stepTarget, {
    touches: ['target'],
    onDone: () => {
      if (step !== 'copy') notify.done(t(`done.${step}`))
      leave()
    },
    onProblem,
  })
  const copy = useWrite(createTarget, {
    touches: ['target'],
    onDone: ({ id }) => {
      onVersion(id)
      notify.done(t('done.create'))
      leave()
    },
    onProblem,
  })
  const send = (): void => {
    const { id, version, year, measure } = plan
    if (step === 'copy')
      copy.mutate({ body: { year, measure, note, from: 'copy', ...(plan.state === 'replaced' && { basedOn: id }) } })
    else go.mutate({ params: { id }, body: { step, note }, ifMatch: version })
  }
  return (
    <Dialog
      opened={opened}
      onClose={leave}
      title={t(`noteTitle.${step}`)}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      footer={
        <>
          <Button variant="default" onClick={leave}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={go.isPending || copy.isPending}>
            {step === 'copy' ? t('create') : t(step)}
          </Button>
        </>
      }
    >
      <LongTextField
        label={step === 'copy' ? t('noteWhy') : t('note')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        data-autofocus
      />
    </Dialog>
  )
}
