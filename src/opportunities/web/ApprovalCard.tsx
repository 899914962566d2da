import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { confirm } from '../../ui/asking.ts'
import { DecisionCard, Fact } from '../../ui/decision/DecisionCard.tsx'
import { Ago, Moment, Money, Share } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useWords } from '../../ui/use-words.ts'
import { decideApproval, withdrawApproval } from '../approval-contract.ts'
import { AskAgain } from './AskAgain.tsx'
import type { Approval } from './use-approvals.ts'
import { words } from './words/approvals.ts'

const tones: Record<Approval['state'], Tone> = {
  asked: 'risk1',
  approved: 'done',
  refused: 'risk2',
  withdrawn: 'quiet',
  expired: 'quiet',
}
const touched = { touches: ['opportunities'] }

/** One question about a deal, and the answer. `bare` on the deal's own page: what the deal is, is known there. */
export function ApprovalCard({ approval, bare = false }: { approval: Approval; bare?: boolean }): ReactNode {
  const t = useWords(words)
  const now = useNow()
  const { mutateAsync: decide } = useWrite(decideApproval, touched)
  const { mutateAsync: withdraw } = useWrite(withdrawApproval, touched)
  const { id, opportunity, insteadOf, approver, state, permissions } = approval
  const isAsked = state === 'asked'
  const isLate = isAsked && Date.parse(approval.dueAt) < now.getTime()
  const send = async (decision: 'approved' | 'refused', note?: string): Promise<void> => {
    await decide({ params: { id }, body: { decision, ...(note && { note }) } })
    notify.done(t(decision, { name: opportunity.name }))
  }
  const takeBack = async (): Promise<void> => {
    if (!(await confirm({ title: t('withdrawTitle'), body: t('withdrawBody'), action: t('withdraw') }))) return
    await withdraw({ params: { id } })
    notify.done(t('withdrawn'))
  }
  return (
    <DecisionCard
      label={`${t(`kind.${approval.kind}`)} ${opportunity.name}`}
      bare={bare}
      head={
        <>
          <StatusChip tone="primary">{t(`kind.${approval.kind}`)}</StatusChip>
          {!bare && (
            <Link to="/opportunities/$id" params={{ id: opportunity.id }}>
              {opportunity.name}
            </Link>
          )}
          <StatusChip tone={tones[state]}>{t(`state.${state}`)}</StatusChip>
          {approval.passedUp > 0 && <small>{t('passedUp', { count: approval.passedUp })}</small>}
        </>
      }
      request={approval.request}
      facts={
        <>
          {!bare && approval.stage && <Fact label={t('stageNow')}>{approval.stage}</Fact>}
          {!bare && approval.amountMinor !== null && (
            <Fact label={t('amount')}>
              <Money minor={approval.amountMinor} currency={approval.currency} />
            </Fact>
          )}
          {approval.discount !== null && (
            <Fact label={t('discount')}>
              <Share value={approval.discount} digits={1} />
            </Fact>
          )}
          {approval.tierLimit && (
            <Fact label={t('tierLimit', { tier: approval.tierLimit.tier })}>
              <Share value={approval.tierLimit.limit} digits={1} />
              {state === 'approved' && approval.decidedBy === null && <> {t('withinLimit')}</>}
            </Fact>
          )}
          {!bare && <Fact label={t('owner')}>{approval.owner.name}</Fact>}
          <Fact label={t('askedBy')}>{approval.askedBy.name}</Fact>
          <Fact label={t('askedAt')}>
            <Ago at={approval.askedAt} />
          </Fact>
          {isAsked && (
            <>
              <Fact label={t('approver')}>
                {insteadOf ? t('standsIn', { name: approver.name, other: insteadOf.name }) : approver.name}
              </Fact>
              <Fact label={t('dueAt')}>
                <Moment at={approval.dueAt} /> {isLate && <StatusChip tone="risk1">{t('overdue')}</StatusChip>}
              </Fact>
            </>
          )}
        </>
      }
      answer={
        !isAsked && approval.decidedBy ? { by: approval.decidedBy.name, at: approval.decidedAt, note: approval.note } : undefined
      }
      lapsed={
        state === 'expired' && (
          <>
            {t('lapsed')} <Ago at={approval.decidedAt} />
          </>
        )
      }
      again={permissions.askAgain === null && <AskAgain approval={approval} />}
      may={{ decide: isAsked && !permissions.decide, withdraw: isAsked && !permissions.withdraw }}
      onApprove={() => send('approved')}
      onRefuse={(reason) => send('refused', reason)}
      onWithdraw={takeBack}
    />
  )
}
