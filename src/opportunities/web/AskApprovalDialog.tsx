import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { asProblem, type Problem } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { askApproval } from '../approval-contract.ts'
import { words as gateWords } from './words/gates.ts'

interface AskApprovalProps {
  opened: boolean
  onClose: () => void
  deal: { id: string; name: string }
  kind: 'stage' | 'discount' | 'contract'
  /** What was asked before, to begin with. */
  before?: { request: string; discount: number | null }
}

/** Asks whoever leads the owner's team to let something pass. */
export function AskApprovalDialog({ opened, onClose, deal, kind: given, before }: AskApprovalProps): ReactNode {
  const g = useWords(gateWords)
  const k = useWords(kit)
  const [kind, setKind] = useState(given)
  const [request, setRequest] = useState('')
  const [percent, setPercent] = useState<number | null>(null)
  const [problem, setProblem] = useState<Problem>()
  const { mutateAsync, isPending } = useWrite(askApproval, { touches: ['approvals', 'opportunities'] })
  useOpening(opened, () => {
    setKind(given)
    setRequest(before?.request ?? '')
    setPercent(before?.discount ? Math.round(before.discount * 10_000) / 100 : null)
    setProblem(undefined)
  })
  const send = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault()
    try {
      const approval = await mutateAsync({
        params: { id: deal.id },
        body: { kind, request: request.trim(), ...(kind === 'discount' && percent !== null ? { discount: percent / 100 } : {}) },
      })
      notify.done(g('sent', { name: approval.approver.name }))
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={g('askTitle', { name: deal.name })}
      dirty={request.trim() !== (before?.request ?? '')}
      onSubmit={(event) => void send(event)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={request.trim() === '' || (kind === 'discount' && percent === null)}>
            {g('send')}
          </Button>
        </>
      }
    >
      <SelectField
        label={g('kindLabel')}
        data={(['stage', 'discount', 'contract'] as const).map((value) => ({ value, label: g(`kind.${value}`) }))}
        value={kind}
        onChange={(value) => setKind((value as typeof kind | null) ?? given)}
      />
      {kind === 'discount' && (
        <NumberField label={g('discount')} required value={percent} onChange={setPercent} min={0} max={100} />
      )}
      <LongTextField
        label={g('request')}
        description={g('requestHint')}
        required
        data-autofocus
        value={request}
        onChange={(event) => setRequest(event.currentTarget.value)}
      />
      <p>{g('decisionIn')}</p>
      <FormProblem problem={problem} />
    </Dialog>
  )
}
