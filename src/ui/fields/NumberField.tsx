import type { NumberInputProps } from '@mantine/core'
import { lazyField } from './lazy-field.tsx'

export interface NumberFieldProps extends Omit<NumberInputProps, 'onChange' | 'value'> {
  value?: number | null
  onChange?: (value: number | null) => void
}

export interface MoneyFieldProps extends Omit<NumberInputProps, 'onChange' | 'value'> {
  /** Minor units (分); null is empty. */
  value?: number | null | ''
  onChange?: (amountMinor: number | null) => void
  /** The organisation's when not given. */
  currency?: string
}

/** A number or null. */
export const NumberField = lazyField<NumberFieldProps>(async () => (await import('./NumberBox.tsx')).NumberBox)

/** An amount: people type 元, the value is the integer in minor units (分) or null. */
export const MoneyField = lazyField<MoneyFieldProps>(async () => (await import('./NumberBox.tsx')).MoneyBox)
