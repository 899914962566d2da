import { Button } from '@mantine/core'
import { IconChartDots3 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCallback, useMemo, type ReactNode } from 'react'
import { readChoices } from '../../funnel/contract.ts'
import { FilterBar, type FilterField } from '../../ui/FilterBar.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { readForecast, type ForecastReply } from '../contract.ts'
import { DealLists } from './DealLists.tsx'
import { Deciding } from './Deciding.tsx'
import classes from './Forecast.module.css'
import { periodAsked, scopeOf, viewAsked } from './forecast-view.ts'
import { Beside, Headline } from './Headline.tsx'
import { LeftOut } from './LeftOut.tsx'
import { MethodsTable } from './MethodsTable.tsx'
import { Model } from './Model.tsx'
import { PeriodChoice } from './PeriodChoice.tsx'
import { RoundNotice } from './rounds/RoundNotice.tsx'
import { Simulating } from './Simulating.tsx'
import { Views } from './Views.tsx'
import { words } from './words/forecast.ts'

/** 预测: what a period will bring, as a range of three parts, why, and how right such forecasts have been. */
export function ForecastPage(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [view, setView] = useUrl(viewAsked)
  const period = periodAsked(view, format.today())
  const scope = scopeOf(view)
  const query = {
    ...scope,
    period: period.key,
    simulation: 'later' as const,
    ...(view.asOf !== undefined && { asOf: view.asOf }),
  }
  const forecast = useRead(readForecast, { query }, { follows: ['opportunities', 'targets'], keep: true })
  const { data: reply, refetch } = forecast
  const readAgain = useCallback(() => void refetch(), [refetch])
  return (
    <Page
      title={t('title')}
      above={<Views />}
      actions={<PeriodChoice period={period} onChange={(key) => setView({ period: key })} />}
      toolbar={
        <FilterBar view={view} onChange={setView} fields={useScopeFields()}>
          <label className={classes['period']}>
            <span className={classes['quiet']}>{t('asOf')}</span>
            <DayField
              size="xs"
              aria-label={t('asOf')}
              presets="behind"
              max={format.today()}
              value={view.asOf ?? null}
              onChange={(day) => setView({ asOf: day === null || day >= format.today() ? undefined : day })}
            />
          </label>
        </FilterBar>
      }
    >
      {forecast.error ? (
        <Panel>
          <ErrorPanel problem={forecast.error} retry={readAgain} />
        </Panel>
      ) : !reply ? (
        <Panel>
          <TextSkeleton lines={12} />
        </Panel>
      ) : (
        <div className={classes['body']} data-stale={forecast.isPlaceholderData || undefined}>
          <RoundNotice />
          {view.asOf !== undefined && (
            <p className={classes['asOf']} role="note">
              {t('asOfNote', { day: reply.asOf })}
              <Button variant="subtle" size="compact-xs" onClick={() => setView({ asOf: undefined })}>
                {t('toNow')}
              </Button>
            </p>
          )}
          <Told reply={reply} period={period.key} simulating={<Simulating reply={reply} query={query} onEnd={readAgain} />} />
          {view.asOf === undefined && !isEmpty(reply) && (
            <DealLists
              scope={{ ...scope, period: period.key }}
              list={view.list ?? 'will-win'}
              onList={(list) => setView({ list })}
            />
          )}
          <div className={classes['columns']}>
            {!isEmpty(reply) && <LeftOut reply={reply} />}
            <Model model={reply.model} denied={reply.permissions.train?.sentence} />
          </div>
        </div>
      )}
    </Page>
  )
}

/** Nothing open, nothing won, nothing learned: there is nothing to tell but what to do. */
const isEmpty = ({ open, totalMinor, backtest }: ForecastReply): boolean =>
  open.deals === 0 && totalMinor === 0 && backtest === null

interface ToldProps {
  reply: ForecastReply
  period: string
  simulating: ReactNode
}

function Told({ reply, period, simulating }: ToldProps): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  if (isEmpty(reply))
    return (
      <Panel>
        <EmptyState icon={<IconChartDots3 size={28} stroke={1.5} />} title={t('empty')} hint={t('emptyHint')}>
          {can('import') && (
            <Button component={Link} to="/imports" size="xs">
              {t('toImport')}
            </Button>
          )}
        </EmptyState>
      </Panel>
    )
  return (
    <>
      <Headline reply={reply} period={period} simulating={simulating} />
      <Beside reply={reply} />
      <div className={classes['columns']}>
        <Deciding reply={reply} />
        <MethodsTable reply={reply} />
      </div>
    </>
  )
}

/** Pipeline, team and owner, each where there is something to choose. */
const useScopeFields = (): FilterField[] => {
  const t = useWords(words)
  const choices = useRead(readChoices, {}, { staleTime: 300_000 }).data
  return useMemo(() => {
    const one = (key: string, label: string, of: readonly { value: string; label: string }[]): FilterField[] =>
      of.length > 1 ? [{ kind: 'choice', key, label, options: of }] : []
    const named = (items: readonly { id: string; name: string }[] = []) =>
      items.map(({ id, name }) => ({ value: id, label: name }))
    return [
      ...one(
        'pipeline',
        t('pipeline'),
        (choices?.pipelines ?? []).map(({ key, name }) => ({ value: key, label: name })),
      ),
      ...one('team', t('team'), named(choices?.teams)),
      ...one('owner', t('owner'), named(choices?.owners)),
    ]
  }, [choices, t])
}
