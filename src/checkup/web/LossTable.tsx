import type { ReactNode } from 'react'
import { CountLink, FigureTable } from '../../ui/charts/FigureTable.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CheckupStage, OutcomeOfGate } from '../contract.ts'
import classes from './Checkup.module.css'
import type { OpenDeals } from './checkup-view.ts'
import { useFigures } from './use-figures.ts'
import { words } from './words/overview.ts'

const lists = [
  { outcome: 'all', of: 'cameIn' },
  { outcome: 'wentOn', of: 'wentOn' },
  { outcome: 'lost', of: 'lost' },
  { outcome: 'terminated', of: 'terminated' },
  { outcome: 'stillThere', of: 'stillThere' },
] as const satisfies readonly { outcome: OutcomeOfGate; of: keyof CheckupStage }[]

/** The table twin: every number of the funnel of losses, each count opening its deals. */
export function LossTable({ stages, onOpen }: { stages: readonly CheckupStage[]; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  return (
    <FigureTable
      label={t('lossTitle')}
      heads={[
        t('stage'),
        ...lists.map(({ of }) => t(`fate.${of}`)),
        t('fate.elsewhere'),
        t('kept'),
        t('interval'),
        t('gross'),
        t('ofLossesMoney'),
        t('expected'),
        t('median'),
        t('toLoss'),
      ]}
    >
      {stages.map((stage) => (
        <tr key={stage.key}>
          <th scope="row">{stage.name}</th>
          {lists.map(({ outcome, of }) => (
            <td key={of} title={figures.money(stage[of].amountMinor)}>
              <Deals value={stage[of].count} onOpen={() => onOpen({ outcome, stage: stage.key })} />
            </td>
          ))}
          <td>{figures.count(stage.elsewhere.count)}</td>
          <td>
            <b>{figures.share(stage.judged.share)}</b>
          </td>
          <td className={classes['muted']}>
            {stage.judged.of < 10 ? t('tooFewShort') : figures.interval(stage.judged.low, stage.judged.high)}
          </td>
          <td
            title={stage.estimatedLossMinor > 0 ? t('estimated', { amount: figures.money(stage.estimatedLossMinor) }) : undefined}
          >
            {figures.money(stage.grossLossMinor)}
            {stage.estimatedLossMinor > 0 && '*'}
          </td>
          <td>{figures.share(stage.lossMoneyShare)}</td>
          <td>{figures.money(stage.expectedLossMinor)}</td>
          <td>{figures.days(stage.medianDays)}</td>
          <td>{figures.days(stage.medianDaysToLoss)}</td>
        </tr>
      ))}
    </FigureTable>
  )
}

/** A count that opens its deals; nothing to open at nought. */
export function Deals({ value, onOpen, name }: { value: number; onOpen: () => void; name?: string }): ReactNode {
  const t = useWords(words)
  return <CountLink value={value} name={name} title={t('openDeals', { count: useFigures().count(value) })} onOpen={onOpen} />
}
