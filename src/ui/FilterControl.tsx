import { Checkbox, NativeSelect } from '@mantine/core'
import { Suspense, lazy, type ReactNode } from 'react'
import type { FilterField, View } from './FilterBar.tsx'
import { DayField } from './fields/DayField.tsx'
import { SearchSelect } from './fields/SearchSelect.tsx'
import { SelectField } from './fields/SelectField.tsx'
import classes from './FilterBar.module.css'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

// What only some lists filter by, those lists fetch.
const MultiSelect = lazy(async () => ({ default: (await import('./MultiChoice.tsx')).MultiChoice }))

interface FilterControlProps {
  field: FilterField
  view: View
  onChange: (change: View) => void
  phone: boolean
}

/** Up to so many options the browser's own list serves best, on the phone above all. */
const few = 12

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** One filter in the bar, or on the phone in the sheet, where it has a visible label. */
export function FilterControl({ field, view, onChange, phone }: FilterControlProps): ReactNode {
  const box = field.kind === 'days' ? classes['daysBox'] : field.kind === 'flag' ? classes['flag'] : classes['field']
  return (
    <div className={phone ? undefined : box}>
      <Suspense fallback={<div className={classes['waiting']} />}>
        <Control field={field} view={view} onChange={onChange} phone={phone} />
      </Suspense>
    </div>
  )
}

function Control({ field, view, onChange, phone }: FilterControlProps): ReactNode {
  const t = useWords(words)
  const size = phone ? 'sm' : 'xs'
  const name = phone ? { label: field.label } : { 'aria-label': field.label, placeholder: field.label }
  const picking = { clearable: true, nothingFoundMessage: t('noMatch'), clearButtonProps: { 'aria-label': t('clear') } }
  if (field.kind === 'choice') {
    const set = (value: string | null): void => onChange({ [field.key]: value ?? undefined })
    const value = textOf(view[field.key])
    if (field.options.length > few)
      return <SelectField {...name} {...picking} size={size} searchable data={[...field.options]} value={value} onChange={set} />
    return <NativeChoice field={field} value={value} onChange={set} phone={phone} />
  }
  if (field.kind === 'choices') {
    const given = view[field.key]
    const value = Array.isArray(given) ? (given as string[]) : []
    const set = (next: string[]): void => onChange({ [field.key]: next.length > 0 ? next : undefined })
    return <MultiSelect {...name} {...picking} size={size} data={[...field.options]} value={value} onChange={set} />
  }
  if (field.kind === 'record') {
    const id = textOf(view[field.key])
    const chosen = id === null ? null : (field.chosen ?? { value: id, label: '…' })
    return (
      <SearchSelect
        {...name}
        size={size}
        name={`filter-${field.key}`}
        search={field.search}
        value={chosen}
        onChange={(choice) => onChange({ [field.key]: choice?.value })}
      />
    )
  }
  if (field.kind === 'days') {
    const from = textOf(view[field.from])
    const to = textOf(view[field.to])
    const fromLabel = t('from', { label: field.label })
    const toLabel = t('to', { label: field.label })
    return (
      <div className={classes['days']} role="group" aria-label={field.label}>
        <DayField
          size={size}
          presets="behind"
          {...(phone ? { label: fromLabel } : { 'aria-label': fromLabel, placeholder: fromLabel })}
          value={from}
          {...(to && { max: to })}
          onChange={(day) => onChange({ [field.from]: day ?? undefined })}
        />
        <span aria-hidden="true">–</span>
        <DayField
          size={size}
          presets="none"
          {...(phone ? { label: toLabel } : { 'aria-label': toLabel, placeholder: t('toDay') })}
          value={to}
          {...(from && { min: from })}
          onChange={(day) => onChange({ [field.to]: day ?? undefined })}
        />
      </div>
    )
  }
  if (field.kind === 'flag') {
    const set = (on: boolean): void => onChange({ [field.key]: on || undefined })
    return (
      <Checkbox
        size={size}
        label={field.label}
        checked={view[field.key] === true}
        onChange={(event) => set(event.currentTarget.checked)}
      />
    )
  }
  return null
}

interface NativeChoiceProps {
  field: Extract<FilterField, { kind: 'choice' | 'choices' }>
  value: string | null
  onChange: (value: string | null) => void
  phone: boolean
}

function NativeChoice({ field, value, onChange, phone }: NativeChoiceProps): ReactNode {
  const t = useWords(words)
  return (
    <NativeSelect
      size={phone ? 'sm' : 'xs'}
      {...(phone ? { label: field.label } : { 'aria-label': field.label })}
      data={[{ value: '', label: phone ? t('all') : field.label }, ...field.options]}
      value={value ?? ''}
      data-set={value !== null || undefined}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  )
}
