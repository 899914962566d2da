import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { ReplyOf } from '../../ui/api.ts'
import { Day, Money } from '../../ui/Figures.tsx'
import { daysBetween } from '../../ui/format.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { readToday } from '../contract.ts'
import { LogLink } from './LogLink.tsx'
import classes from './Today.module.css'
import { words } from './words.ts'

type Step = ReplyOf<typeof readToday>['due'][number]

interface StepListProps {
  steps: readonly Step[]
  today: string
  /** The owner's name is news only in a team's list. */
  showOwner: boolean
}

/** What fits before somebody who has much to do is lost in it. */
const atFirst = 10

/** Deals with what was planned for them, each with the one tap that records it. */
export function StepList({ steps, today, showOwner }: StepListProps): ReactNode {
  const t = useWords(words)
  const [all, setAll] = useState(false)
  const shown = all ? steps : steps.slice(0, atFirst)
  return (
    <ul className={classes['list']}>
      {shown.map((step) => (
        <li key={step.opportunity.id} className={classes['row']}>
          <div className={classes['what']}>
            {(step.nextStep || step.nextStepOn) && <span className={classes['step']}>{step.nextStep ?? t('noStepText')}</span>}
            <span className={classes['title']}>
              <Link to="/opportunities/$id" params={{ id: step.opportunity.id }}>
                {step.opportunity.name}
              </Link>
            </span>
            <span className={classes['quiet']}>
              {[step.customer?.name, step.stage, showOwner ? step.owner.name : null].filter(Boolean).join(' · ')}
            </span>
          </div>
          <div className={classes['side']}>
            {step.nextStepOn === null ? (
              <Money minor={step.amountMinor} currency={step.currency} compact />
            ) : (
              <Due on={step.nextStepOn} today={today} />
            )}
            <LogLink about={`opportunity:${step.opportunity.id}`} />
          </div>
        </li>
      ))}
      {shown.length < steps.length && (
        <li className={classes['row']}>
          <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
            {t('showMore', { count: steps.length - shown.length })}
          </Button>
        </li>
      )}
    </ul>
  )
}

function Due({ on, today }: { on: string; today: string }): ReactNode {
  const t = useWords(words)
  const days = daysBetween(on, today)
  if (days < 0) return <Day on={on} style="short" />
  return (
    <StatusChip tone={days > 2 ? 'risk2' : days > 0 ? 'risk1' : 'primary'}>
      {days === 0 ? t('dueToday') : t('overdue', { days })}
    </StatusChip>
  )
}
