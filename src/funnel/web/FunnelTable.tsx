import type { ReactNode } from 'react'
import { CountLink, FigureTable, type Head } from '../../ui/charts/FigureTable.tsx'
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
    <FigureTable
      label={t('table')}
      heads={[
        t('stage'),
        ...shown.map(heading),
        t('conversion'),
        t('interval'),
        ...(flows ? [hinted('flowRatio', t('flowRatio'), t('flowWarning'))] : []),
        hinted('median', t('medianDays'), t('durationHint')),
        hinted('p90', t('p90Days'), t('durationHint')),
        hinted('inTheEnd', t('inTheEnd'), t('inTheEndHint')),
        t('enteredAmount'),
        t('lostAmount'),
        hinted('expectedLoss', t('expectedLoss'), t('expectedLossHint')),
      ]}
    >
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
            {stage.enough ? figures.interval(stage.conversionLow, stage.conversionHigh) : stage.conversion !== null && <TooFew />}
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
    </FigureTable>
  )
}

export function Number({ value, onOpen }: { value: number; onOpen: () => void }): ReactNode {
  const t = useWords(words)
  return <CountLink value={value} title={t('dealsOpenList', { count: useFormat().count(value) })} onOpen={onOpen} />
}

export function TooFew(): ReactNode {
  const t = useWords(words)
  return (
    <Hint label={t('tooFewHint')}>
      <span className={classes['tooFew']}>{t('tooFew')}</span>
    </Hint>
  )
}

const hinted = (key: string, label: string, hint: string): Head => ({
  key,
  label: (
    <Hint label={hint}>
      <span className={classes['hinted']} tabIndex={0}>
        {label}
      </span>
    </Hint>
  ),
})
