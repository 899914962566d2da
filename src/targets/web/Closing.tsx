import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { AttainmentReply } from '../attainment-contract.ts'
import { isMoney } from '../measure.ts'
import classes from './Targets.module.css'
import { useAmount } from './use-amount.ts'
import { words } from './words.ts'

/** What closes the gap: the open pipeline that the target needs against what there is, and the gap as deals, opportunities and visits. */
export function Closing({ reply }: { reply: AttainmentReply }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const amount = useAmount(reply.measure)
  const { whole } = reply
  const closing = reply.closing!
  const number = (value: number): string => format.count(Math.round(value * 10) / 10)
  const money = (value: number): string => format.money(Math.round(value), 'compact')
  const { openMinor, neededMinor, conversion, work } = closing
  const scale = Math.max(1, openMinor, neededMinor ?? 0)
  const isMet = whole.target > 0 && whole.gap === 0
  if (whole.target === 0) return null
  return (
    <Panel title={t('closing')}>
      {isMet ? (
        <p className={classes['hint']}>{t('closing.met')}</p>
      ) : (
        <>
          {work ? (
            <p className={classes['work']}>
              {t('closing.work', {
                gap: amount(whole.gap),
                deals: number(work.deals),
                opportunities: number(work.opportunities),
                visits: number(work.visits),
              })}
            </p>
          ) : (
            <p className={classes['hint']}>{t('closing.none')}</p>
          )}
          {isMoney(reply.measure) && conversion !== null && neededMinor !== null && (
            <div className={classes['versus']}>
              {(
                [
                  ['closing.open', openMinor],
                  ['closing.needed', neededMinor],
                ] as const
              ).map(([label, value]) => (
                <div key={label}>
                  <span>{t(label)}</span>
                  <span className={classes['track']}>
                    <span data-kind={label} style={{ width: `${(100 * value) / scale}%` }} />
                  </span>
                  <strong>{money(value)}</strong>
                </div>
              ))}
              <p>
                {neededMinor > openMinor ? t('closing.short', { amount: money(neededMinor - openMinor) }) : t('closing.enough')} ·{' '}
                {t('closing.conversion')} {format.share(conversion)} · {t('closing.new')} {money(closing.expectedNewMinor)}
              </p>
            </div>
          )}
          {work && (
            <p className={classes['hint']}>
              {t('closing.basis', {
                deal: closing.dealMinor === null ? '–' : money(closing.dealMinor),
                rate: closing.winRate === null ? '–' : format.share(closing.winRate),
                visits: closing.visits === null ? '–' : number(closing.visits),
                periods: closing.periods,
              })}
            </p>
          )}
        </>
      )}
    </Panel>
  )
}
