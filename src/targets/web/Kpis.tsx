import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { AttainmentReply } from '../attainment-contract.ts'
import classes from './Targets.module.css'
import { useAmount } from './use-amount.ts'
import { words } from './words.ts'

/** The five figures of a period: done, pace, gap, what a day must bring, and the place among others. */
export function Kpis({ reply }: { reply: AttainmentReply }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const amount = useAmount(reply.measure)
  const { whole, rank } = reply
  const hasPlan = whole.target > 0
  return (
    <dl className={classes['kpis']}>
      <Kpi
        label={t('kpi.actual')}
        value={amount(whole.actual)}
        note={hasPlan ? t('kpi.of', { target: amount(whole.target) }) : '–'}
        share={whole.share}
      >
        {t('kpi.lastYear', { amount: amount(reply.samePeriodPastYear) })}
      </Kpi>
      <Kpi
        label={t('kpi.pace')}
        value={whole.pace === null ? '–' : format.share(whole.pace)}
        note={
          whole.due === 0
            ? '–'
            : whole.ahead < 0
              ? t('kpi.behind', { amount: amount(-whole.ahead) })
              : whole.ahead > 0
                ? t('kpi.ahead', { amount: amount(whole.ahead) })
                : t('kpi.onPlan')
        }
        isRisk={whole.pace !== null && whole.pace < 0.9}
      />
      <Kpi
        label={t('kpi.gap')}
        value={!hasPlan ? '–' : whole.gap === 0 ? t('kpi.met') : amount(whole.gap)}
        note={t('kpi.daysLeft', { days: whole.workdaysLeft })}
      />
      <Kpi
        label={t('kpi.catchUp')}
        value={!hasPlan || whole.catchUpPerDay === null ? '–' : amount(whole.catchUpPerDay)}
        note={!hasPlan || whole.flatPerDay === null ? '–' : t('kpi.flat', { amount: amount(whole.flatPerDay) })}
        isRisk={
          hasPlan && whole.catchUpPerDay !== null && whole.flatPerDay !== null && whole.catchUpPerDay > 1.25 * whole.flatPerDay
        }
      />
      {rank.beside && (
        <Kpi
          label={t('kpi.rank')}
          value={t('kpi.place', { place: rank.beside.place })}
          note={t('kpi.beside', { of: rank.beside.of })}
        >
          {rank.company && t('kpi.company', rank.company)}
        </Kpi>
      )}
    </dl>
  )
}

interface KpiProps {
  label: string
  value: string
  note: string
  /** Filled part of a bar below. */
  share?: number | null
  isRisk?: boolean
  children?: ReactNode
}

function Kpi({ label, value, note, share, isRisk = false, children }: KpiProps): ReactNode {
  return (
    <div data-risk={isRisk || undefined}>
      <dt>{label}</dt>
      <dd>
        <strong>{value}</strong>
        <span>{note}</span>
        {share !== undefined && (
          <span className={classes['track']} aria-hidden="true">
            <span style={{ width: `${100 * Math.min(1, share ?? 0)}%` }} />
          </span>
        )}
        {children && <small>{children}</small>}
      </dd>
    </div>
  )
}
