import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, type Problem } from '../../ui/api.ts'
import { confirm } from '../../ui/asking.ts'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { Ago, Moment, Money, Share } from '../../ui/Figures.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { decideApproval, withdrawApproval } from '../approval-contract.ts'
import classes from './Approvals.module.css'
import type { Approval } from './use-approvals.ts'
import { words } from './words/approvals.ts'

const tones: Record<Approval['state'], Tone> = {
  asked: 'risk1',
  approved: 'done',
  refused: 'risk2',
  withdrawn: 'quiet',
  expired: 'quiet',
}

/** One question with all that is needed to answer it, and the answer. `bare` on the deal's own page: what the deal is, is known there. */
export function ApprovalCard({ approval, bare = false }: { approval: Approval; bare?: boolean }): ReactNode {
  const t = useWords(words)
  const now = useNow()
  const { opportunity, insteadOf, approver, state } = approval
  const isLate = state === 'asked' && Date.parse(approval.dueAt) < now.getTime()
  return (
    <article
      className={classes['card']}
      data-bare={bare || undefined}
      aria-label={`${t(`kind.${approval.kind}`)} ${opportunity.name}`}
    >
      <header className={classes['head']}>
        <StatusChip tone="primary">{t(`kind.${approval.kind}`)}</StatusChip>
        {!bare && (
          <Link to="/opportunities/$id" params={{ id: opportunity.id }}>
            {opportunity.name}
          </Link>
        )}
        <StatusChip tone={tones[state]}>{t(`state.${state}`)}</StatusChip>
        {approval.passedUp > 0 && <small>{t('passedUp', { count: approval.passedUp })}</small>}
      </header>
      <p className={classes['request']}>{approval.request}</p>
      <dl className={classes['facts']}>
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
        {!bare && <Fact label={t('owner')}>{approval.owner.name}</Fact>}
        <Fact label={t('askedBy')}>{approval.askedBy.name}</Fact>
        <Fact label={t('askedAt')}>
          <Ago at={approval.askedAt} />
        </Fact>
        {state === 'asked' && (
          <>
            <Fact label={t('approver')}>
              {insteadOf ? t('standsIn', { name: approver.name, other: insteadOf.name }) : approver.name}
            </Fact>
            <Fact label={t('dueAt')}>
              <Moment at={approval.dueAt} /> {isLate && <StatusChip tone="risk1">{t('overdue')}</StatusChip>}
            </Fact>
          </>
        )}
      </dl>
      {state !== 'asked' && approval.decidedBy && (
        <p className={classes['answer']}>
          <span>{t('decidedBy', { name: approval.decidedBy.name })}</span> <Ago at={approval.decidedAt} />
          {approval.note && <q>{approval.note}</q>}
        </p>
      )}
      {state === 'asked' && <Answer approval={approval} />}
    </article>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const touched = { touches: ['opportunities'] }

/** Approve with one press; refuse with a reason, asked for in place. */
function Answer({ approval }: { approval: Approval }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [isRefusing, setRefusing] = useState(false)
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const { mutateAsync: decide, isPending } = useWrite(decideApproval, touched)
  const { mutateAsync: withdraw } = useWrite(withdrawApproval, touched)
  const { id, permissions, opportunity } = approval
  const send = async (decision: 'approved' | 'refused'): Promise<void> => {
    try {
      await decide({ params: { id }, body: { decision, ...(note.trim() && { note: note.trim() }) } })
      notify.done(t(decision, { name: opportunity.name }))
    } catch (error) {
      if (isRefusing) setProblem(asProblem(error))
      else notify.refused(asProblem(error))
    }
  }
  const takeBack = async (): Promise<void> => {
    if (!(await confirm({ title: t('withdrawTitle'), body: t('withdrawBody'), action: t('withdraw') }))) return
    try {
      await withdraw({ params: { id } })
      notify.done(t('withdrawn'))
    } catch (error) {
      notify.refused(asProblem(error))
    }
  }
  if (isRefusing)
    return (
      <form
        className={classes['refusing']}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (note.trim()) void send('refused')
        }}
      >
        <LongTextField
          label={t('refuseReason')}
          description={t('refuseReasonHint')}
          required
          autoFocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <FormProblem problem={problem} />
        <div className={classes['buttons']}>
          <Button size="xs" variant="default" onClick={() => setRefusing(false)}>
            {k('cancel')}
          </Button>
          <Button size="xs" type="submit" disabled={note.trim() === ''} loading={isPending}>
            {t('refuseNow')}
          </Button>
        </div>
      </form>
    )
  if (permissions.decide && permissions.withdraw) return null
  return (
    <div className={classes['buttons']}>
      {!permissions.withdraw && (
        <Button size="xs" variant="default" onClick={() => void takeBack()}>
          {t('withdraw')}
        </Button>
      )}
      {!permissions.decide && (
        <>
          <Button size="xs" variant="default" onClick={() => setRefusing(true)}>
            {t('refuse')}
          </Button>
          <Button size="xs" loading={isPending} onClick={() => void send('approved')}>
            {t('approve')}
          </Button>
        </>
      )}
    </div>
  )
}
