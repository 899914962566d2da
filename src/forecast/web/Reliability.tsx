import { useState, type ReactNode } from 'react'
import type { Drawing } from '../../ui/charts/Chart.tsx'
import { ChartPanel } from '../../ui/charts/ChartPanel.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { TrackRecordReply } from '../contract.ts'
import classes from './Forecast.module.css'
import { useTold } from './use-told.ts'
import { words } from './words/record.ts'

type Chances = TrackRecordReply['chances'][number]
type Named = { key: string; name: string }

const side = 300
const plot = { top: 10, bottom: 30, left: 46, right: 12 }

interface ReliabilityProps {
  chances: readonly Chances[]
  names: readonly Named[]
  /** The one in use: its chances are shown first. */
  method: string | null
}

/** Chances that were told against how many were won, ten groups, with intervals; and the measures of it. */
export function Reliability({ chances, names, method }: ReliabilityProps): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const format = useFormat()
  const [key, setKey] = useState<string | null>(method)
  const shown = chances.find((one) => one.key === key) ?? chances[0]
  if (!shown) return null
  const measures = [
    [t('logLoss'), told.number(shown.logLoss, 3)],
    [t('base'), told.number(shown.baseRateLogLoss, 3)],
    [t('brier'), told.number(shown.brier, 3)],
    [t('auc'), told.number(shown.auc, 3)],
    [t('ece'), told.number(shown.ece, 3)],
    [t('deals'), format.count(shown.outcomes)],
  ] as const
  return (
    <ChartPanel
      title={t('chances')}
      sentence={t('chancesSentence')}
      controls={
        chances.length > 1 && (
          <ChoiceField
            bare
            size="xs"
            label={t('method')}
            value={shown.key}
            onChange={setKey}
            options={chances.map((one) => ({
              value: one.key,
              label: names.find((name) => name.key === one.key)?.name ?? one.key,
            }))}
          />
        )
      }
      draw={(width) => reliabilityDrawing(shown.bins, width)}
      table={
        <FigureTable label={t('chances')} heads={(['told', 'came', 'deals'] as const).map((key) => t(key))}>
          {shown.bins.map((bin, at) => (
            <tr key={at}>
              <th scope="row">{told.share(bin.told)}</th>
              <td>
                {told.share(bin.came)} ({told.share(bin.low)} – {told.share(bin.high)})
              </td>
              <td>{format.count(bin.n)}</td>
            </tr>
          ))}
        </FigureTable>
      }
    >
      <dl className={classes['said']}>
        {measures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </ChartPanel>
  )
}

const reliabilityDrawing = (bins: Chances['bins'], width: number): Drawing => ({
  height: side,
  content: <Curve bins={bins} width={Math.min(width, 460)} />,
})

function Curve({ bins, width }: { bins: Chances['bins']; width: number }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const x = (share: number): number => plot.left + share * (width - plot.left - plot.right)
  const y = (share: number): number => plot.top + (1 - share) * (side - plot.top - plot.bottom)
  return (
    <>
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line x1={x(0)} x2={x(1)} y1={y(share)} y2={y(share)} stroke="var(--line)" />
          <text x={x(0) - 6} y={y(share) + 4} textAnchor="end" className={classes['soft']}>
            {told.share(share)}
          </text>
          <text x={x(share)} y={side - 10} textAnchor={share === 1 ? 'end' : 'middle'} className={classes['soft']}>
            {told.share(share)}
          </text>
        </g>
      ))}
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke="var(--line-strong)" strokeDasharray="5 4" />
      {bins.map((bin, at) => {
        const said = t('chanceSaid', { told: told.share(bin.told), count: bin.n, came: told.share(bin.came) })
        return (
          <g key={at} role="img" aria-label={said} tabIndex={0}>
            <title>{said}</title>
            <line x1={x(bin.told)} x2={x(bin.told)} y1={y(bin.low)} y2={y(bin.high)} stroke="var(--funnel-5)" strokeWidth={1.5} />
            <circle cx={x(bin.told)} cy={y(bin.came)} r={5} fill="var(--funnel-5)" />
          </g>
        )
      })}
    </>
  )
}
