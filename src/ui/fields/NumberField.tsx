import { NumberInput, type NumberInputProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { minorDigits, toMajor, toMinor } from '../format.ts'
import { useRegional } from '../Regional.tsx'
import classes from './Fields.module.css'

/** NumberField: a number or null. MoneyField: people type 元, the value is the integer in minor units (分) or null. */

export function NumberField(
  props: Omit<NumberInputProps, 'onChange' | 'value'> & { value?: number | null; onChange?: (value: number | null) => void },
): ReactNode {
  const { value, onChange, ...rest } = props
  return (
    <NumberInput
      thousandSeparator=","
      hideControls
      {...rest}
      value={value ?? ''}
      onChange={(next) => onChange?.(next === '' || Number.isNaN(Number(next)) ? null : Number(next))}
    />
  )
}

interface MoneyFieldProps extends Omit<NumberInputProps, 'onChange' | 'value'> {
  /** Minor units (分); null is empty. */
  value?: number | null | ''
  onChange?: (amountMinor: number | null) => void
  /** The organisation's when not given. */
  currency?: string
}

export function MoneyField({ value, onChange, currency: given, ...rest }: MoneyFieldProps): ReactNode {
  const regional = useRegional()
  const currency = given ?? regional.currency
  const sign = new Intl.NumberFormat('zh-CN', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value
  return (
    <NumberInput
      thousandSeparator=","
      hideControls
      allowNegative={false}
      inputMode="decimal"
      leftSection={<span className={classes['sign']}>{sign}</span>}
      decimalScale={minorDigits(currency)}
      {...rest}
      value={value === null || value === undefined || value === '' ? '' : toMajor(value, currency)}
      onChange={(next) => onChange?.(next === '' || Number.isNaN(Number(next)) ? null : toMinor(Number(next), currency))}
    />
  )
}
