import { Button, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CheckupReply } from '../contract.ts'
import classes from './Checkup.module.css'
import type { OpenDeals } from './checkup-view.ts'
import { IntervalBar } from './IntervalBar.tsx'
import { isCertain, JudgementChip } from './JudgementChip.tsx'
import { KeepOneMore } from './KeepOneMore.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/overview.ts'

interface BottlenecksProps {
  reply: CheckupReply
  onWhy: (stage: string) => void
  onOpen: OpenDeals
  actions?: ReactNode
}

/** Stages by what meeting their benchmark would bring, certain ones marked so and the rest grey. */
export function Bottlenecks({ reply, onWhy, onOpen, actions }: BottlenecksProps): ReactNode {
  const t = useWords(words)
  const largest = Math.max(1, ...reply.bottlenecks.map(({ gainMinor }) => gainMinor))
  const ranked = reply.bottlenecks.filter(({ gainMinor, gainDeals }) => gainMinor > 0 || gainDeals > 0)
  return (
    <Panel title={t('bottlenecks')} actions={actions}>
      {ranked.length === 0 ? (
        <NoBottleneck reply={reply} />
      ) : (
        <>
          <p className={classes['note']}>{reply.gainsNote}</p>
          <ol className={classes['ranking']}>
            {ranked.map((one, index) => (
              <Bottleneck
                key={one.stageKey}
                rank={index + 1}
                of={one}
                stage={reply.stages.find(({ key }) => key === one.stageKey)}
                largest={largest}
                onWhy={onWhy}
                onOpen={onOpen}
              />
            ))}
          </ol>
        </>
      )}
      <KeepOneMore reply={reply} />
    </Panel>
  )
}

interface BottleneckProps {
  rank: number
  of: CheckupReply['bottlenecks'][number]
  stage: CheckupReply['stages'][number] | undefined
  largest: number
  onWhy: (stage: string) => void
  onOpen: OpenDeals
}

function Bottleneck({ rank, of, stage, largest, onWhy, onOpen }: BottleneckProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const certain = isCertain(of.judgement)
  return (
    <li data-certain={certain || undefined}>
      <span className={classes['rank']}>{rank}</span>
      <div className={classes['rankName']}>
        <b>{of.name}</b> <JudgementChip judgement={of.judgement} label={of.label} />
        {of.alarm === true && (
          <span className={classes['alarm']} title={t('alarmHint')}>
            <IconAlertTriangle size={15} aria-hidden="true" /> {t('alarm')}
          </span>
        )}
        <p className={classes['note']}>{of.sentence}</p>
        {of.judgement === 'too-few' && stage && <p className={classes['note']}>{needed(stage, t)}</p>}
      </div>
      <div className={classes['rankShare']}>
        <span>
          <UnstyledButton className={classes['number']} onClick={() => onOpen({ outcome: 'notPassed', stage: of.stageKey })}>
            {figures.share(of.share)}
          </UnstyledButton>
          <span className={classes['muted']}> {t('againstShort', { share: figures.share(of.benchmark) })}</span>
        </span>
        <IntervalBar share={of.share} low={of.low} high={of.high} benchmark={of.benchmark} certain={certain} />
      </div>
      <div className={classes['rankGain']}>
        <b>+{figures.money(of.gainMinor)}</b>
        <span className={classes['muted']}>{t('gainDeals', { deals: figures.deals(of.gainDeals) })}</span>
        <span className={classes['gainBar']} aria-hidden="true">
          <span style={{ width: `${(of.gainMinor / largest) * 100}%` }} />
        </span>
      </div>
      <Button size="compact-sm" variant="default" aria-label={`${t('why')} ${of.name}`} onClick={() => onWhy(of.stageKey)}>
        {t('why')}
      </Button>
    </li>
  )
}

/** Why nothing is ranked: all are as good as their benchmark, or nobody can tell yet. */
function NoBottleneck({ reply }: { reply: CheckupReply }): ReactNode {
  const t = useWords(words)
  const scarce = reply.stages.filter(({ judged }) => judged.judgement === 'too-few')
  const without = reply.stages.filter(({ benchmark }) => benchmark === null)
  if (without.length === reply.stages.length) return <EmptyState title={t('noBenchmark')} hint={t('noBenchmarkHint')} />
  if (scarce.length > 0)
    return (
      <EmptyState
        title={t('tooFewTitle')}
        hint={scarce.map((stage) => `${stage.name}: ${needed(stage, t)}`).join(t('listComma'))}
      />
    )
  return <EmptyState icon={<IconCircleCheck size={28} stroke={1.5} />} title={t('allReached')} hint={t('allReachedHint')} />
}

/** 样本不足：还需 38 个商机. */
const needed = (
  { judged, sampleNeeded }: CheckupReply['stages'][number],
  t: (key: 'tooFewNeed' | 'tooFewFar', facts: Record<string, unknown>) => string,
): string =>
  sampleNeeded === null || sampleNeeded <= judged.of
    ? t('tooFewFar', { more: Math.max(1, 10 - judged.of) })
    : t('tooFewNeed', { more: sampleNeeded - judged.of, of: judged.of })
