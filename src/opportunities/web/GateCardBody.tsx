import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { gatesBetween } from '../../pipelines/gate.ts'
import { AskApprovalDialog } from './ask-approval.ts'
import classes from './Gate.module.css'
import { MissingList } from './MissingList.tsx'
import { goTo, useAskedMends, type Mend } from './mending.ts'
import type { Deal } from './StagePath.tsx'
import { useApprovalsOf } from './use-approvals.ts'
import { useGates, verdictFor, type Gates } from './use-gates.ts'
import { words as gateWords } from './words/gates.ts'

const ApprovalsOfDeal = lazy(async () => ({ default: (await import('./ApprovalsOfDeal.tsx')).ApprovalsOfDeal }))

/** What stands between this deal and the next stage, and the way to see to it. */
export function GateCardBody({ deal }: { deal: Deal }): ReactNode {
  const gates = useGates(deal.id, deal.status === 'open')
  const [asking, setAsking] = useState<'stage' | 'discount' | 'contract'>('stage')
  const [opened, setOpened] = useState(false)
  const see = (mend: Mend): void => {
    if (mend.to !== 'approval') return goTo(mend)
    setAsking(mend.kind)
    setOpened(true)
  }
  useAskedMends(deal.id, see)
  const approvals = useApprovalsOf(deal.id).data?.items ?? []
  const isOpen = deal.status === 'open' && gates.data !== undefined
  return (
    <>
      {deal.status === 'open' && gates.isPending && <Waiting />}
      {isOpen && <NextGate deal={deal} gates={gates.data} onMend={see} />}
      {approvals.length > 0 && (
        <Suspense fallback={null}>
          <ApprovalsOfDeal approvals={approvals} />
        </Suspense>
      )}
      {isOpen && <AskApprovalDialog opened={opened} onClose={() => setOpened(false)} deal={deal} kind={asking} />}
    </>
  )
}

/** Keeps the place, so that what is below does not jump. */
function Waiting(): ReactNode {
  const g = useWords(gateWords)
  return (
    <div className={`${classes['card']} ${classes['wait']}`} aria-busy="true">
      <small>{g('loading')}</small>
    </div>
  )
}

function NextGate({ deal, gates, onMend }: { deal: Deal; gates: Gates; onMend: (mend: Mend) => void }): ReactNode {
  const g = useWords(gateWords)
  const { locale } = useFormat()
  const here = gates.stages.find(({ key }) => key === gates.stageKey)
  const next = gates.stages.find(({ position }) => position === (here?.position ?? 0) + 1)
  const old = gates.pipelineVersion < gates.currentVersion
  const note = old ? <small>{g('oldVersion', { version: gates.pipelineVersion, current: gates.currentVersion })}</small> : null
  if (!next)
    return (
      <section className={classes['card']} aria-label={g('gate')}>
        <div className={classes['head']}>
          <span>{g('lastStage')}</span>
          {note}
        </div>
      </section>
    )
  const verdict = verdictFor(gates, next.key, locale)
  if (!verdict) return null
  const stage = next.name[locale]
  const asked = gatesBetween(gates.stages, gates.stageKey ?? '', next.key).flatMap(({ gate }) => gate.criteria).length
  const blocking = verdict.gaps.filter(({ blocks }) => blocks).length
  const title =
    asked === 0
      ? g('noGate', { stage })
      : verdict.gaps.length === 0
        ? g('ready', { stage })
        : blocking > 0
          ? g('left', { count: verdict.gaps.length, stage })
          : g('leftWarning', { count: verdict.gaps.length, stage })
  return (
    <section className={classes['card']} data-result={verdict.result} aria-label={g('gate')}>
      <div className={classes['head']}>
        <strong>{title}</strong>
        {asked > 0 && <small>{g('met', { total: asked, met: Math.max(0, asked - verdict.gaps.length) })}</small>}
        {note}
      </div>
      {verdict.gaps.length > 0 && (
        <MissingList verdict={verdict} deal={{ id: deal.id, customerId: deal.customer?.id ?? null }} onMend={onMend} />
      )}
    </section>
  )
}
