import { Button } from '@mantine/core'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { ChartPanel } from '../../ui/charts/ChartPanel.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { TextSkeleton } from '../../ui/States.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import type { CheckupReply } from '../contract.ts'
import { Bottlenecks } from './Bottlenecks.tsx'
import classes from './Checkup.module.css'
import { MeasureChoice } from './CheckupControls.tsx'
import type { Asked, Measure, OpenDeals } from './checkup-view.ts'
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

/** The funnel of losses, the ranked bottlenecks, and on demand every way to count a conversion. */
export function Overview({ reply, asked, measure, onMeasure, onOpen, onWhy }: OverviewProps): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const [isConverting, setConverting] = useState(false)
  const [isTyping, setTyping] = useState(false)
  const rows = lossRows(reply.stages, measure === 'money' ? 'money' : 'count')
  const choice = <MeasureChoice value={measure} onChange={onMeasure} />
  return (
    <>
      <Totals reply={reply} onOpen={onOpen} />
      <ChartPanel
        title={t('lossTitle')}
        sentence={reply.about.sentence}
        lies={reply.about.lies}
        controls={choice}
        table={<LossTable stages={reply.stages} onOpen={onOpen} />}
        {...(phone && { face: <LossRows rows={rows} measure={measure} onOpen={onOpen} /> })}
        draw={(width) => lossDrawing({ rows, measure, width, onOpen })}
      />
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
      <Panel
        title={t('conversions')}
        actions={
          <Button size="compact-sm" variant="default" aria-expanded={isConverting} onClick={() => setConverting(!isConverting)}>
            {t(isConverting ? 'hideConversions' : 'showConversions')}
          </Button>
        }
      >
        <p className={classes['note']}>{t('conversionsHint')}</p>
        {isConverting && (
          <Suspense fallback={<TextSkeleton lines={6} />}>
            <Conversions reply={reply} />
          </Suspense>
        )}
      </Panel>
      <Notes reply={reply} />
      <BenchmarksDialog opened={isTyping} pipeline={asked.pipeline} onClose={() => setTyping(false)} />
    </>
  )
}
