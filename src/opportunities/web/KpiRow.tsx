import type { ReactNode } from 'react'
import { Count, Money } from '../../ui/Figures.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { BoardStore } from './board-store.ts'
import classes from './KpiRow.module.css'
import { useTotals } from './use-board.ts'
import { words } from './words.ts'

/** The five figures above the board; they follow every move at once. */
export function KpiRow({ store, currency }: { store: BoardStore; currency: string | undefined }): ReactNode {
  const t = useWords(words)
  const totals = useTotals(store)
  const known = currency !== undefined
  const money = known ? { currency } : {}
  return (
    <dl tabIndex={0} className={classes['row']}>
      <Kpi label={t('kpiOpen')}>
        <Count value={known ? totals.count : null} />
      </Kpi>
      <Kpi label={t('kpiSum')}>
        <Money minor={known ? totals.amountMinor : null} compact {...money} />
      </Kpi>
      <Kpi label={t('kpiWeighted')} hint={t('kpiWeightedHint')}>
        <Money minor={known ? totals.weightedAmountMinor : null} compact {...money} />
      </Kpi>
      <Kpi label={t('kpiOverAge')} hint={t('kpiOverAgeHint')} isRisk={totals.overAge > 0}>
        <Count value={known ? totals.overAge : null} />
      </Kpi>
      <Kpi label={t('kpiOverdue')} isRisk={totals.overdueSteps > 0}>
        <Count value={known ? totals.overdueSteps : null} />
      </Kpi>
    </dl>
  )
}

interface KpiProps {
  label: string
  hint?: string
  isRisk?: boolean
  children: ReactNode
}

function Kpi({ label, hint, isRisk = false, children }: KpiProps): ReactNode {
  return (
    <div className={classes['kpi']} title={hint}>
      <dt>{label}</dt>
      <dd data-risk={isRisk || undefined}>{children}</dd>
    </div>
  )
}
