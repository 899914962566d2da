import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Chart } from '../../ui/charts/Chart.tsx'
import { Paper } from '../../ui/Paper.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useUrl } from '../../ui/url.ts'
import { useLocale, useWords } from '../../ui/use-words.ts'
import { type CheckupReply, readCheckup, readSummary } from '../contract.ts'
import { readTime, type TimeReply } from '../time-contract.ts'
import { type LossesReply, readLosses } from '../why-contract.ts'
import { ageingDrawing } from './AgeingChart.tsx'
import { askedOf, filtersAsked, filtersOf } from './checkup-view.ts'
import { lossDrawing } from './LossChart.tsx'
import { lossRows } from './loss-shape.ts'
import classes from './Print.module.css'
import { Board, BottleneckTable, ReasonTable, StayTable } from './PrintTables.tsx'
import { words } from './words/print.ts'

const nothing = (): void => {}

/** The check-up on paper for the Monday meeting: A4, the text, the pictures, what to do; printed or saved as PDF by the browser. */
export function PrintPage(): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const format = useFormat()
  const [view] = useUrl(filtersAsked)
  const asked = askedOf(view, format.today())
  const summary = useRead(readSummary, { query: { ...asked, locale } })
  const checkup = useRead(readCheckup, { query: asked })
  const time = useRead(readTime, { query: asked })
  const losses = useRead(readLosses, { query: asked })
  const problem = summary.error ?? checkup.error ?? time.error ?? losses.error
  const isReady = Boolean(summary.data && checkup.data && time.data && losses.data)
  return (
    <Paper
      title={summary.data ? `${summary.data.title} ${summary.data.subtitle}` : t('title')}
      back={
        <Link to="/checkup" search={filtersOf(view) as never}>
          {t('back')}
        </Link>
      }
      hint={t('hint')}
      print={t('print')}
      isReady={isReady}
      className={classes['paper']!}
    >
      {problem ? (
        <ErrorPanel problem={problem} />
      ) : summary.data && checkup.data && time.data && losses.data ? (
        <Report summary={summary.data} checkup={checkup.data} time={time.data} losses={losses.data} />
      ) : (
        <div aria-busy="true">
          <TextSkeleton lines={14} />
        </div>
      )}
    </Paper>
  )
}

interface ReportProps {
  summary: ReplyOf<typeof readSummary>
  checkup: CheckupReply
  time: TimeReply
  losses: LossesReply
}

function Report({ summary, checkup, time, losses }: ReportProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <>
      <header>
        <div>
          <h1>{summary.title}</h1>
          <p>{summary.subtitle}</p>
        </div>
        <p className={classes['stamp']}>{t('madeAt', { at: format.moment(summary.madeAt) })}</p>
      </header>
      <Board checkup={checkup} summary={summary} />
      <figure className={classes['figure']}>
        <h2>{t('losses')}</h2>
        <Chart
          title={t('losses')}
          draw={(width) => lossDrawing({ rows: lossRows(checkup.stages, 'count'), measure: 'count', width, onOpen: nothing })}
        />
        <figcaption>
          {checkup.about.sentence} {checkup.about.lies}
        </figcaption>
      </figure>
      <section>
        <h2>{t('bottlenecks')}</h2>
        <BottleneckTable reply={checkup} />
        <p className={classes['caption']}>{checkup.gainsNote}</p>
      </section>
      {summary.actions.length > 0 && (
        <section className={classes['actions']}>
          <h2>{t('actions')}</h2>
          <ol>
            {summary.actions.map(({ key, sentence, certain }) => (
              <li key={key}>
                <span className={classes['box']} aria-hidden="true" />
                <span>
                  {sentence} {!certain && <span className={classes['soft']}>{t('mayBeChance')}</span>}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <section>
        <h2>{t('reasons')}</h2>
        <ReasonTable losses={losses} />
      </section>
      <figure className={classes['figure']}>
        <h2>{t('ageing')}</h2>
        <Chart title={t('ageing')} draw={(width) => ageingDrawing({ reply: time, width, onDeal: nothing, onOpen: nothing })} />
        <figcaption>{time.ageing.definition.sentence}</figcaption>
      </figure>
      <section>
        <h2>{t('stays')}</h2>
        <StayTable time={time} />
      </section>
      <section className={classes['text']}>
        <h2>{t('whole')}</h2>
        {summary.paragraphs.map(({ key, heading, sentences }) => (
          <div key={key}>
            <h3>{heading}</h3>
            {sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        ))}
      </section>
      <footer className={classes['foot']}>{t('foot')}</footer>
    </>
  )
}
