import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import classes from './Board.module.css'
import type { GateVerdict } from './use-gates.ts'
import { words as gateWords } from './words/gates.ts'

/** While a card is in the air: whether it may come down here, and what is missing when not. */
export function GateNote({ verdict }: { verdict: GateVerdict | null }): ReactNode {
  const g = useWords(gateWords)
  const count = verdict?.gaps.length ?? 0
  return (
    <div className={classes['gateAt']}>
      <div className={classes['gate']}>
        <strong>
          {verdict === null
            ? g('otherVersion')
            : verdict.result === 'refused'
              ? g('shut', { count })
              : verdict.result === 'reason'
                ? g('needsReason')
                : verdict.result === 'warned'
                  ? g('mayEnterWarned', { count })
                  : g('mayEnter')}
        </strong>
        {verdict?.labels.slice(0, 4).map((label) => (
          <span key={label}>{label}</span>
        ))}
        {count > 4 && <span>{g('more', { count: count - 4 })}</span>}
      </div>
    </div>
  )
}
