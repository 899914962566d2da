import type { ReactNode } from 'react'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { Meaning } from '../../ui/charts/Meaning.tsx'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useRead } from '../../ui/reading.ts'
import { EmptyState } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readScenario, type ScenarioSince } from '../scenario-contract.ts'
import { Answer } from './Answer.tsx'
import classes from './Checkup.module.css'
import { IntervalBar } from './IntervalBar.tsx'
import { isCertain, JudgementChip } from './JudgementChip.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/desk.ts'

/** What a scenario said, beside what happened since it began. */
export function ScenarioDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const scenario = useRead(readScenario, { params: { id: id ?? '' } }, { enabled: id !== undefined, follows: ['opportunities'] })
  return (
    <PeekDrawer id={id} onClose={onClose} title={scenario.data ? t('sinceTitle', { name: scenario.data.name }) : ''} width={680}>
      {id !== undefined && <Answer of={scenario}>{({ since }) => <Since since={since} />}</Answer>}
    </PeekDrawer>
  )
}

function Since({ since }: { since: ScenarioSince }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const format = useFormat()
  const totals = [
    { key: 'entered' as const, predicted: figures.deals(since.entered.predicted), actual: figures.count(since.entered.actual) },
    { key: 'won' as const, predicted: figures.deals(since.deals.predicted), actual: figures.count(since.deals.actual) },
    {
      key: 'money' as const,
      predicted: figures.money(since.money.predictedMinor),
      actual: figures.money(since.money.actualMinor),
    },
  ]
  return (
    <div className={classes['why']}>
      <p className={classes['note']}>
        {t('sinceDays', { from: format.day(since.from), to: format.day(since.to), days: figures.days(since.days) })}
      </p>
      <Meaning sentence={since.definition.sentence} lies={since.definition.lies} />
      {since.tooEarly && <EmptyState title={t('tooEarly')} hint={t('tooEarlyHint')} />}
      <FigureTable label={t('happened')} heads={[t('what'), t('saidThen'), t('happened')]}>
        {totals.map(({ key, predicted, actual }) => (
          <tr key={key}>
            <th scope="row">{t(key)}</th>
            <td>{predicted}</td>
            <td>
              <b>{actual}</b>
            </td>
          </tr>
        ))}
      </FigureTable>
      <ul className={classes['traits']}>
        {since.stages.map((stage) => (
          <li key={stage.key} data-certain={isCertain(stage.judgement) || undefined}>
            <div className={classes['traitHead']}>
              <b>{stage.name}</b>
              <JudgementChip judgement={stage.judgement} label={stage.label} />
            </div>
            <div className={classes['side']}>
              <span className={classes['muted']}>{t('saidShare', { share: figures.share(stage.predictedRate) })}</span>
              <IntervalBar
                share={stage.actual.share}
                low={stage.actual.low}
                high={stage.actual.high}
                benchmark={stage.predictedRate}
                certain={isCertain(stage.judgement)}
              />
              <span>
                <b>{figures.share(stage.actual.share)}</b>{' '}
                <span className={classes['muted']}>
                  {figures.count(stage.actual.passed)}/{figures.count(stage.actual.of)}
                </span>
              </span>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
