import { Button } from '@mantine/core'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { ChartPanel } from '../../ui/charts/ChartPanel.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { type CheckupReply, readSummary } from '../contract.ts'
import { Bottlenecks } from './Bottlenecks.tsx'
import classes from './Checkup.module.css'
import { MeasureChoice } from './CheckupControls.tsx'
import type { Asked, Measure, OpenDeals } from './checkup-view.ts'
import { Headline, WholeText } from './Headline.tsx'
import { lossDrawing } from './LossChart.tsx'
import { LossRows } from './LossRows.tsx'
import { LossTable } from './LossTable.tsx'
import { lossRows } from './loss-shape.ts'
import { Notes, Totals } from './Totals.tsx'
import { words } from './words/overview.ts'

const Conversions = lazy(async () => ({ default: (await import('./Conversions.tsx')).Conversions }))
const BenchmarksDialog = onDemand(
  async () => (await import('./BenchmarksDialog.tsx')).BenchmarksDialog,
  ({ opened }) => opened,
)

interface OverviewProps {
  reply: CheckupReply
  asked: Asked
  measure: Measure
  onMeasure: (measure: Measure) => void
  onOpen: OpenDeals
  onWhy: (stage: string) => void
}

/** What a director sees first: the price, three findings and the funnel of losses; below, the ranked bottlenecks and every way to count. */
export function Overview({ reply, asked, measure, onMeasure, onOpen, onWhy }: OverviewProps): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const locale = useLocale()
  const [isWhole, setWhole] = useState(false)
  const [isTyping, setTyping] = useState(false)
  const summary = useRead(
    readSummary,
    { query: { ...asked, locale } },
    { follows: ['opportunities', 'pipelines', 'imports'], keep: true },
  )
  const rows = lossRows(reply.stages, measure === 'money' ? 'money' : 'count')
  return (
    <>
      <div className={classes['first']}>
        {summary.error ? (
          <Panel>
            <ErrorPanel problem={summary.error} retry={() => void summary.refetch()} />
          </Panel>
        ) : (
          <div className={classes['summary']} data-stale={summary.isPlaceholderData || undefined}>
            <Headline
              reply={reply}
              summary={summary.data}
              isWhole={isWhole}
              onWhole={() => setWhole(!isWhole)}
              onOpen={onOpen}
              onWhy={onWhy}
            />
          </div>
        )}
        <ChartPanel
          title={t('lossTitle')}
          sentence={reply.about.sentence}
          lies={reply.about.lies}
          controls={<MeasureChoice value={measure} onChange={onMeasure} />}
          table={<LossTable stages={reply.stages} onOpen={onOpen} />}
          {...(phone && { face: <LossRows rows={rows} measure={measure} onOpen={onOpen} /> })}
          draw={(width) => lossDrawing({ rows, measure, width, onOpen })}
        />
      </div>
      {isWhole && summary.data && <WholeText summary={summary.data} />}
      <Totals reply={reply} onOpen={onOpen} />
      <Bottlenecks
        reply={reply}
        onWhy={onWhy}
        onOpen={onOpen}
        actions={
          <Button size="compact-sm" variant="default" onClick={() => setTyping(true)}>
            {t('benchmarks')}
          </Button>
        }
      />
      <ConversionsPanel reply={reply} />
      <Notes reply={reply} />
      <BenchmarksDialog opened={isTyping} pipeline={asked.pipeline} onClose={() => setTyping(false)} />
    </>
  )
}

function ConversionsPanel({ reply }: { reply: CheckupReply }): ReactNode {
  const t = useWords(words)
  const [isShown, setShown] = useState(false)
  return (
    <Panel
      title={t('conversions')}
      actions={
        <Button size="compact-sm" variant="default" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {t(isShown ? 'hideConversions' : 'showConversions')}
        </Button>
      }
    >
      <p className={classes['note']}>{t('conversionsHint')}</p>
      {isShown && (
        <Suspense fallback={<TextSkeleton lines={6} />}>
          <Conversions reply={reply} />
        </Suspense>
      )}
    </Panel>
  )
}
