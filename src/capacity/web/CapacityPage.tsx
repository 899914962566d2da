import { Button } from '@mantine/core'
import { IconCalculator } from '@tabler/icons-react'
import { useState, type ComponentType, type ReactNode } from 'react'
import { confirm } from '../../ui/asking.ts'
import { notify } from '../../ui/Notices.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import {
  dropAssumptions,
  readCapacity,
  recordLists,
  saveAssumptions,
  type CapacityQuery,
  type CapacityReply,
  type Overrides,
  type RecordList,
} from '../contract.ts'
import { diagnose } from '../diagnosis.ts'
import { capacity } from '../model.ts'
import { Assumptions } from './Assumptions.tsx'
import classes from './Capacity.module.css'
import { Chain } from './Chain.tsx'
import { Chores } from './Chores.tsx'
import { MonthChoice } from './MonthChoice.tsx'
import { CoveragePanel } from './CoveragePanel.tsx'
import { Findings } from './Findings.tsx'
import { modelInputs } from './inputs-shown.ts'
import { PartsTable } from './PartsTable.tsx'
import { RecordsDrawer } from './RecordsDrawer.tsx'
import { words } from './words.ts'

const viewAsked = { team: asked.text, owner: asked.text, month: asked.text, list: asked.oneOf(recordLists) }

interface CapacityPageProps {
  /** Chooses whose figures are shown. */
  Scope: ComponentType<{
    team: string | undefined
    owner: string | undefined
    onChange: (next: { team: string | undefined; owner: string | undefined }) => void
  }>
}

/** 容量与诊断: what the target asks of a day, and what keeps a team from it. The model runs here, so that a slider answers at once. */
export function CapacityPage({ Scope }: CapacityPageProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [view, setView] = useUrl(viewAsked)
  const month = /^\d{4}-\d\d$/.test(view.month ?? '') ? view.month : undefined
  const query: CapacityQuery = {
    ...(view.team && { team: view.team }),
    ...(view.owner && { owner: view.owner }),
    ...(month && { month }),
  }
  const report = useRead(readCapacity, { query }, { follows: ['opportunities', 'calendar'], keep: true })
  const shown = month ?? format.today().slice(0, 7)
  return (
    <Page
      title={t('title')}
      aside={<Scope team={view.team} owner={view.owner} onChange={(next) => setView(next)} />}
      actions={<MonthChoice month={shown} onChange={(next) => setView({ month: next })} />}
    >
      {report.error ? (
        <Panel>
          <ErrorPanel problem={report.error} retry={() => void report.refetch()} />
        </Panel>
      ) : !report.data ? (
        <Panel>
          <TextSkeleton lines={12} />
        </Panel>
      ) : (
        <Desk
          key={`${report.data.scope.kind} ${report.data.scope.id} ${report.data.saved?.version ?? 0}`}
          reply={report.data}
          query={query}
          onList={(list) => setView({ list }, { push: true })}
          refetch={() => void report.refetch()}
        />
      )}
      <RecordsDrawer list={view.list} query={query} onClose={() => setView({ list: undefined })} />
    </Page>
  )
}

interface DeskProps {
  reply: CapacityReply
  query: CapacityQuery
  onList: (list: RecordList) => void
  refetch: () => void
}

function Desk({ reply, query, onList, refetch }: DeskProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { memberId } = useSession()
  const saved = reply.saved?.overrides ?? {}
  const [draft, setDraft] = useState<Overrides>(saved)
  const given = modelInputs(reply.inputs, draft)
  const figures = capacity(given)
  const conversion = {
    ...reply.conversion,
    ...(draft.benchmark !== undefined && { benchmark: draft.benchmark, benchmarkFrom: 'saved' as const, benchmarkTally: null }),
  }
  const findings = diagnose(given, conversion)
  const { month: _, ...whose } = query
  const onProblem = (problem: Parameters<typeof notify.refused>[0]): void => {
    if (problem.code !== 'version-conflict') return notify.refused(problem)
    notify.info(t('conflict'))
    refetch()
  }
  const save = useWrite(saveAssumptions, { onDone: () => notify.done(t('saved')), onProblem })
  const drop = useWrite(dropAssumptions, { onDone: () => notify.done(t('forgotten')), onProblem })
  const version = reply.saved?.version ?? 0
  const isChanged = JSON.stringify(clean(draft)) !== JSON.stringify(clean(saved))
  const denied = reply.permissions.save?.sentence
  const canList = reply.permissions.records === null
  const forget = async (): Promise<void> => {
    if (await confirm({ title: t('forgetTitle', { name: reply.scope.name }), body: t('forgetBody'), action: t('forget') }))
      drop.mutate({ query: whose, ifMatch: version })
  }
  const { from, to, workdays } = reply.window
  return (
    <div className={classes['desk']}>
      {reply.scope.id === memberId && <Chores />}
      {figures ? (
        <Chain given={given} figures={figures} />
      ) : (
        <Panel title={t('chainTitle')}>
          <EmptyState icon={<IconCalculator size={28} stroke={1.5} />} title={t('noModel')} hint={t('noModelHint')} />
        </Panel>
      )}
      <div className={classes['columns']}>
        <Assumptions reply={reply} draft={draft} onChange={setDraft} onList={onList} canList={canList}>
          <span className={classes['buttons']}>
            {reply.saved && !isChanged && (
              <>
                <small className={classes['quiet']}>
                  {t('savedBy', { name: reply.saved.updatedBy, when: format.ago(reply.saved.updatedAt) })}
                </small>
                <Button variant="subtle" size="compact-xs" disabled={denied !== undefined} onClick={() => void forget()}>
                  {t('forget')}
                </Button>
              </>
            )}
            {isChanged && (
              <Button variant="subtle" size="compact-xs" onClick={() => setDraft(saved)}>
                {t('discard')}
              </Button>
            )}
            <Button
              size="compact-xs"
              disabled={!isChanged || denied !== undefined}
              title={denied}
              loading={save.isPending}
              onClick={() => save.mutate({ body: { ...whose, overrides: clean(draft) }, ifMatch: version })}
            >
              {t('save')}
            </Button>
          </span>
        </Assumptions>
        <div className={classes['column']}>
          {figures && <Findings {...{ findings, given, figures, conversion, onList, canList }} />}
          <CoveragePanel coverage={reply.coverage} given={given} />
        </div>
      </div>
      {reply.parts.length > 0 && <PartsTable parts={reply.parts} month={query.month} />}
      <p className={classes['hint']}>
        {t('windowNote', { from, to, days: workdays, cohortFrom: reply.cohort.from, cohortTo: reply.cohort.to })}{' '}
        {reply.leadsPerDay > 0 && t('leadsNote', { count: format.count(Math.round(reply.leadsPerDay * 10) / 10) })}
      </p>
    </div>
  )
}

/** Without what is not set, in one order, so that two drafts can be compared and sent. */
const clean = (draft: Overrides): Overrides =>
  Object.fromEntries(
    Object.entries(draft)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
