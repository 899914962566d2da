import { useId, type ReactNode } from 'react'
import classes from './Chain.module.css'

interface ChoicesProps<T extends string> {
  label: string
  hint?: string
  options: readonly { value: T; label: string }[]
  isOn: (value: T) => boolean
  onPress: (value: T) => void
  isClosed: boolean
}

/** A few words side by side that are pressed on and off; several may be on. */
export function Choices<T extends string>({ label, hint, options, isOn, onPress, isClosed }: ChoicesProps<T>): ReactNode {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} className={classes['label']}>
        {label}
      </div>
      <div className={classes['choices']}>
        {options.map(({ value, label: text }) => (
          <button key={value} type="button" aria-pressed={isOn(value)} disabled={isClosed} onClick={() => onPress(value)}>
            {text}
          </button>
        ))}
      </div>
      {hint && <div className={classes['hint']}>{hint}</div>}
    </div>
  )
}
