import { Button } from '@mantine/core'
import { useEffect, useEffectEvent, useState, type FormEvent, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { CheckField, FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import type { Card } from './board-model.ts'
import { useDealActions, type TargetStage } from './deal-actions.ts'
import { GateGaps } from './GateGaps.tsx'
import { useGates, verdictFor, type Gates } from './use-gates.ts'
import { usePipelineOf } from './use-pipelines.ts'
import { words } from './words.ts'
import { words as dialogWords } from './words/dialogs.ts'
import { words as gateWords } from './words/gates.ts'

interface MoveDialogProps {
  opened: boolean
  onClose: () => void
  deal: Card | undefined
  to: TargetStage | undefined
  refused: Problem | undefined
  /** Shows the deal, so that a gap can be seen to. */
  onOpenDeal: ((id: string) => void) | undefined
}

/** To which stage, and why where a reason is due: a move back, or passing a gate that is not met. */
export function MoveDialog({ opened, onClose, deal, to, refused, onOpenDeal }: MoveDialogProps): ReactNode {
  const t = useWords(words)
  const d = useWords(dialogWords)
  const g = useWords(gateWords)
  const k = useWords(kit)
  const { locale } = useFormat()
  const { move } = useDealActions()
  const pipeline = usePipelineOf(deal?.pipeline.id)
  const gates = useGates(deal?.id ?? '', opened && deal !== undefined)
  const [stageId, setStageId] = useState('')
  const [reason, setReason] = useState('')
  const [override, setOverride] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [isSending, setSending] = useState(false)
  const [wasAsked, setAsked] = useState(false)

  const start = useEffectEvent(() => {
    if (!opened || !deal) return
    const next = pipeline?.stages.find(({ position }) => position === deal.stage.position + 1)
    setStageId(to?.id ?? next?.id ?? '')
    setReason('')
    setOverride(false)
    setProblem(refused)
    setAsked(false)
  })
  // Only opening it asks anew; news of pipelines meanwhile must not wipe what is being typed.
  useEffect(() => start(), [opened, deal?.id, to?.id, refused])

  if (!deal) return null
  const stages = (pipeline?.stages ?? []).filter(({ id }) => id !== deal.stage.id)
  const target = stages.find(({ id }) => id === stageId) ?? (to?.id === stageId ? to : undefined)
  const isBack = target !== undefined && target.position < deal.stage.position
  const skipped = target ? Math.max(0, target.position - deal.stage.position - 1) : 0
  const needsReason = isBack || override
  const lacksReason = wasAsked && needsReason && reason.trim() === ''
  const verdict = gates.data && target ? verdictFor(gates.data, keyOfStage(gates.data, target.id), locale) : null
  const isShut = verdict?.result === 'refused'
  const noOverride = gates.data?.permissions.override

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setAsked(true)
    if (!target || (needsReason && reason.trim() === '')) return
    setSending(true)
    const answer = await move(deal, target, {
      isQuiet: true,
      ...(reason.trim() && { reason: reason.trim() }),
      ...(override && { override: { reason: reason.trim() } }),
    })
    setSending(false)
    if (answer) setProblem(answer)
    else onClose()
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('moveTitle', { name: deal.name })}
      dirty={reason.trim() !== ''}
      onSubmit={(event) => void send(event)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={isSending} disabled={!target || (isShut && !override)}>
            {isBack ? d('moveBack') : t('move')}
          </Button>
        </>
      }
    >
      <SelectField
        label={d('toStage')}
        required
        data={stages.map(({ id, name, position }) => ({
          value: id,
          label: position < deal.stage.position ? d('stageBehind', { stage: name }) : name,
        }))}
        value={stageId}
        onChange={(value) => {
          setStageId(value ?? '')
          setProblem(undefined)
          setOverride(false)
        }}
        description={d('nowIn', { stage: deal.stage.name })}
      />
      {skipped > 0 && <p>{d('skipsStages', { count: skipped })}</p>}
      {verdict && verdict.gaps.length > 0 && (
        <GateGaps verdict={verdict} isShut={isShut} deal={deal} onClose={onClose} onOpenDeal={onOpenDeal}>
          {isShut ? g('shut', { count: verdict.gaps.length }) : g('mayEnterWarned', { count: verdict.gaps.length })}
        </GateGaps>
      )}
      {isShut && !noOverride && (
        <CheckField label={d('override')} checked={override} onChange={(event) => setOverride(event.currentTarget.checked)} />
      )}
      {isShut && noOverride && <p>{g('onlySupervisor')}</p>}
      <LongTextField
        label={override ? d('overrideReason') : isBack ? d('backReason') : t('note')}
        required={needsReason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        {...(lacksReason && { error: k('required') })}
      />
      {problem?.code !== 'gate-not-passed' && <FormProblem problem={problem} />}
    </Dialog>
  )
}

const keyOfStage = (gates: Gates, id: string): string => gates.stages.find((stage) => stage.id === id)?.key ?? id
