import { type ReactNode, useRef } from 'react'
import { FilterBar, isFiltered, withoutFilters } from '../../ui/FilterBar.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useRead } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { ErrorPanel, NothingFound } from '../../ui/States.tsx'
import { useUrl } from '../../ui/url.ts'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { type DealList, type FunnelReply, readChoices, readFunnel } from '../contract.ts'
import { words } from '../words.ts'
import { AsOfField, AsOfNote } from './AsOf.tsx'
import { DealsDrawer } from './DealsDrawer.tsx'
import {
  BasisChoice,
  CountingChoice,
  ExportMenu,
  GroupChoice,
  MeasureChoice,
  PipelineChoice,
  RangeChoice,
} from './FunnelControls.tsx'
import classes from './Funnel.module.css'
import { FunnelChart, type Won } from './FunnelChart.tsx'
import { FunnelRows } from './FunnelRows.tsx'
import { Definition, Nothing, Notes, Waiting } from './FunnelStates.tsx'
import { funnelShape } from './funnel-shape.ts'
import { FunnelTable } from './FunnelTable.tsx'
import { askedOf, viewAsked } from './funnel-view.ts'
import { FunnelTabs } from './FunnelTabs.tsx'
import { GroupsTable } from './GroupsTable.tsx'
import { Kpis } from './Kpis.tsx'
import { useFilterFields } from './use-filter-fields.ts'
import { WhatIfLine } from './WhatIfLine.tsx'

/** 漏斗: where deals went. Every setting stands in the address, every number opens its deals, and the definition stands beside the numbers. */
export function FunnelPage(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const phone = usePhone()
  const { can } = useSession()
  const [view, setView] = useUrl(viewAsked)
  const svg = useRef<SVGSVGElement>(null)
  const asked = askedOf(view, format.today())
  const funnel = useRead(readFunnel, { query: asked }, { follows: ['opportunities', 'pipelines', 'imports'], keep: true })
  const choices = useRead(readChoices, {}, { staleTime: 300_000 })
  const fields = useFilterFields(choices.data)
  const open = (list: DealList, stage?: string, group?: string): void => setView({ list, stage, group }, { push: true })
  const opened = view.list && { list: view.list, stage: view.stage, group: view.group }
  const reply = funnel.data
  const measure = view.measure ?? 'count'
  const isCohort = (view.basis ?? 'cohort') === 'cohort'
  const knownOn = isCohort && <AsOfField day={view.asOf} onChange={(asOf) => setView({ asOf })} />
  const file = reply && <ExportMenu asked={asked} reply={reply} svg={svg} allowed={can('export')} />
  return (
    <Page
      title={t('title')}
      aside={
        <>
          <PipelineChoice
            pipelines={choices.data?.pipelines ?? []}
            value={view.pipeline}
            onChange={(pipeline) => setView({ pipeline })}
          />
          {phone && file}
        </>
      }
      actions={
        <>
          {!phone && knownOn}
          <RangeChoice view={view} today={format.today()} onChange={setView} />
          <BasisChoice
            value={view.basis ?? 'cohort'}
            onChange={(basis) => setView({ basis: basis === 'cohort' ? undefined : basis })}
          />
          {!phone && file}
        </>
      }
      above={<FunnelTabs view={view} />}
      toolbar={
        <FilterBar view={view} onChange={setView} fields={fields}>
          {phone && knownOn}
        </FilterBar>
      }
    >
      {isCohort && <AsOfNote day={view.asOf} onChange={(asOf) => setView({ asOf })} />}
      {funnel.error ? (
        <Panel>
          <ErrorPanel problem={funnel.error} retry={() => void funnel.refetch()} />
        </Panel>
      ) : !reply ? (
        <Waiting />
      ) : reply.entered === 0 && reply.open === 0 && reply.won === 0 ? (
        <Panel>
          {isFiltered(view, fields) ? (
            <NothingFound onClear={() => setView(withoutFilters(fields))} />
          ) : (
            <Nothing mayImport={can('import')} />
          )}
        </Panel>
      ) : (
        <div className={classes['body']} data-stale={funnel.isPlaceholderData || undefined}>
          <Kpis reply={reply} onOpen={open} />
          <Panel
            title={t('chartTitle', { pipeline: reply.definition.pipeline.name })}
            actions={
              <div className={classes['controls']}>
                {isCohort && (
                  <CountingChoice
                    value={view.counting ?? 'implied'}
                    onChange={(counting) => setView({ counting: counting === 'implied' ? undefined : counting })}
                  />
                )}
                <MeasureChoice value={measure} onChange={(next) => setView({ measure: next === 'count' ? undefined : next })} />
              </div>
            }
          >
            <Definition reply={reply} />
            {phone ? (
              <FunnelRows
                bands={funnelShape(reply.stages, measure)}
                won={wonBar(reply, measure)}
                measure={measure}
                onOpen={open}
              />
            ) : (
              <FunnelChart
                svgRef={svg}
                basis={reply.definition.basis}
                won={wonBar(reply, measure)}
                bands={funnelShape(reply.stages, measure)}
                measure={measure}
                title={t('chartTitle', { pipeline: reply.definition.pipeline.name })}
                onOpen={open}
              />
            )}
            {reply.definition.basis === 'cohort' && <WhatIfLine reply={reply} />}
          </Panel>
          <Panel title={t('table')} actions={<GroupChoice value={view.groupBy} onChange={(groupBy) => setView({ groupBy })} />}>
            <FunnelTable stages={reply.stages} basis={reply.definition.basis} onOpen={open} />
          </Panel>
          {reply.groups && view.groupBy && (
            <Panel title={t('groupsTitle', { by: t(`group.${view.groupBy}`) })}>
              <GroupsTable reply={reply} groupBy={view.groupBy} onOpen={open} />
            </Panel>
          )}
          <Notes reply={reply} onOpen={open} />
        </div>
      )}
      <DealsDrawer
        query={{ ...asked, list: opened ? opened.list : 'all', stage: view.stage, group: view.group }}
        id={opened ? [opened.list, opened.stage, opened.group].join(' ') : undefined}
        title={titleOf(reply, opened || undefined, t)}
        onClose={() => setView({ list: undefined, stage: undefined, group: undefined })}
      />
    </Page>
  )
}

/** The last bar, on the scale of the others. */
function wonBar({ stages, won, wonAmountMinor }: FunnelReply, measure: 'count' | 'amount'): Won {
  const size = (count: number, amountMinor: number): number => (measure === 'count' ? count : amountMinor)
  const widest = Math.max(1, ...stages.map(({ entered, enteredAmountMinor }) => size(entered, enteredAmountMinor)))
  return { count: won, amountMinor: wonAmountMinor, width: Math.min(1, size(won, wonAmountMinor) / widest) }
}

function titleOf(
  reply: FunnelReply | undefined,
  opened: { list: DealList; stage: string | undefined; group: string | undefined } | undefined,
  t: ReturnType<typeof useWords<keyof (typeof words)['en']>>,
): string {
  if (!opened) return ''
  const stage = reply?.stages.find(({ key }) => key === opened.stage)?.name
  const group = opened.group === undefined ? undefined : reply?.groups?.find(({ key }) => (key ?? '') === opened.group)?.name
  const what = t(opened.list === 'closing' ? 'closing' : (opened.list as 'entered'))
  return [group, stage, what].filter((part) => part !== undefined).join(' · ')
}
