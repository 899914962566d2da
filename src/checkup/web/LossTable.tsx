import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
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
    <Scroll label={t('lossTitle')}>
      <thead>
        <tr>
          <th scope="col">{t('stage')}</th>
          {lists.map(({ of }) => (
            <th key={of} scope="col">
              {t(`fate.${of}`)}
            </th>
          ))}
          <th scope="col">{t('fate.elsewhere')}</th>
          <th scope="col">{t('kept')}</th>
          <th scope="col">{t('interval')}</th>
          <th scope="col">{t('gross')}</th>
          <th scope="col">{t('ofLossesMoney')}</th>
          <th scope="col">{t('expected')}</th>
          <th scope="col">{t('median')}</th>
          <th scope="col">{t('toLoss')}</th>
        </tr>
      </thead>
      <tbody>
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
              title={
                stage.estimatedLossMinor > 0 ? t('estimated', { amount: figures.money(stage.estimatedLossMinor) }) : undefined
              }
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
      </tbody>
    </Scroll>
  )
}

/** A table that scrolls by itself where it is too wide. */
export function Scroll({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={label}>
      <table className={classes['table']}>{children}</table>
    </div>
  )
}

/** A count that opens its deals; nothing to open at nought. */
export function Deals({ value, onOpen, name }: { value: number; onOpen: () => void; name?: string }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const text = figures.count(value)
  return value === 0 ? (
    <span className={classes['muted']}>0</span>
  ) : (
    <UnstyledButton
      className={classes['number']}
      title={t('openDeals', { count: text })}
      {...(name !== undefined && { 'aria-label': `${name} ${text}` })}
      onClick={onOpen}
    >
      {text}
    </UnstyledButton>
  )
}
