import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { Page } from '../../ui/Page.tsx'
import { part } from '../../ui/part.tsx'
import { useSession } from '../../ui/session.ts'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { TodayList } from './TodayList.tsx'
import classes from './Upkeep.module.css'
import { words } from './words.ts'

const TeamTable = part(async () => (await import('./TeamTable.tsx')).TeamTable)
const PlanCost = part(async () => (await import('./PlanCost.tsx')).PlanCost)
const DaySplit = part(async () => (await import('./DaySplit.tsx')).DaySplit)

const tabs = ['today', 'team', 'plan', 'split'] as const
const viewAsked = { tab: asked.oneOf(tabs), owner: asked.text }

/** 维护计划: whom of the old customers to contact today, what keeping all of them takes, and how a day is best split. */
export function UpkeepPage(): ReactNode {
  const t = useWords(words)
  const { can, role } = useSession()
  const [view, setView] = useUrl(viewAsked)
  const leads = can('records.assign')
  const tab = view.tab ?? (leads && role !== 'supervisor' && !view.owner ? 'team' : 'today')
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <ChoiceField
            bare
            size="xs"
            label={t('title')}
            value={tab}
            onChange={(next) => setView({ tab: next, ...(next === 'team' ? { owner: undefined } : {}) })}
            options={tabs.filter((each) => leads || each !== 'team').map((each) => ({ value: each, label: t(each) }))}
          />
          <Button size="xs" variant="default" component={Link} to="/settings/upkeep">
            {t('setting')}
          </Button>
        </>
      }
    >
      <div className={classes['page']}>
        {tab === 'today' && (
          <TodayList owner={view.owner} onBack={view.owner ? () => setView({ owner: undefined, tab: 'team' }) : undefined} />
        )}
        {tab === 'team' && <TeamTable onOpen={(owner) => setView({ owner, tab: 'today' }, { push: true })} />}
        {tab === 'plan' && <PlanCost owner={view.owner} />}
        {tab === 'split' && <DaySplit owner={view.owner} />}
      </div>
    </Page>
  )
}
