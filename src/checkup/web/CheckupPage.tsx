import { Button, Skeleton } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconDots, IconDownload, IconFilter, IconHelpCircle, IconPrinter } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { readChoices } from '../../funnel/contract.ts'
import { addressOf } from '../../ui/api.ts'
import { isFiltered, withoutFilters } from '../../ui/FilterBar.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { part } from '../../ui/part.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useRead } from '../../ui/reading.ts'
import { RowActions } from '../../ui/RowActions.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, ErrorPanel, NothingFound } from '../../ui/States.tsx'
import { useUrl } from '../../ui/url.ts'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { exportCheckup, readCheckup } from '../contract.ts'
import classes from './Checkup.module.css'
import { askedOf, checkupAsked, filtersOf, listAsked, noList, type OpenDeals, spanChosen, spanOf } from './checkup-view.ts'
import { AgainstChoice, CohortChoice, Faces } from './CheckupControls.tsx'
import { CheckupFilters } from './CheckupFilters.tsx'
import { useFunnelParts } from './funnel-parts.ts'
import { Overview } from './Overview.tsx'
import { useCheckupFields } from './use-checkup-fields.ts'
import { useListTitle } from './use-list-title.ts'
import { words } from './words/overview.ts'

const CompareView = part(async () => (await import('./CompareView.tsx')).CompareView)
const TimeView = part(async () => (await import('./TimeView.tsx')).TimeView)
const LossesView = part(async () => (await import('./LossesView.tsx')).LossesView)
const HabitsView = part(async () => (await import('./HabitsView.tsx')).HabitsView)
const QualityView = part(async () => (await import('./QualityView.tsx')).QualityView)
const WhyDrawer = onDemand(
  async () => (await import('./WhyDrawer.tsx')).WhyDrawer,
  ({ stage }) => stage !== undefined,
)

