import { NumberInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { minorDigits, toMajor, toMinor } from '../format.ts'
import { useRegional } from '../Regional.tsx'
import classes from './Fields.module.css'
import type { MoneyFieldProps, NumberFieldProps } from './NumberField.tsx'

/** The fields themselves; NumberField.tsx says how they are used. */

export function NumberBox(props: NumberFieldProps): ReactNode {
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

export function MoneyBox({ value, onChange, currency: given, ...rest }: MoneyFieldProps): ReactNode {
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
