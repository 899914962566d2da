import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import type { Card } from './board-model.ts'
import classes from './Gate.module.css'
import { askMend } from './mending.ts'
import { MissingList } from './MissingList.tsx'
import type { GateVerdict } from './use-gates.ts'
import { words as gateWords } from './words/gates.ts'

interface GateGapsProps {
  verdict: GateVerdict
  isShut: boolean
  deal: Card
  onClose: () => void
  /** Shows the deal, so that a gap can be seen to. */
  onOpenDeal: ((id: string) => void) | undefined
  children: ReactNode
}

/** What is missing, inside a form or sheet that makes way for seeing to it. */
export function GateGaps({ verdict, isShut, deal, onClose, onOpenDeal, children }: GateGapsProps): ReactNode {
  const g = useWords(gateWords)
  return (
    <section className={classes['missingBox']} data-shut={isShut || undefined} aria-label={g('gate')}>
      <strong>{children}</strong>
      <MissingList
        verdict={verdict}
        deal={{ id: deal.id, customerId: deal.customer?.id ?? null }}
        onLeave={onClose}
        onMend={(mend) => {
          onClose()
          onOpenDeal?.(deal.id)
          askMend(deal.id, mend)
        }}
      />
    </section>
  )
}
