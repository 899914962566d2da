import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listLeads } from '../../leads/contract.ts'
import { Ago } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { LogLink } from './LogLink.tsx'
import classes from './Today.module.css'
import { words } from './words.ts'

/** Leads that wait for a first word. */
export function UntouchedLeads({ owner, isTeam }: { owner: { owner?: string[] }; isTeam: boolean }): ReactNode {
  const t = useWords(words)
  const asked = { status: 'open' as const, untouched: 'true' as const, ...(owner.owner && { owner: owner.owner.join(',') }) }
  const list = useList(listLeads, { query: { limit: 10, ...asked } }, { follows: ['activities'] })
  return (
    <Panel
      title={t('leads')}
      flush
      actions={
        list.items.length > 0 && (
          <Link to="/leads" search={asked as never}>
            {t('showAll')}
          </Link>
        )
      }
    >
      {list.isPending ? (
        <TextSkeleton lines={3} />
      ) : list.error && list.items.length === 0 ? (
        <ErrorPanel problem={list.error} retry={list.refetch} />
      ) : list.items.length === 0 ? (
        <p className={classes['nothing']}>{t('nothingLeads')}</p>
      ) : (
        <ul className={classes['list']}>
          {list.items.map((lead) => (
            <li key={lead.id} className={classes['row']}>
              <div className={classes['what']}>
                <span className={classes['title']}>
                  <Link to="/leads" search={{ peek: lead.id } as never}>
                    {lead.company}
                  </Link>
                </span>
                <span className={classes['quiet']}>
                  {[lead.contactName, lead.source?.name, isTeam ? lead.owner.name : null].filter(Boolean).join(' · ')}
                </span>
              </div>
              <div className={classes['side']}>
                <Ago at={lead.createdAt} />
                <LogLink about={`lead:${lead.id}`} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
