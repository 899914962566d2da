import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { AddressButton } from '../../ui/AddressButton.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Gate.module.css'
import { mendsOf, type Mend } from './mending.ts'
import { useApprovalsOf, type Approval } from './use-approvals.ts'
import type { GateVerdict } from './use-gates.ts'
import { words as gateWords } from './words/gates.ts'

interface MissingListProps {
  verdict: GateVerdict
  deal: { id: string; customerId: string | null }
  /** Sees to a gap that is not an address of its own. */
  onMend: (mend: Mend) => void
  /** Before a link of the list leads away. */
  onLeave?: (() => void) | undefined
}

/** What is missing, each with the one click that leads to seeing to it; by stage where several stages ask. */
export function MissingList({ verdict: { gaps, labels, into }, ...rest }: MissingListProps): ReactNode {
  const g = useWords(gateWords)
  const isMixed = gaps.some(({ blocks }) => blocks)
  const isLong = new Set(into).size > 1
  return (
    <ul className={classes['missing']}>
      {gaps.map((gap, index) => (
        <li key={`${gap.stageKey}:${gap.side}:${labels[index]}`}>
          {isLong && into[index] !== into[index - 1] && (
            <b>{into[index] == null ? g('toWin') : g('toNext', { stage: into[index] })}</b>
          )}
          <span>
            {labels[index]}
            {!gap.blocks && isMixed && <small> · {g('warnsOnly')}</small>}
          </span>
          <div>
            {mendsOf(gap.criterion)
              .slice(0, 3)
              .map((mend) => (
                <Fix key={JSON.stringify(mend)} mend={mend} label={labels[index]!} {...rest} />
              ))}
          </div>
        </li>
      ))}
    </ul>
  )
}

interface FixProps extends Omit<MissingListProps, 'verdict'> {
  mend: Mend
  label: string
}

const look = { size: 'compact-xs', variant: 'light' } as const

function Fix({ mend, label, deal, onMend, onLeave }: FixProps): ReactNode {
  const g = useWords(gateWords)
  if (mend.to === 'log')
    return (
      <AddressButton {...look} set={{ log: `opportunity:${deal.id}:${mend.kind}` }} aria-description={label}>
        {g('log')}
      </AddressButton>
    )
  if (mend.to === 'customer')
    return deal.customerId === null ? null : (
      <Button
        {...look}
        onClick={onLeave}
        title={label}
        renderRoot={(props) => (
          <Link {...props} to="/customers/$id" params={{ id: deal.customerId ?? '' }} search={{ open: mend.what } as never} />
        )}
      >
        {mend.what === 'new-contact' ? g('addPerson') : g('toCustomer')}
      </Button>
    )
  if (mend.to === 'approval') return <Ask kind={mend.kind} label={label} deal={deal} onAsk={() => onMend(mend)} />
  return (
    <Button {...look} title={label} onClick={() => onMend(mend)}>
      {mend.to === 'fact' ? g('fill') : g(placeWord(mend.place))}
    </Button>
  )
}

interface AskProps {
  kind: Approval['kind']
  label: string
  deal: { id: string }
  onAsk: () => void
}

/** Asks for an approval; while the question waits, says for whom. */
function Ask({ kind, label, deal, onAsk }: AskProps): ReactNode {
  const g = useWords(gateWords)
  const waiting = useApprovalsOf(deal.id).data?.items.find((one) => one.kind === kind && one.state === 'asked')
  if (waiting) return <small>{g('asked', { name: waiting.approver.name })}</small>
  return (
    <Button {...look} title={label} onClick={onAsk}>
      {g('ask')}
    </Button>
  )
}

const placeWord = (place: string): 'seeTo.element' | 'seeTo.task' | 'seeTo.document' =>
  place.startsWith('element-') ? 'seeTo.element' : place.startsWith('task-') ? 'seeTo.task' : 'seeTo.document'
