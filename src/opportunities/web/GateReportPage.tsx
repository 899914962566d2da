import { NativeSelect } from '@mantine/core'
import { IconBarrierBlock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Count } from '../../ui/Figures.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { readGateReport } from '../element-contract.ts'
import { ElementReport } from './ElementReport.tsx'
import classes from './GateReport.module.css'
import { usePipelines } from './use-pipelines.ts'
import { words } from './words/reports.ts'

const viewAsked = { pipeline: asked.text, from: asked.day, to: asked.day, stage: asked.text }
type Report = ReplyOf<typeof readGateReport>

/** 关口成效: what gates let through, what they held, what was missing most; and whether the elements they ask for tell anything. */
export function GateReportPage({ tabs }: { tabs: (pipeline: string | undefined) => ReactNode }): ReactNode {
  const t = useWords(words)
  const [view, setView] = useUrl(viewAsked)
  const { pipelines } = usePipelines()
  const { pipeline, from, to } = view
  const query = { ...(pipeline && { pipeline }), ...(from && { from }), ...(to && { to }) }
  const report = useRead(readGateReport, { query }, { follows: ['opportunities', 'pipelines'], keep: true })
  const chosen = pipelines.find(({ key, id }) => key === pipeline || id === pipeline)?.key ?? report.data?.pipeline.key ?? ''
  return (
    <Page
      title={t('title')}
      above={tabs(pipeline)}
      aside={
        pipelines.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t('pipeline')}
            value={chosen}
            onChange={(event) => setView({ pipeline: event.currentTarget.value, stage: undefined })}
            data={pipelines.map(({ key, name }) => ({ value: key, label: name }))}
          />
        )
      }
      toolbar={
        <FilterBar view={view} onChange={setView} fields={[{ kind: 'days', from: 'from', to: 'to', label: t('period') }]} />
      }
    >
      <div className={classes['body']}>
        {report.error ? (
          <Panel>
            <ErrorPanel problem={report.error} retry={() => void report.refetch()} />
          </Panel>
        ) : !report.data ? (
          <TextSkeleton lines={8} />
        ) : (
          <Gates report={report.data} isStale={report.isPlaceholderData} />
        )}
        {!report.error && <ElementReport pipeline={pipeline} stage={view.stage} onStage={(stage) => setView({ stage })} />}
      </div>
    </Page>
  )
}

function Gates({ report, isStale }: { report: Report; isStale: boolean }): ReactNode {
  const t = useWords(words)
  const tried = report.gates.filter(({ attempts }) => attempts > 0)
  if (tried.length === 0)
    return (
      <Panel title={t('gates')}>
        <EmptyState icon={<IconBarrierBlock size={28} stroke={1.5} />} title={t('noAttempts')} hint={t('noAttemptsHint')} />
      </Panel>
    )
  return (
    <div className={classes['body']} data-stale={isStale || undefined}>
      <Panel title={t('gates')}>
        <p className={classes['hint']}>{t('gatesHint')}</p>
        <div className={classes['scroller']} tabIndex={0} role="region" aria-label={t('gates')}>
          <table className={classes['table']} data-wide="true">
            <thead>
              <tr>
                <th scope="col">{t('stage')}</th>
                <th scope="col">{t('attempts')}</th>
                <th scope="col">{t('passed')}</th>
                <th scope="col">{t('warned')}</th>
                <th scope="col">{t('refused')}</th>
                <th scope="col">{t('overridden')}</th>
                <th scope="col" data-text="true">
                  {t('missingMost')}
                </th>
                <th scope="col" title={t('daysAddedHint')}>
                  {t('daysAdded')}
                </th>
                <th scope="col" data-text="true">
                  {t('overridesEnded')}
                </th>
              </tr>
            </thead>
            <tbody>
              {tried.map((gate) => (
                <GateRow key={gate.key} gate={gate} />
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Panel title={t('byRep')}>
        {report.overridesByRep.length === 0 ? (
          <p className={classes['hint']}>{t('noOverrides')}</p>
        ) : (
          <table className={classes['table']} data-narrow="true">
            <thead>
              <tr>
                <th scope="col">{t('rep')}</th>
                <th scope="col">{t('overrides')}</th>
                <th scope="col">{t('deals')}</th>
                <th scope="col" data-text="true">
                  {t('howEnded')}
                </th>
              </tr>
            </thead>
            <tbody>
              {report.overridesByRep.map(({ owner, overrides, deals, won, lost, open }) => (
                <tr key={owner.id}>
                  <th scope="row">{owner.name}</th>
                  <td>
                    <Count value={overrides} />
                  </td>
                  <td>
                    <Count value={deals} />
                  </td>
                  <td data-text="true">{t('ended', { won, lost, open })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </div>
  )
}

function GateRow({ gate }: { gate: Report['gates'][number] }): ReactNode {
  const t = useWords(words)
  const { locale } = useFormat()
  const days = gate.daysAdded === null ? null : new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(gate.daysAdded)
  const { deals, won, lost, open } = gate.overrides
  return (
    <tr>
      <th scope="row">{gate.name}</th>
      {(['attempts', 'passed', 'warned', 'refused', 'overridden'] as const).map((key) => (
        <td key={key} data-label={t(key)}>
          <Count value={gate[key]} />
        </td>
      ))}
      <td data-text="true" data-label={t('missingMost')}>
        {gate.missingMost.length === 0 ? (
          '–'
        ) : (
          <ul className={classes['most']}>
            {gate.missingMost.slice(0, 3).map(({ label, stage, side, kind, key, attempts, deals: of }) => (
              <li key={`${stage} ${side} ${kind} ${key} ${label}`}>
                {label} <small>{t('times', { count: attempts, deals: of })}</small>
              </li>
            ))}
          </ul>
        )}
      </td>
      <td data-label={t('daysAdded')}>
        {days ?? '–'}
        {gate.stillRefused > 0 && <small>{t('stillRefused', { still: gate.stillRefused, refused: gate.refusedDeals })}</small>}
      </td>
      <td data-text="true" data-label={t('overridesEnded')}>
        {deals === 0 ? '–' : t('ended', { won, lost, open })}
      </td>
    </tr>
  )
}
