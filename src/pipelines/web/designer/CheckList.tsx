import type { ReactNode } from 'react'
import { CheckField } from '../../../ui/fields/Fields.tsx'
import classes from './Designer.module.css'

interface CheckListProps<T extends string> {
  label: string
  options: readonly { value: T; label: string }[]
  value: readonly T[]
  onChange: (value: T[]) => void
}

/** Several of a few, in the order of the options. */
export function CheckList<T extends string>({ label, options, value, onChange }: CheckListProps<T>): ReactNode {
  const toggle = (one: T): void =>
    onChange(options.map((option) => option.value).filter((each) => (each === one ? !value.includes(one) : value.includes(each))))
  return (
    <fieldset className={classes['named']}>
      <legend>{label}</legend>
      <div className={classes['checks']}>
        {options.map((option) => (
          <CheckField
            key={option.value}
            label={option.label}
            checked={value.includes(option.value)}
            onChange={() => toggle(option.value)}
          />
        ))}
      </div>
    </fieldset>
  )
}
