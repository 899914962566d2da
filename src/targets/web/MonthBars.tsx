import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { AttainmentReply } from '../attainment-contract.ts'
import { monthsOf, type Column } from '../measure.ts'
import { useColumnName } from './column-name.ts'
import classes from './Targets.module.css'
import { useAmount } from './use-amount.ts'
import { words } from './words.ts'

/** The year by months: what was done as bars, the target as a mark, the year before as a thin line. A month opens. */
export function MonthBars({ reply, onMonth }: { reply: AttainmentReply; onMonth: (month: number) => void }): ReactNode {
  const t = useWords(words)
  const amount = useAmount(reply.measure)
  const nameOf = useColumnName()
  const most = Math.max(1, ...reply.months.flatMap(({ plan, actual, pastYear }) => [plan, actual, pastYear]))
  const chosen = new Set(monthsOf(reply.column))
  const height = (value: number): string => `${(100 * value) / most}%`
  return (
    <Panel
      title={t('months')}
      actions={
        <span className={classes['legend']}>
          {(['actual', 'plan', 'pastYear'] as const).map((kind) => (
            <span key={kind} data-kind={kind}>
              {t(`legend.${kind}`)}
            </span>
          ))}
        </span>
      }
    >
      <div className={classes['bars']}>
        {reply.months.map(({ plan, actual, pastYear }, month) => (
          <button
            key={month}
            type="button"
            data-chosen={chosen.has(month) || undefined}
            title={t('monthLabel', { month: month + 1, actual: amount(actual), plan: amount(plan), past: amount(pastYear) })}
            onClick={() => onMonth(month + 1)}
          >
            <span className={classes['barBox']}>
              <span data-kind="actual" style={{ height: height(actual) }} />
              {plan > 0 && <span data-kind="plan" style={{ bottom: height(plan) }} />}
              {pastYear > 0 && <span data-kind="pastYear" style={{ bottom: height(pastYear) }} />}
            </span>
            <span className={classes['barFigure']}>{actual > 0 ? amount(actual) : ''}</span>
            <span>{nameOf(`m${month + 1}` as Column)}</span>
          </button>
        ))}
      </div>
    </Panel>
  )
}
