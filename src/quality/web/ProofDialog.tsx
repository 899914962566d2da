import { Button, NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { trustProofs, type TrustProof } from '../../customers/relationship.ts'
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
import { addTrustProof } from '../contract.ts'
import { words } from './words.ts'

interface ProofDialogProps {
  opened: boolean
  customerId: string
  onClose: () => void
}

/** Records what proves a customer's trust. Won deals prove it by themselves. */
export function ProofDialog({ opened, customerId, onClose }: ProofDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const [kind, setKind] = useState<TrustProof>('referral')
  const [provedOn, setProvedOn] = useState<string | null>(format.today())
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<Problem>()
  useOpening(opened, () => {
    setNote('')
    setProblem(undefined)
  })
  const add = useWrite(addTrustProof, {
    touches: ['quality'],
    onProblem: setProblem,
    onDone: () => {
      onClose()
      notify.done(t('proofAdded'))
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('addProof')}
      dirty={note !== ''}
      onSubmit={(event) => {
        event.preventDefault()
        if (provedOn) add.mutate({ params: { id: customerId }, body: { kind, provedOn, note } })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" disabled={note.trim() === '' || provedOn === null} loading={add.isPending}>
            {k('save')}
          </Button>
        </>
      }
    >
      <NativeSelect
        label={t('proofKind')}
        data={trustProofs.map((value) => ({ value, label: t(`proof.${value}`) }))}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as TrustProof)}
      />
      <DayField label={t('provedOn')} required value={provedOn} onChange={setProvedOn} presets="behind" />
      <TextField label={t('proofNote')} required value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <FormProblem problem={problem} />
    </Dialog>
  )
}
