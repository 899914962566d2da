import { Button } from '@mantine/core'
import { IconArrowBackUp, IconDeviceFloppy, IconRestore } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo, useReducer, useState, type ReactNode } from 'react'
import { readChoices } from '../../funnel/contract.ts'
import { Meaning } from '../../ui/charts/Meaning.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useRead } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { type CheckupReply, readCheckup } from '../contract.ts'
import type { Scenario } from '../scenario-contract.ts'
import classes from './Checkup.module.css'
import { askedOf, type Filters, filtersAsked, filtersOf, spanChosen, spanOf } from './checkup-view.ts'
import { CheckupFilters } from './CheckupFilters.tsx'
import { type Desk, type DeskBase, deskAfter, isTouched, outcomeOf, untouched } from './desk.ts'
import { DeskResult } from './DeskResult.tsx'
import { DeskRows } from './DeskRows.tsx'
import { useFunnelParts } from './funnel-parts.ts'
import { ScenarioList } from './ScenarioList.tsx'
import { useCheckupFields } from './use-checkup-fields.ts'
import { words } from './words/desk.ts'

const ScenarioDialog = onDemand(
  async () => (await import('./ScenarioDialog.tsx')).ScenarioDialog,
  ({ opened }) => opened,
)

/** 推演台: turn a stage's share, the volume, the price, and see at once what becomes of it. Nothing is asked of the server. */
export function WhatIfPage(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { PipelineChoice, RangeChoice } = useFunnelParts()
  const [view, setView] = useUrl(filtersAsked)
  // The chain of those who came in during the span: what the next such span would bring.
  const asked = { ...askedOf(view, format.today()), cohort: 'all' as const }
  const checkup = useRead(readCheckup, { query: asked }, { follows: ['opportunities', 'pipelines'], keep: true })
  const choices = useRead(readChoices, {}, { staleTime: 300_000 })
  const fields = useCheckupFields(choices.data)
  const reply = checkup.data
  // What the answer that is shown was asked, while another is on its way.
  const question = JSON.stringify(asked)
  const [answered, setAnswered] = useState(question)
  if (reply && !checkup.isPlaceholderData && answered !== question) setAnswered(question)
  return (
    <Page
      title={t('title')}
      above={
        <Link to="/checkup" search={filtersOf(view) as never}>
          {t('back')}
        </Link>
      }
      aside={
        <PipelineChoice
          pipelines={choices.data?.pipelines ?? []}
          value={view.pipeline}
          onChange={(pipeline) => setView({ pipeline })}
        />
      }
      actions={
        <RangeChoice
          view={{ ...view, ...spanOf(view, format.today()) }}
          today={format.today()}
          onChange={(days) => setView(spanChosen(days))}
        />
      }
      toolbar={<CheckupFilters view={view} onChange={setView} fields={fields} />}
    >
      {checkup.error ? (
        <Panel>
          <ErrorPanel problem={checkup.error} retry={() => void checkup.refetch()} />
        </Panel>
      ) : !reply ? (
        <Panel>
          <div aria-busy="true">
            <TextSkeleton lines={12} />
          </div>
        </Panel>
      ) : (reply.chain.reached[0] ?? 0) === 0 ? (
        <Panel>
          <EmptyState title={t('empty')} hint={t('emptyHint')} />
        </Panel>
      ) : (
        // Another funnel or filter is another desk; a deal that moves meanwhile is none, what was turned stays.
        <div className={classes['body']} data-stale={checkup.isPlaceholderData || undefined}>
          <DeskOf key={`${reply.about.pipeline.id} ${reply.chain.reached.length} ${answered}`} reply={reply} view={view} />
        </div>
      )}
    </Page>
  )
}

function DeskOf({ reply, view }: { reply: CheckupReply; view: Filters }): ReactNode {
  const t = useWords(words)
  const { chain, target, stages } = reply
  const base = useMemo<DeskBase>(() => ({ reached: chain.reached, amountMinor: chain.amountMinor }), [chain])
  // A guess is not known to the penny.
  const targetMinor =
    target && (target.source === 'given' ? target.amountMinor : Math.round(target.amountMinor / 100_000) * 100_000)
  const fresh = untouched(base, targetMinor)
  const [desk, move] = useReducer(deskAfter, { now: fresh, before: [], at: '' } satisfies Desk)
  const [isSaving, setSaving] = useState(false)
  const outcome = outcomeOf(base, desk.now)
  const put = ({ change }: Scenario): void =>
    move({ kind: 'put', change: { ...change, rates: fresh.rates.map((_, index) => change.rates[index] ?? null) } })
  return (
    <>
      <div className={classes['desk']}>
        <Panel
          title={t('desk')}
          actions={
            <div className={classes['deskTools']}>
              <Button
                size="compact-sm"
                variant="default"
                disabled={desk.before.length === 0}
                title={desk.before.length === 0 ? t('nothingTurned') : undefined}
                leftSection={<IconArrowBackUp size={15} />}
                onClick={() => move({ kind: 'undo' })}
              >
                {t('undo')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                disabled={!isTouched(desk.now)}
                title={!isTouched(desk.now) ? t('nothingTurned') : undefined}
                leftSection={<IconRestore size={15} />}
                onClick={() => move({ kind: 'put', change: { ...fresh, targetMinor: desk.now.targetMinor } })}
              >
                {t('reset')}
              </Button>
              <Button
                size="compact-sm"
                disabled={chain.days === null}
                title={chain.days === null ? t('saveNeedsSpan') : undefined}
                leftSection={<IconDeviceFloppy size={15} />}
                onClick={() => setSaving(true)}
              >
                {t('save')}
              </Button>
            </div>
          }
        >
          <Meaning sentence={t('sentence', { about: reply.about.sentence })} lies={t('lies')} />
          <p className={classes['deskLegend']}>
            <span>{t('ownMark')}</span>
            <span data-bench="">{t('benchMark')}</span>
          </p>
          <DeskRows base={base} desk={desk.now} outcome={outcome} stages={stages} move={move} />
        </Panel>
        <DeskResult
          isTargetGuessed={target?.source === 'won-before' && desk.now.targetMinor === targetMinor}
          base={base}
          desk={desk.now}
          outcome={outcome}
          move={move}
        />
      </div>
      <ScenarioList pipeline={view.pipeline} onPut={put} />
      {chain.days !== null && (
        <ScenarioDialog
          opened={isSaving}
          onClose={() => setSaving(false)}
          made={{
            pipeline: reply.about.pipeline.key,
            filters: asTexts(view),
            base: { reached: chain.reached, amountMinor: chain.amountMinor, days: chain.days },
            change: { ...desk.now, rates: [...desk.now.rates] },
          }}
        />
      )}
    </>
  )
}

/** The filters as a query string would carry them. */
const asTexts = (view: Filters): Record<string, string> => {
  const narrowing = (['owner', 'team', 'source', 'product', 'region', 'band'] as const).map((key) => [key, view[key]] as const)
  return Object.fromEntries(
    narrowing.flatMap(([key, value]) =>
      value === undefined || value.length === 0 ? [] : [[key, typeof value === 'string' ? value : value.join(',')] as const],
    ),
  )
}
