import {
  Alert,
  Checkbox,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  TextInput,
  Textarea,
  type CheckboxProps,
  type NumberInputProps,
  type PasswordInputProps,
  type SelectProps,
  type SwitchProps,
  type TextInputProps,
  type TextareaProps,
} from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Problem } from '../api.ts'
import { useProblemSentence } from '../States.tsx'
import { useWords } from '../use-words.ts'
import { words } from '../words.ts'
import { minorDigits, toMajor, toMinor } from '../format.ts'
import { useRegional } from '../Regional.tsx'
import classes from './Fields.module.css'

/**
 * The plain fields, all with `label`, `error`, `required`, `description`: TextField, LongTextField, NumberField, MoneyField (people type 元,
 * the value is the integer in minor units or null), PasswordField, SelectField (options `{ value, label }`), CheckField, SwitchField. ChoiceField (Choice.tsx), DayField and SearchSelect have files of their own. <FormProblem problem/> stands above the buttons; <FieldRow> sets fields side by side.
 */

export function TextField(props: TextInputProps): ReactNode {
  return <TextInput {...props} value={props.value ?? ''} />
}

export function LongTextField(props: TextareaProps): ReactNode {
  return <Textarea autosize minRows={3} maxRows={12} {...props} value={props.value ?? ''} />
}

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

export function PasswordField(props: PasswordInputProps): ReactNode {
  const t = useWords(words)
  return (
    <PasswordInput
      {...props}
      value={props.value ?? ''}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
    />
  )
}

export function SelectField(props: SelectProps): ReactNode {
  const t = useWords(words)
  return (
    <Select
      allowDeselect={false}
      searchable={(props.data?.length ?? 0) > 8}
      nothingFoundMessage={t('noMatch')}
      clearButtonProps={{ 'aria-label': t('clear') }}
      comboboxProps={{ shadow: 'md', transitionProps: { duration: 120 } }}
      {...props}
      value={props.value ?? null}
    />
  )
}

export function CheckField(props: CheckboxProps & { value?: unknown }): ReactNode {
  const { value, ...rest } = props
  return <Checkbox size="sm" {...rest} {...(typeof value === 'boolean' && { checked: value })} />
}

export function SwitchField(props: SwitchProps & { value?: unknown }): ReactNode {
  const { value, ...rest } = props
  return <Switch size="sm" {...rest} {...(typeof value === 'boolean' && { checked: value })} />
}

export function FieldRow({ children }: { children: ReactNode }): ReactNode {
  return <div className={classes['row']}>{children}</div>
}

/** Why the server said no, with what is missing; nothing when it did not. */
export function FormProblem({ problem }: { problem: Problem | undefined | null }): ReactNode {
  const sentence = useProblemSentence()
  if (!problem) return null
  const unplaced = problem.errors.filter(({ message }) => message !== '')
  return (
    <Alert role="alert" color="orange" variant="outline" className={classes['problem']!} icon={<IconAlertTriangle size={18} />}>
      {sentence(problem)}
      {(problem.missing.length > 0 || unplaced.length > 0) && (
        <ul className={classes['missing']}>
          {problem.missing.map(({ kind, key, label }) => (
            <li key={`${kind}:${key}`}>{label}</li>
          ))}
          {unplaced.map(({ path, message }) => (
            <li key={path + message}>{message}</li>
          ))}
        </ul>
      )}
    </Alert>
  )
}
