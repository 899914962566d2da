import { Button, NativeSelect } from '@mantine/core'
import { IconTarget } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { readAttainment } from '../attainment-contract.ts'
import { columns, type Column, type Level, type Measure } from '../measure.ts'
import { Closing } from './Closing.tsx'
import { DayCalendar } from './DayCalendar.tsx'
import { Kpis } from './Kpis.tsx'
import { MonthBars } from './MonthBars.tsx'
import { Ranking } from './Ranking.tsx'
import classes from './Targets.module.css'
import { useColumnName } from './column-name.ts'
import type { TargetsView } from './TargetsPage.tsx'
import { useMeasureName } from './use-measure-name.ts'
import { words } from './words.ts'

interface AttainmentViewProps {
  year: number
  measure: Measure
  level: Level
  column: Column | undefined
  team: string | undefined
  owner: string | undefined
  onView: (change: Partial<TargetsView>, how?: { push?: boolean }) => void
}

/** How far the plan in force has come: by now, by whom, by day, and what closes the gap. */
export function AttainmentView({ year, measure, level, column, team, owner, onView }: AttainmentViewProps): ReactNode {
  const t = useWords(words)
  const measureName = useMeasureName()
  const format = useFormat()
  const { can } = useSession()
  const nameOf = useColumnName()
  const today = format.today()
  const chosen = column ?? (`m${Number(today.slice(5, 7))}` as Column)
  const query = { year, measure, level, column: chosen, ...(team && { team }), ...(owner && { owner }) }
  const read = useRead(readAttainment, { query }, { follows: ['target', 'opportunities', 'activities', 'calendar'], keep: true })
  if (read.error)
    return (
      <Panel>
        <ErrorPanel problem={read.error} retry={() => void read.refetch()} />
      </Panel>
    )
  if (!read.data)
    return (
      <Panel>
        <TextSkeleton lines={12} />
      </Panel>
    )
  const reply = read.data
  const month = chosen.startsWith('m')
    ? Number(chosen.slice(1))
    : year === Number(today.slice(0, 4))
      ? Number(today.slice(5, 7))
      : 1
  // beside the ranking; where there is nobody to rank, in its place
  const days = (
    <DayCalendar
      query={{
        measure,
        level,
        month: `${year}-${String(month).padStart(2, '0')}`,
        ...(team && { team }),
        ...(owner && { owner }),
      }}
    />
  )
  return (
    <div className={classes['desk']}>
      <div className={classes['bar']}>
        <strong>{reply.scope.name}</strong>
        <NativeSelect
          size="xs"
          aria-label={t('period')}
          value={chosen}
          onChange={(event) => onView({ period: event.currentTarget.value as Column })}
          data={columns.map((value) => ({ value, label: nameOf(value) }))}
        />
        {reply.otherCurrency > 0 && <span className={classes['who']}>{t('otherCurrency', { count: reply.otherCurrency })}</span>}
      </div>
      {reply.targetId === null && (
        <Panel>
          <EmptyState
            icon={<IconTarget size={28} stroke={1.5} />}
            title={t('noPlan', { measure: measureName(measure) })}
            hint={t('noPlanHint')}
          >
            {can('records.assign') && <Button onClick={() => onView({ tab: 'plan' }, { push: true })}>{t('toPlan')}</Button>}
          </EmptyState>
        </Panel>
      )}
      <Kpis reply={reply} />
      <div className={classes['columns']}>
        <div className={classes['column']}>
          <MonthBars reply={reply} onMonth={(next) => onView({ period: `m${next}` as Column })} />
          {reply.rows.length === 0 ? (
            days
          ) : (
            <Ranking
              reply={reply}
              onRow={(row) =>
                onView(row.kind === 'team' ? { team: row.id, owner: undefined } : { owner: row.id, team: undefined }, {
                  push: true,
                })
              }
            />
          )}
        </div>
        <div className={classes['column']}>
          {reply.closing && <Closing reply={reply} />}
          {reply.rows.length > 0 && days}
        </div>
      </div>
    </div>
  )
}