/** 漏斗体检: where prospects are lost, at what price, what is chance and what is not, and what to do first. */
export function CheckupPage(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const phone = usePhone()
  const { can, role } = useSession()
  const { Tabs, PipelineChoice, RangeChoice, CountingChoice, DealsDrawer } = useFunnelParts()
  const [view, setView] = useUrl(checkupAsked)
  const asked = askedOf(view, format.today())
  const face = view.face ?? 'overview'
  const checkup = useRead(readCheckup, { query: asked }, { follows: ['opportunities', 'pipelines', 'imports'], keep: true })
  const choices = useRead(readChoices, {}, { staleTime: 300_000 })
  const fields = useCheckupFields(choices.data)
  const reply = checkup.data
  const open: OpenDeals = (list) => setView({ ...noList, ...list }, { push: true })
  const why = (stage: string): void => setView({ ...noList, why: stage }, { push: true })
  const titleOf = useListTitle(reply)
  const list = listAsked(view, format.today())
  const own = filtersOf(view) as never
  const navigate = useNavigate()
  const range = (
    <RangeChoice
      view={{ ...view, ...spanOf(view, format.today()) }}
      today={format.today()}
      onChange={(days) => setView(spanChosen(days))}
    />
  )
  const file = {
    key: 'xlsx',
    label: t('exportXlsx'),
    href: addressOf(exportCheckup, { query: asked } as never),
    closed: can('export') ? null : t('exportForbidden'),
  }
  return (
    <Page
      title={t('title')}
      above={<Tabs view={view} />}
      aside={
        <PipelineChoice
          pipelines={choices.data?.pipelines ?? []}
          value={view.pipeline}
          onChange={(pipeline) => setView({ pipeline })}
        />
      }
      actions={
        !phone && (
          <>
            {range}
            <Button
              size="xs"
              variant="default"
              component={Link}
              to="/checkup/what-if"
              search={own}
              leftSection={<IconAdjustmentsHorizontal size={16} />}
            >
              {t('whatIf')}
            </Button>
            <Button
              size="xs"
              variant="default"
              component={Link}
              to="/checkup/print"
              search={own}
              leftSection={<IconPrinter size={16} />}
            >
              {t('print')}
            </Button>
            <RowActions framed label={t('export')} icon={<IconDownload size={17} />} actions={[file]} />
            <Button size="xs" variant="default" component={Link} to="/checkup/help" title={t('help')} aria-label={t('help')}>
              <IconHelpCircle size={17} />
            </Button>
          </>
        )
      }
      toolbar={
        <CheckupFilters
          view={view}
          onChange={setView}
          fields={fields}
          methodsSet={[view.cohort, view.counting, view.against].filter((one) => one !== undefined).length}
          method={
            <>
              <CohortChoice value={view.cohort ?? 'matured'} onChange={(cohort) => setView({ cohort })} />
              <CountingChoice
                value={view.counting ?? 'implied'}
                onChange={(counting) => setView({ counting: counting === 'implied' ? undefined : counting })}
              />
              <AgainstChoice value={view.against ?? 'auto'} onChange={(against) => setView({ against })} />
            </>
          }
          beside={
            <>
              {range}
              <RowActions
                framed
                label={t('more')}
                icon={<IconDots size={18} />}
                actions={[
                  { key: 'whatIf', label: t('whatIf'), run: () => void navigate({ to: '/checkup/what-if', search: own }) },
                  { key: 'help', label: t('help'), run: () => void navigate({ to: '/checkup/help' }) },
                  file,
                ]}
              />
            </>
          }
        />
      }
    >
      <Faces value={face} onChange={(next) => setView({ face: next === 'overview' ? undefined : next })} />
      {checkup.error ? (
        <Panel>
          <ErrorPanel problem={checkup.error} retry={() => void checkup.refetch()} />
        </Panel>
      ) : !reply ? (
        <Waiting />
      ) : reply.about.deals === 0 && reply.totals.deals === 0 ? (
        <Panel>
          {isFiltered(view, fields) ? (
            <NothingFound onClear={() => setView(withoutFilters(fields))} />
          ) : (
            <EmptyState icon={<IconFilter size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')}>
              {can('import') && (
                <Button size="xs" component={Link} to="/imports">
                  {t('emptyImport')}
                </Button>
              )}
            </EmptyState>
          )}
        </Panel>
      ) : (
        <div className={classes['body']} data-stale={checkup.isPlaceholderData || undefined}>
          {face === 'overview' ? (
            <Overview
              reply={reply}
              asked={asked}
              measure={view.measure ?? 'count'}
              onMeasure={(measure) => setView({ measure: measure === 'count' ? undefined : measure })}
              onOpen={open}
              onWhy={why}
            />
          ) : face === 'compare' ? (
            <CompareView
              asked={asked}
              by={view.by ?? (role === 'rep' ? 'source' : 'owner')}
              onBy={(by) => setView({ by })}
              onOpen={open}
            />
          ) : face === 'time' ? (
            <TimeView asked={asked} onOpen={open} />
          ) : face === 'losses' ? (
            <LossesView asked={asked} onOpen={open} />
          ) : face === 'habits' ? (
            <HabitsView asked={asked} onOpen={open} />
          ) : (
            <QualityView asked={asked} />
          )}
        </div>
      )}
      <WhyDrawer
        stage={list ? undefined : view.why}
        stages={reply?.stages ?? []}
        asked={asked}
        onWalk={why}
        onOpen={open}
        onClose={() => setView({ why: undefined })}
      />
      <DealsDrawer query={list ?? {}} id={list && JSON.stringify(list)} title={titleOf(view)} onClose={() => setView(noList)} />
    </Page>
  )
}

/** The coming page in its own sizes, so that nothing jumps. */
function Waiting(): ReactNode {
  return (
    <div aria-busy="true" className={classes['body']}>
      <div className={classes['first']}>
        <Skeleton height={482} radius="md" />
        <Skeleton height={482} radius="md" />
      </div>
      <Skeleton height={66} radius="md" />
      <Skeleton height={320} radius="md" />
    </div>
  )
}
