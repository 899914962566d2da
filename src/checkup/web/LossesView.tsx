import type { ReactNode } from 'react'
import { Meaning } from '../../ui/charts/Meaning.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { EmptyState } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { useWords } from '../../ui/use-words.ts'
import { type LossesReply, readLosses } from '../why-contract.ts'
import { Answer } from './Answer.tsx'
import classes from './Checkup.module.css'
import type { Asked, ListOfDeals, OpenDeals } from './checkup-view.ts'
import { JudgementChip } from './JudgementChip.tsx'
import { Deals } from './LossTable.tsx'
import { Reasons } from './Reasons.tsx'
import { Responses } from './Responses.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/why.ts'

/** Why deals ended: the reasons, where each is frequent, what the playbook answers, and the record against each competitor. */
export function LossesView({ asked, onOpen }: { asked: Asked; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const losses = useRead(readLosses, { query: asked }, { follows: ['opportunities'], keep: true })
  return (
    <Answer of={losses}>
      {(reply) => (
        <>
          <Panel title={t('lossesTitle')}>
            <Reasons reasons={reply.reasons} onOpen={onOpen} whole />
          </Panel>
          {reply.reasons.responses.length > 0 && (
            <Panel title={t('responses')}>
              <Responses responses={reply.reasons.responses} />
            </Panel>
          )}
          {reply.reasons.ended > 0 && (
            <>
              <Panel title={t('segmentsTitle')}>
                <Segments segments={reply.reasons.segments} onOpen={onOpen} />
              </Panel>
              <Panel title={t('competitorsTitle')}>
                <Competitors reply={reply} onOpen={onOpen} />
              </Panel>
            </>
          )}
        </>
      )}
    </Answer>
  )
}

function Segments({ segments, onOpen }: { segments: LossesReply['reasons']['segments']; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  if (segments.length === 0) return <EmptyState title={t('noSegments')} hint={t('noSegmentsHint')} />
  return (
    <>
      <p className={classes['note']}>{t('segmentsHint')}</p>
      <FigureTable
        label={t('segmentsTitle')}
        cards
        heads={[
          t('segment'),
          { key: 'reason', label: t('reason'), isText: true },
          t('here'),
          t('elsewhere'),
          t('times'),
          t('pValue'),
        ]}
      >
        {segments.map((one) => (
          <tr key={`${one.dimension} ${one.key} ${one.reasonKey}`} title={one.sentence}>
            <th scope="row">
              {one.name} <span className={classes['muted']}>{t(`dimension.${one.dimension}`)}</span>
            </th>
            <td data-text data-label={t('reason')}>
              {one.reasonName}
            </td>
            <td data-label={t('here')}>
              <b>{figures.share(one.share)}</b>{' '}
              <Deals
                name={`${one.name} ${one.reasonName}`}
                value={one.passed}
                onOpen={() => onOpen({ outcome: 'died', reason: one.reasonKey, ...inSegment(one) })}
              />{' '}
              <span className={classes['muted']}>{t('ofAll', { of: figures.count(one.of) })}</span>
            </td>
            <td data-label={t('elsewhere')} className={classes['muted']}>
              {figures.share(one.others.share)}
            </td>
            <td data-label={t('times')}>{figures.times(one.lift)}</td>
            <td data-label={t('pValue')} className={classes['muted']}>
              {pText(one.adjustedP)}
            </td>
          </tr>
        ))}
      </FigureTable>
    </>
  )
}

/** The deals of a segment, as the address says them. */
const inSegment = ({ dimension, key }: LossesReply['reasons']['segments'][number]): Partial<ListOfDeals> =>
  dimension === 'stage'
    ? { stage: key }
    : dimension === 'competitor'
      ? { competitor: key }
      : { by: dimension === 'owner' ? undefined : dimension, group: key }

const pText = (p: number | null): string => (p === null ? '–' : p < 0.001 ? '< 0.001' : p.toFixed(3))

function Competitors({ reply, onOpen }: { reply: LossesReply; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const { competitors, competitorsDefinition: said } = reply
  if (competitors.length === 0) return <EmptyState title={t('noCompetitors')} hint={t('noCompetitorsHint')} />
  return (
    <>
      <Meaning sentence={said.sentence} lies={said.lies} />
      <FigureTable
        label={t('competitorsTitle')}
        cards
        heads={[
          t('competitor'),
          t('met'),
          t('wonLost'),
          t('winRate'),
          t('withoutIt'),
          t('lostMoney'),
          t('trend'),
          { key: 'where', label: t('where'), isText: true },
          { key: 'because', label: t('because'), isText: true },
        ]}
      >
        {competitors.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.name}{' '}
              <StatusChip tone={one.hasBattlecard ? 'done' : 'quiet'}>
                {t(one.hasBattlecard ? 'battlecard' : 'noBattlecard')}
              </StatusChip>
            </th>
            <td data-label={t('met')}>
              <Deals name={one.name} value={one.met} onOpen={() => onOpen({ outcome: 'all', competitor: one.id })} />
            </td>
            <td data-label={t('wonLost')}>{t('pair', { won: figures.count(one.won), lost: figures.count(one.lost) })}</td>
            <td data-label={t('winRate')} title={figures.interval(one.winRate.low, one.winRate.high)}>
              <b>{figures.share(one.winRate.share)}</b> <JudgementChip judgement={one.judgement} label={one.label} />
            </td>
            <td data-label={t('withoutIt')} className={classes['muted']}>
              {figures.share(one.others.share)}
            </td>
            <td data-label={t('lostMoney')}>{figures.money(one.lostMinor)}</td>
            <td
              data-label={t('trend')}
              title={t('pair', { won: figures.share(one.before.share), lost: figures.share(one.now.share) })}
            >
              <span className={one.trend === 'rising' ? classes['loss'] : classes['muted']}>{t(`trend.${one.trend}`)}</span>
            </td>
            <td data-text data-label={t('where')} className={`${classes['muted']} ${classes['wraps']}`}>
              {most(one.stages, figures.count)}
            </td>
            <td data-text data-label={t('because')} className={`${classes['muted']} ${classes['wraps']}`}>
              {most(one.reasons, figures.count)}
            </td>
          </tr>
        ))}
      </FigureTable>
    </>
  )
}

const most = (of: readonly { name: string; lost: number }[], count: (of: number) => string): string =>
  of
    .slice(0, 2)
    .map(({ name, lost }) => `${name} ${count(lost)}`)
    .join(' · ')
