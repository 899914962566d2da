import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { Hint } from '../../ui/Hint.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Basis, DealList, StageReply } from '../contract.ts'
import { words } from '../words.ts'
import classes from './Funnel.module.css'
import type { OpenList } from './FunnelChart.tsx'
import { useFigures } from './use-figures.ts'

const lists: Record<Basis, DealList[]> = {
  cohort: ['entered', 'advanced', 'lost', 'terminated', 'onHold', 'movedBack', 'transferred', 'open', 'skipped'],
  period: [
    'opening',
    'entered',
    'reEntered',
    'advanced',
    'movedBack',
    'lost',
    'terminated',
    'onHold',
    'transferred',
    'takenBack',
    'closing',
  ],
  snapshot: ['entered', 'advanced', 'movedBack', 'lost', 'terminated', 'onHold', 'transferred', 'open'],
}
/** Always shown, even when every stage has 0 there. */
const always = new Set<DealList>(['opening', 'entered', 'advanced', 'lost', 'open', 'closing'])

/** The table twin of the chart: every number of the funnel, each opening its deals. */
export function FunnelTable({
  stages,
  basis,
  onOpen,
}: {
  stages: readonly StageReply[]
  basis: Basis
  onOpen: OpenList
}): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const figures = useFigures()
  const shown = lists[basis].filter((list) => always.has(list) || stages.some((stage) => (stage[list as 'entered'] ?? 0) > 0))
  const flows = basis === 'period'
  const heading = (list: DealList): string =>
    basis === 'snapshot' && list === 'entered'
      ? t('opening')
      : basis === 'snapshot' && list === 'open'
        ? t('stayed')
        : basis === 'period' && list === 'entered'
          ? t('firstEntered')
          : t(list as 'entered')
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('table')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('stage')}</th>
            {shown.map((list) => (
              <th key={list} scope="col">
                {heading(list)}
              </th>
            ))}
            <th scope="col">{t('conversion')}</th>
            <th scope="col">{t('interval')}</th>
            {flows && <Hinted hint={t('flowWarning')}>{t('flowRatio')}</Hinted>}
            <Hinted hint={t('durationHint')}>{t('medianDays')}</Hinted>
            <Hinted hint={t('durationHint')}>{t('p90Days')}</Hinted>
            <Hinted hint={t('inTheEndHint')}>{t('inTheEnd')}</Hinted>
            <th scope="col">{t('enteredAmount')}</th>
            <th scope="col">{t('lostAmount')}</th>
            <Hinted hint={t('expectedLossHint')}>{t('expectedLoss')}</Hinted>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <tr key={stage.key}>
              <th scope="row">{stage.name}</th>
              {shown.map((list) => (
                <td key={list}>
                  <Number value={stage[list as 'entered'] ?? 0} onOpen={() => onOpen(list, stage.key)} />
                </td>
              ))}
              <td>
                <span className={stage.enough ? classes['strong'] : classes['muted']}>{figures.share(stage.conversion)}</span>
              </td>
              <td className={classes['muted']}>
                {stage.enough
                  ? figures.interval(stage.conversionLow, stage.conversionHigh)
                  : stage.conversion !== null && <TooFew />}
              </td>
              {flows && <td className={classes['muted']}>{figures.share(stage.flowRatio ?? null)}</td>}
              <td>{figures.days(stage.medianDays, stage.largestDays)}</td>
              <td>{figures.days(stage.p90Days, stage.largestDays)}</td>
              <td className={classes['muted']}>{figures.share(stage.advancedInTheEnd)}</td>
              <td>{format.money(stage.enteredAmountMinor, 'compact')}</td>
              <td
                title={
                  stage.lostAmountEstimatedMinor > 0
                    ? t('estimatedAmounts', { amount: format.money(stage.lostAmountEstimatedMinor, 'compact') })
                    : undefined
                }
              >
                {format.money(stage.lostAmountMinor, 'compact')}
                {stage.lostAmountEstimatedMinor > 0 && '*'}
              </td>
              <td>{format.money(stage.expectedLossMinor, 'compact')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function Number({ value, onOpen }: { value: number; onOpen: () => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const text = format.count(value)
  return value === 0 ? (
    <span className={classes['muted']}>0</span>
  ) : (
    <UnstyledButton className={classes['number']} title={t('dealsOpenList', { count: text })} onClick={onOpen}>
      {text}
    </UnstyledButton>
  )
}

export function TooFew(): ReactNode {
  const t = useWords(words)
  return (
    <Hint label={t('tooFewHint')}>
      <span className={classes['tooFew']}>{t('tooFew')}</span>
    </Hint>
  )
}

function Hinted({ hint, children }: { hint: string; children: ReactNode }): ReactNode {
  return (
    <th scope="col">
      <Hint label={hint}>
        <span className={classes['hinted']} tabIndex={0}>
          {children}
        </span>
      </Hint>
    </th>
  )
}
