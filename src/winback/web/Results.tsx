import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CampaignDetail } from '../contract.ts'
import type { Judged } from '../results.ts'
import classes from './WinBack.module.css'
import { words } from './words/campaign.ts'

const tones: Record<Judged, Tone> = {
  'no-hold-out': 'quiet',
  'too-few': 'quiet',
  'could-be-chance': 'plain',
  'significantly-better': 'done',
  'significantly-worse': 'risk2',
}

/** Those worked on beside those left alone: share with its interval, and what may be said of the difference. */
export function Results({ campaign }: { campaign: CampaignDetail }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { treated, heldOut, budgetMinor, currency, withoutRate } = campaign
  return (
    <Panel title={t('results')}>
      <p className={classes['quiet']}>{t('resultsHint')}</p>
      {(['reopened', 'won'] as const).map((what) => {
        const result = campaign.results[what]
        const p = result.p < 0.001 ? '< 0.001' : result.p.toFixed(3)
        return (
          <section key={what} className={classes['result']}>
            <h3>{t(what)}</h3>
            <Arm
              label={t('treated')}
              count={treated[what]}
              n={treated.n}
              share={result.treated}
              interval={result.treatedInterval}
              kind="treated"
            />
            <Arm
              label={t('heldOut')}
              count={heldOut[what]}
              n={heldOut.n}
              share={result.heldOut}
              interval={result.heldOutInterval}
              kind="heldOut"
            />
            <StatusChip tone={tones[result.judged]}>
              {t(`judged.${result.judged}`, { p, extra: result.extra === null ? '' : Math.round(result.extra * 10) / 10 })}
            </StatusChip>
          </section>
        )
      })}
      <p>
        <strong>{t('moneyWon', { money: format.money(treated.moneyMinor, 'compact', currency) })}</strong>
        {budgetMinor !== null && ` · ${t('costOf', { budget: format.money(budgetMinor, 'compact', currency) })}`}
        {withoutRate > 0 && ` · ${t('withoutRate', { count: withoutRate })}`}
      </p>
    </Panel>
  )
}

interface ArmProps {
  label: string
  count: number
  n: number
  share: number | null
  interval: { low: number; high: number }
  kind: string
}

function Arm({ label, count, n, share, interval, kind }: ArmProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <div className={classes['arm']}>
      <span>{label}</span>
      <span className={classes['armTrack']} aria-hidden="true">
        <span data-kind={kind} style={{ width: `${100 * (share ?? 0)}%` }} />
        {n > 0 && <i style={{ insetInlineStart: `${100 * interval.low}%`, width: `${100 * (interval.high - interval.low)}%` }} />}
      </span>
      <strong>{share === null ? '–' : format.share(share)}</strong>
      <small>{t('ofN', { count, n })}</small>
    </div>
  )
}
