import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Day } from '../../ui/Figures.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { PlanSlots } from './plan-slots.ts'
import type { Plan } from './plan-view.ts'
import classes from './Plans.module.css'
import { words } from './words.ts'

const TeamDialog = onDemand(
  async () => (await import('./TeamDialog.tsx')).TeamDialog,
  ({ opened }) => opened,
)

/** Who works on the plan as what, and what they need for it. */
export function TeamPanel({ plan, slots }: { plan: Plan; slots: PlanSlots }): ReactNode {
  const t = useWords(words)
  const [isEditing, setEditing] = useState(false)
  const closed = plan.permissions.edit?.sentence
  return (
    <Panel
      title={t('team')}
      actions={
        <Button size="xs" variant="default" disabled={closed !== undefined} title={closed} onClick={() => setEditing(true)}>
          {t('edit')}
        </Button>
      }
    >
      <div className={classes['stack']}>
        <TeamLists plan={plan} />
        {slots.accountTeam(plan.customer.id)}
      </div>
      <TeamDialog opened={isEditing} plan={plan} onClose={() => setEditing(false)} />
    </Panel>
  )
}

export function TeamLists({ plan }: { plan: Plan }): ReactNode {
  const t = useWords(words)
  const { team, resources } = plan.document
  return (
    <>
      {team.length === 0 ? (
        <p className={classes['hint']}>{t('teamNone')}</p>
      ) : (
        <ul className={classes['people']}>
          {team.map(({ memberId, duty }) => (
            <li key={memberId}>
              <strong>{plan.names.members[memberId] ?? '–'}</strong>
              {duty && <span className={classes['hint']}>{duty}</span>}
            </li>
          ))}
        </ul>
      )}
      <h3 className={classes['sub']}>{t('resources')}</h3>
      {resources.length === 0 ? (
        <p className={classes['hint']}>{t('resourcesNone')}</p>
      ) : (
        <ul className={classes['people']}>
          {resources.map(({ id, what, from, neededOn, granted }) => (
            <li key={id}>
              <span>{what}</span>
              {from && <span className={classes['hint']}>{from}</span>}
              {neededOn && <Day on={neededOn} />}
              <StatusChip tone={granted ? 'done' : 'risk1'}>{t(granted ? 'granted' : 'open2')}</StatusChip>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
