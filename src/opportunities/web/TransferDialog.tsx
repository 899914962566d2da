import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, type Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { CheckField, FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { likeliestStage } from '../likeliest-stage.ts'
import { transferOpportunity } from '../transfer-contract.ts'
import type { Card } from './board-model.ts'
import { touchedByMoves, useUndo } from './use-moves.ts'
import { usePipelines } from './use-pipelines.ts'
import { words } from './words.ts'
import { words as dialogWords } from './words/dialogs.ts'

interface TransferDialogProps {
  opened: boolean
  onClose: () => void
  deal: Card | undefined
}

/** To which other pipeline a deal goes, into which of its stages, and why. */
export function TransferDialog({ opened, onClose, deal }: TransferDialogProps): ReactNode {
  const t = useWords(words)
  const d = useWords(dialogWords)
  const k = useWords(kit)
  const navigate = useNavigate()
  const { pipelines } = usePipelines()
  const undo = useUndo(undefined)
  const [chosen, setChosen] = useState('')
  const [stageId, setStageId] = useState('')
  const [reason, setReason] = useState('')
  const [override, setOverride] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const { mutateAsync, isPending } = useWrite(transferOpportunity, { touches: [...touchedByMoves, 'tasks'] })
  useOpening(opened && deal?.id, () => {
    setChosen('')
    setStageId('')
    setReason('')
    setOverride(false)
    setProblem(undefined)
  })
  if (!deal) return null
  const others = pipelines.filter(({ id, active }) => active && id !== deal.pipeline.id)
  const target = others.find(({ id }) => id === chosen) ?? others[0]
  const stage = target?.stages.some(({ id }) => id === stageId)
    ? stageId
    : (likeliestStage(target?.stages ?? [], deal.probability)?.id ?? '')
  const isShut = problem?.code === 'gate-not-passed'
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!target) return
    const why = reason.trim()
    if (override && !why) return
    try {
      const { eventId, opportunity } = await mutateAsync({
        params: { id: deal.id },
        body: {
          pipeline: target.id,
          toStage: stage,
          ...(why && { reason: why }),
          ...(override && { override: { reason: why } }),
        },
        ifMatch: deal.version,
      })
      onClose()
      notify.done(d('transferred', { name: deal.name, pipeline: target.name }), {
        undo: async () => {
          await undo(deal.id, eventId)
          void navigate({ to: '/opportunities/$id', params: { id: deal.id } } as never)
        },
      })
      void navigate({ to: '/opportunities/$id', params: { id: opportunity.id } } as never)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={d('transferTitle', { name: deal.name })}
      dirty={reason.trim() !== ''}
      onSubmit={(event) => void send(event)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={!target || (isShut && !override)}>
            {d('transferSubmit')}
          </Button>
        </>
      }
    >
      <p>{d('transferHint', { pipeline: deal.pipeline.name })}</p>
      {others.length === 0 ? (
        <p role="status">{d('noOtherPipeline')}</p>
      ) : (
        <>
          <SelectField
            label={d('toPipeline')}
            required
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            value={target?.id ?? ''}
            onChange={(value) => {
              setChosen(value ?? '')
              setProblem(undefined)
            }}
          />
          <SelectField
            label={d('toStage')}
            description={d('nowIn', { stage: deal.stage.name })}
            required
            data={(target?.stages ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={stage}
            onChange={(value) => {
              setStageId(value ?? '')
              setProblem(undefined)
            }}
          />
          {isShut && (
            <CheckField label={d('override')} checked={override} onChange={(event) => setOverride(event.currentTarget.checked)} />
          )}
          <LongTextField
            label={override ? d('overrideReason') : t('note')}
            required={override}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
      <FormProblem problem={problem} />
    </Dialog>
  )
}
