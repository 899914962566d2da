import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { readActions } from '../action-contract.ts'
import { readToday } from '../contract.ts'
import { DayActions } from './DayActions.tsx'
import { DoneToday } from './DoneToday.tsx'
import { LogLink } from './LogLink.tsx'
import { StepList } from './StepList.tsx'
import { TeamActions } from './TeamActions.tsx'
import classes from './Today.module.css'
import { UntouchedLeads } from './UntouchedLeads.tsx'
import { words } from './words.ts'
import { words as actionWords } from './words/actions.ts'

const viewAsked = { whose: asked.oneOf(['mine', 'team']), member: asked.text }
export type Today = ReplyOf<typeof readToday>

/** 今日: what is due, what has no plan, what was not recorded, what was done. */
export function TodayPage({ notices }: { notices?: ReactNode }): ReactNode {
  const t = useWords(words)
  const a = useWords(actionWords)
  const format = useFormat()
  const phone = usePhone()
  const { can, memberId, role } = useSession()
  const [view, setView] = useUrl(viewAsked)
  const leads = can('records.assign')
  const scope = leads ? (view.whose ?? (role === 'supervisor' ? 'mine' : 'team')) : 'mine'
  const query = useRead(readToday, { query: { scope } }, { follows: ['opportunities', 'activities'], keep: true })
  const today = query.data
  const owner = useMemo(() => (scope === 'mine' ? { owner: [memberId] } : {}), [scope, memberId])
  return (
    <Page
      title={t('title')}
      aside={today && !phone && <span className={classes['quiet']}>{format.day(today.day, 'full')}</span>}
      actions={
        <>
          {leads && (
            <ChoiceField
              bare
              size="xs"
              label={t('whose')}
              value={scope}
              onChange={(whose) => setView({ whose, member: undefined })}
              options={[
                { value: 'mine', label: t('mine') },
                { value: 'team', label: t('team') },
              ]}
            />
          )}
          <LogLink about="new" loud label={t('logNew')} />
        </>
      }
    >
      {!today && query.error ? (
        <ErrorPanel problem={query.error} retry={() => void query.refetch()} />
      ) : !today ? (
        <TextSkeleton lines={12} />
      ) : (
        <div className={classes['column']}>
          {notices}
          <NotRecorded today={today} isTeam={scope === 'team'} memberId={memberId} />
          {can('opportunities.read') && <Figures counts={today.counts} />}
          <div className={classes['grid']}>
            <div className={classes['column']}>
              {can('opportunities.read') &&
                (scope === 'mine' ? (
                  <DayActions />
                ) : view.member ? (
                  <>
                    <Button
                      variant="default"
                      size="xs"
                      className={classes['back']!}
                      leftSection={<IconArrowLeft size={15} />}
                      onClick={() => setView({ member: undefined })}
                    >
                      {a('backToTeam')}
                    </Button>
                    <DayActions member={view.member} />
                  </>
                ) : (
                  <TeamActions onOpen={(member) => setView({ member }, { push: true })} />
                ))}
              {can('opportunities.read') && <Steps today={today} isTeam={scope === 'team'} />}
            </div>
            <div className={classes['column']}>
              <DoneToday day={today.day} owner={owner} isTeam={scope === 'team'} />
              {can('leads.read') && <UntouchedLeads owner={owner} isTeam={scope === 'team'} />}
            </div>
          </div>
        </div>
      )}
    </Page>
  )
}

function Steps({ today: all, isTeam }: { today: Today; isTeam: boolean }): ReactNode {
  const t = useWords(words)
  const today = useWithoutMust(all, isTeam)
  const panel = (key: 'due' | 'upcoming' | 'withoutStep', total: number, nothing: ReactNode): ReactNode => (
    <Panel key={key} title={t(key)} flush>
      {today[key].length === 0 ? nothing : <StepList steps={today[key]} today={today.day} showOwner={isTeam} />}
      {total > today[key].length && <p className={classes['foot']}>{t('more', { count: total - today[key].length })}</p>}
    </Panel>
  )
  const { overdue, today: dueToday, upcoming, withoutStep } = today.counts
  return (
    <>
      {(isTeam || today.due.length > 0) &&
        panel('due', overdue + dueToday, <EmptyState title={t('nothingDue')} hint={t('nothingDueHint')} />)}
      {panel('withoutStep', withoutStep, <p className={classes['nothing']}>{t('nothingWithoutStep')}</p>)}
      {panel('upcoming', upcoming, <p className={classes['nothing']}>{t('nothingUpcoming')}</p>)}
    </>
  )
}

/** What stands above as must-do is not said again below. */
function useWithoutMust(today: Today, isTeam: boolean): Today {
  const { data } = useRead(
    readActions,
    { query: {} },
    { enabled: !isTeam, keep: true, follows: ['opportunities', 'tasks', 'activities', 'leads'] },
  )
  return useMemo(() => {
    const said = new Set(data?.lists[0]?.must.map(({ key }) => key))
    if (isTeam || said.size === 0) return today
    const due = today.due.filter(({ opportunity }) => !said.has(`promise:${opportunity.id}`))
    const counts = { ...today.counts, overdue: today.counts.overdue - (today.due.length - due.length) }
    return { ...today, due, counts }
  }, [today, data, isTeam])
}

function Figures({ counts }: { counts: Today['counts'] }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const figure = (label: string, value: number, isRisk = false): ReactNode => (
    <div className={classes['figure']} data-risk={(isRisk && value > 0) || undefined}>
      {label}
      <strong>{format.count(value)}</strong>
    </div>
  )
  return (
    <section className={classes['figures']} aria-label={t('counts')}>
      {figure(t('overdueCount'), counts.overdue, true)}
      {figure(t('todayCount'), counts.today)}
      {figure(t('noStepCount'), counts.withoutStep)}
      {figure(t('upcoming'), counts.upcoming)}
    </section>
  )
}

/** Oneself reminded, or who of the team should be. */
function NotRecorded({ today, isTeam, memberId }: { today: Today; isTeam: boolean; memberId: string }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const day = format.day(today.lastWorkingDay, 'short')
  const names = today.unrecorded
  if (names.length === 0) return null
  if (!isTeam && names.some(({ id }) => id === memberId))
    return (
      <div className={classes['alarm']} role="status">
        <div>
          <strong>{t('unrecordedMine', { day })}</strong>
          <div>{t('unrecordedMineHint')}</div>
        </div>
        <LogLink about="new" />
      </div>
    )
  return (
    <div className={classes['alarm']} role="status">
      <strong>{t('unrecordedTeam', { day })}</strong>
      <div className={classes['names']}>
        {names.map(({ id, name }) => (
          <Link key={id} to="/activities" search={{ owner: id } as never}>
            {name}
          </Link>
        ))}
      </div>
    </div>
  )
}
