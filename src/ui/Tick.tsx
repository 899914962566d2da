import type { ChangeEvent, ReactNode } from 'react'
import classes from './Tick.module.css'

/** A box to tick in a row: one element, where a list holds a screen full of them. `mixed` says that some of those below are ticked. */
interface TickProps {
  label: string
  checked: boolean
  mixed?: boolean
  tabIndex?: number
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
}

export function Tick({ label, checked, mixed = false, tabIndex, onChange }: TickProps): ReactNode {
  return (
    <input
      type="checkbox"
      ref={(box) => {
        if (box) box.indeterminate = mixed
      }}
      className={classes['tick']}
      aria-label={label}
      checked={checked}
      tabIndex={tabIndex}
      onChange={onChange}
    />
  )
}
