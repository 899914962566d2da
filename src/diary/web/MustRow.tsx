import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Actions.module.css'
import type { DayList } from './DayActions.tsx'
import { LogLink } from './LogLink.tsx'
import { words } from './words/actions.ts'

const tones = { promise: 'risk1', task: 'plain', order: 'risk2', decide: 'risk2' } as const

/** Something that must be done: what, why it is here, and the one click that does it. */
export function MustRow({ must, isOwn }: { must: DayList['must'][number]; isOwn: boolean }): ReactNode {
  const t = useWords(words)
  const { kind, title, why, opportunity, customer, task } = must
  return (
    <li className={classes['row']}>
      <div className={classes['what']}>
        <span className={classes['head']}>
          <StatusChip tone={tones[kind]}>{t(`must.${kind}`)}</StatusChip>
          {task ? (
            <Link to="/tasks" search={{ peek: task.id } as never}>
              {title}
            </Link>
          ) : (
            <Link to="/opportunities/$id" params={{ id: opportunity!.id }}>
              {title}
            </Link>
          )}
          <span className={classes['quiet']}>{task && opportunity ? opportunity.name : customer?.name}</span>
        </span>
        <span className={classes['why']}>{why}</span>
      </div>
      {isOwn && (
        <div className={classes['side']}>
          {kind === 'promise' && <LogLink about={`opportunity:${opportunity!.id}`} />}
          {kind === 'decide' && (
            <Link className={classes['go']!} to="/opportunities/$id" params={{ id: opportunity!.id }}>
              {t('decide')}
            </Link>
          )}
          {task && (
            <Link className={classes['go']!} to="/tasks" search={{ peek: task.id } as never}>
              {t('openTask')}
            </Link>
          )}
        </div>
      )}
    </li>
  )
}
