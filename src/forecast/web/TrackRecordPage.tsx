import { Button } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ChartPanel } from '../../ui/charts/ChartPanel.tsx'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { readTrackRecord, type TrackRecordReply } from '../contract.ts'
import classes from './Forecast.module.css'
import { JudgesRecord } from './JudgesRecord.tsx'
import { recordDrawing } from './RecordChart.tsx'
import { MethodsRecord, PointsTable } from './RecordTable.tsx'
import { horizons } from './record-shape.ts'
import { Reliability } from './Reliability.tsx'
import { useTold } from './use-told.ts'
import { Views } from './Views.tsx'
import { words } from './words/record.ts'

const viewAsked = { at: asked.oneOf(['all', '0.25', '0.5', '0.75']) }

/** 历史准确度: what the forecast would have said in every past period, and what came. */
export function TrackRecordPage(): ReactNode {
  const t = useWords(words)
  const record = useRead(readTrackRecord, {}, { follows: ['forecast'] })
  return (
    <Page title={t('title')} above={<Views />}>
      {record.error ? (
        <Panel>
          <ErrorPanel problem={record.error} retry={() => void record.refetch()} />
        </Panel>
      ) : !record.data ? (
        <Panel>
          <TextSkeleton lines={12} />
        </Panel>
      ) : (
        <Record reply={record.data} />
      )}
    </Page>
  )
}

function Record({ reply }: { reply: TrackRecordReply }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  const format = useFormat()
  const [view, setView] = useUrl(viewAsked)
  const horizon = horizons.find((one) => String(one) === view.at) ?? null
  // The picture shows one moment of each period; over all of them the middle stands for the rest.
  const points = reply.points.filter((point) => point.horizon === (horizon ?? 0.5))
  const { trainedAt, windowFrom, windowTo } = reply
  const isBlank = reply.methods.every(({ periods }) => periods === 0)
  return (
    <div className={classes['body']}>
      <Panel>
        <p>{t('intro')}</p>
        {trainedAt !== null && windowFrom !== null && windowTo !== null && (
          <p className={classes['hint']}>{t('window', { when: format.ago(trainedAt), from: windowFrom, to: windowTo })}</p>
        )}
        {reply.text.map(({ code, sentence }) => (
          <p key={code} className={classes['hint']}>
            {sentence}
          </p>
        ))}
        {!isBlank && (
          <ChoiceField
            bare
            size="xs"
            label={t('horizon')}
            value={view.at ?? 'all'}
            onChange={(at) => setView({ at: at === 'all' ? undefined : at })}
            options={[
              { value: 'all' as const, label: t('all') },
              ...horizons.map((one) => ({
                value: String(one) as '0.25' | '0.5' | '0.75',
                label: t('at', { share: told.share(one) }),
              })),
            ]}
          />
        )}
      </Panel>
      {isBlank ? <Untested isTrained={trainedAt !== null} /> : <MethodsRecord reply={reply} horizon={horizon} />}
      <JudgesRecord reply={reply} horizon={horizon} />
      {isBlank ? null : reply.points.length === 0 ? (
        <Panel title={t('points')}>
          <p className={classes['hint']}>{t('pointsHidden')}</p>
        </Panel>
      ) : (
        <ChartPanel
          title={`${t('points')} · ${t('at', { share: told.share(horizon ?? 0.5) })}`}
          sentence={t('pointsSentence')}
          draw={(width) => recordDrawing({ points, method: reply.method, width })}
          table={<PointsTable points={points} method={reply.method} />}
        />
      )}
      <div className={classes['columns']}>
        <Reliability chances={reply.chances} names={reply.methods} method={reply.method} />
        <div className={classes['body']}>
          {reply.gate.length > 0 && <Gate reply={reply} />}
          {reply.refused.length > 0 && (
            <Panel title={t('refused')}>
              <p className={classes['hint']}>{t('refusedHint')}</p>
              <ul className={classes['notes']}>
                {reply.refused.map(({ column, text }) => (
                  <li key={column}>
                    <b>{column}</b>
                    <p>{text.sentence}</p>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </div>
      </div>
    </div>
  )
}

/** No past period could be told again yet: why, and what to do. */
function Untested({ isTrained }: { isTrained: boolean }): ReactNode {
  const t = useWords(words)
  return (
    <Panel>
      <EmptyState
        icon={<IconTargetArrow size={28} stroke={1.5} />}
        title={t('none')}
        hint={t(isTrained ? 'tooShortHint' : 'noneHint')}
      >
        <Button component={Link} to="/forecast" size="xs">
          {t(isTrained ? 'toForecast' : 'toTraining')}
        </Button>
      </EmptyState>
    </Panel>
  )
}

/** What became of the models that asked to be published. */
function Gate({ reply }: { reply: TrackRecordReply }): ReactNode {
  const t = useWords(words)
  const told = useTold()
  return (
    <Panel title={t('gate')}>
      <p className={classes['hint']}>{t('gateHint')}</p>
      <ul className={classes['notes']}>
        {reply.gate.map((asking, at) => (
          <li key={at}>
            <b>{asking.pipeline?.name ?? t('allPipelines')}</b>{' '}
            <StatusChip tone={asking.published ? 'done' : 'quiet'}>{t(asking.published ? 'published' : 'kept')}</StatusChip>
            <p>{asking.text.sentence}</p>
            <small className={classes['quiet']}>
              {t('logLoss')}: {t('candidate')} {told.number(asking.candidate, 3)} · {t('present')}{' '}
              {told.number(asking.present, 3)} · {t('base')} {told.number(asking.baseRate, 3)} · {t('outcomes')} {asking.outcomes}
            </small>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
