import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ChartPanel } from '../../ui/charts/ChartPanel.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { EmptyState } from '../../ui/States.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { readTime, type TimeReply } from '../time-contract.ts'
import { ageingDrawing } from './AgeingChart.tsx'
import { AgeingTable } from './AgeingTable.tsx'
import { Answer } from './Answer.tsx'
import classes from './Checkup.module.css'
import type { Asked, OpenDeals } from './checkup-view.ts'
import { curvesDrawing } from './CurveChart.tsx'
import { CurveTable, StaysTable } from './StaysTable.tsx'
import { useFigures } from './use-figures.ts'
import { Velocity } from './Velocity.tsx'
import { words } from './words/time.ts'

/** How long deals stay, what becomes of them, which open ones are slower than winners were, and how fast money comes. */
export function TimeView({ asked, onOpen }: { asked: Asked; onOpen: OpenDeals }): ReactNode {
  const time = useRead(readTime, { query: asked }, { follows: ['opportunities', 'pipelines'], keep: true })
  return <Answer of={time}>{(reply) => <Times reply={reply} onOpen={onOpen} />}</Answer>
}

function Times({ reply, onOpen }: { reply: TimeReply; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const phone = usePhone()
  const navigate = useNavigate()
  const toDeal = (id: string): void => void navigate({ to: '/opportunities/$id', params: { id } })
  const { ageing, stages, definition } = reply
  if (stages.every(({ stays }) => stays === 0))
    return (
      <Panel>
        <EmptyState title={t('empty')} hint={t('emptyHint')} />
      </Panel>
    )
  const table = <AgeingTable reply={reply} />
  return (
    <>
      <ChartPanel
        title={t('ageing')}
        sentence={ageing.definition.sentence}
        lies={ageing.definition.lies}
        table={table}
        {...(phone && { face: table })}
        draw={(width) => ageingDrawing({ reply, width, onDeal: toDeal, onOpen })}
      >
        {ageing.dots.length < ageing.of && (
          <p className={classes['note']}>
            {t('dotsShown', { shown: figures.count(ageing.dots.length), of: figures.count(ageing.of) })}
          </p>
        )}
      </ChartPanel>
      <Panel title={t('stays')}>
        <StaysTable stages={stages} onOpen={onOpen} />
      </Panel>
      <ChartPanel
        title={t('curves')}
        sentence={definition.sentence}
        lies={definition.lies}
        table={<CurveTable stages={stages} />}
        draw={(width) => curvesDrawing({ stages: stages.filter(({ curve }) => curve.length > 1), width })}
      />
      <Velocity velocity={reply.velocity} />
    </>
  )
}
