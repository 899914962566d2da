import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { AddressButton } from '../../ui/AddressButton.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { GateGap } from '../../pipelines/gate.ts'
import classes from './Gate.module.css'
import { mendOf, type Mend } from './mending.ts'
import { words as gateWords } from './words/gates.ts'

interface MissingListProps {
  gaps: readonly GateGap[]
  labels: readonly string[]
  deal: { id: string; customerId: string | null }
  /** Sees to a gap that is not an address of its own. */
  onMend: (mend: Mend) => void
  /** Before a link of the list leads away. */
  onLeave?: () => void
}

/** What is missing, each with the one click that leads to seeing to it. */
export function MissingList({ gaps, labels, deal, onMend, onLeave }: MissingListProps): ReactNode {
  const g = useWords(gateWords)
  return (
    <ul className={classes['missing']}>
      {gaps.map((gap, index) => (
        <li key={`${gap.stageKey}:${gap.side}:${labels[index]}`}>
          <span>
            {labels[index]}
            {!gap.blocks && <small> · {g('warnsOnly')}</small>}
          </span>
          <Fix gap={gap} deal={deal} label={labels[index]!} onMend={onMend} onLeave={onLeave} />
        </li>
      ))}
    </ul>
  )
}

function Fix({
  gap,
  deal,
  label,
  onMend,
  onLeave,
}: Omit<MissingListProps, 'gaps' | 'labels'> & { gap: GateGap; label: string }): ReactNode {
  const g = useWords(gateWords)
  const mend = mendOf(gap.criterion)
  if (!mend) return null
  const look = { size: 'compact-xs', variant: 'light' } as const
  if (mend.to === 'log')
    return (
      <AddressButton {...look} set={{ log: `opportunity:${deal.id}:${mend.kind}` }} aria-label={`${g('log')}：${label}`}>
        {g('log')}
      </AddressButton>
    )
  if (mend.to === 'customer')
    return deal.customerId === null ? null : (
      <Button
        {...look}
        onClick={onLeave}
        renderRoot={(props) => <Link {...props} to="/customers/$id" params={{ id: deal.customerId ?? '' }} />}
      >
        {gap.criterion.kind === 'contacts' ? g('addPerson') : g('toCustomer')}
      </Button>
    )
  const say = mend.to === 'approval' ? g('ask') : mend.to === 'fact' ? g('fill') : g('seeTo')
  return (
    <Button {...look} onClick={() => onMend(mend)}>
      {say}
    </Button>
  )
}
