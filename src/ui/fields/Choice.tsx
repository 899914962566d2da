import { SegmentedControl } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import classes from './Fields.module.css'

/** Two to four options side by side: `<ChoiceField label value onChange options={[{ value, label }]} />`; `bare` hides the label from the eye. */
interface ChoiceFieldProps<T extends string> {
  label: string
  value?: T | undefined
  onChange?: (value: T) => void
  options: readonly { value: T; label: ReactNode }[]
  description?: ReactNode
  size?: 'xs' | 'sm'
  /** The label is for assistive technology only. */
  bare?: boolean
}

export function ChoiceField<T extends string>({
  label,
  value,
  onChange,
  options,
  description,
  size = 'sm',
  bare = false,
}: ChoiceFieldProps<T>): ReactNode {
  const id = useId()
  return (
    <div>
      {!bare && (
        <div id={id} className={classes['label']}>
          {label}
        </div>
      )}
      {description && <div className={classes['description']}>{description}</div>}
      <SegmentedControl
        size={size}
        data={[...options]}
        {...(value !== undefined && { value })}
        {...(onChange && { onChange: (next: string) => onChange(next as T) })}
        {...(bare ? { 'aria-label': label } : { 'aria-labelledby': id })}
      />
    </div>
  )
}
