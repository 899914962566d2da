import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { DecisionCard, Fact } from '../../../ui/decision/DecisionCard.tsx'
import { Ago } from '../../../ui/Figures.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { useWrite } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { stepTarget } from '../../contract.ts'
import type { PlanDecision } from '../../decision-contract.ts'
import type { PlanStep } from '../../plan-state.ts'
import { useAmount } from '../use-amount.ts'
import { useMeasureName } from '../use-measure-name.ts'
import { words } from './words.ts'

/** A submitted plan: what it asks, how it differs from the one in force, and the answer. */
export function PlanDecisionCard({ plan }: { plan: PlanDecision }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const amount = useAmount(plan.measure)
  const measureName = useMeasureName()
  const { id, year, measure, number, state, sum, sumInForce, permissions } = plan
  const name = t('name', { year, measure: measureName(measure), number })
  const { mutateAsync } = useWrite(stepTarget, { touches: ['target'] })
  const go = async (step: PlanStep, note = ''): Promise<void> => {
    await mutateAsync({ params: { id }, body: { step, note }, ifMatch: plan.version })
    notify.done(t(step === 'approve' ? 'approved' : step === 'return' ? 'returned' : 'withdrawn', { name }))
  }
  const told = (): string => {
    if (sumInForce === null) return t('none')
    const by = sum - sumInForce
    if (by === 0) return t('same')
    const share = sumInForce > 0 ? format.share(Math.abs(by) / sumInForce, 1) : '–'
    return t(by > 0 ? 'up' : 'down', { amount: amount(Math.abs(by)), share })
  }
  return (
    <DecisionCard
      label={`${t('kind')} ${name}`}
      head={
        <>
          <StatusChip tone="primary">{t('kind')}</StatusChip>
          <Link to="/targets" search={{ tab: 'plan', measure, year: String(year), version: id }}>
            {name}
          </Link>
          <StatusChip tone={state === 'submitted' ? 'risk1' : state === 'approved' ? 'done' : 'quiet'}>
            {t(`state.${state}`)}
          </StatusChip>
        </>
      }
      request={plan.submittedNote || plan.note}
      facts={
        <>
          <Fact label={t('sum')}>{amount(sum)}</Fact>
          {state === 'submitted' && <Fact label={t('change')}>{told()}</Fact>}
          {state === 'submitted' && sumInForce !== null && <Fact label={t('changed')}>{format.count(plan.changed)}</Fact>}
          {plan.submittedNote && plan.note && plan.note !== plan.submittedNote && <Fact label={t('note')}>{plan.note}</Fact>}
          {plan.insteadOf && <Fact label={t('insteadOf')}>{plan.insteadOf.name}</Fact>}
          <Fact label={t('submittedBy')}>{plan.submittedBy?.name ?? '–'}</Fact>
          <Fact label={t('submittedAt')}>
            <Ago at={plan.submittedAt} />
          </Fact>
        </>
      }
      answer={
        plan.decidedBy && state !== 'submitted'
          ? { by: plan.decidedBy.name, at: plan.decidedAt, note: plan.decidedNote || null }
          : undefined
      }
      may={{ decide: permissions.approve === null, withdraw: permissions.withdraw === null && state === 'submitted' }}
      refuse={t('return')}
      withdrawWord={t('withdraw')}
      onApprove={() => go('approve')}
      onRefuse={(reason) => go('return', reason)}
      onWithdraw={() => go('withdraw')}
    />
  )
}
