import { NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { DayField } from '../../../ui/fields/DayField.tsx'
import { TextField } from '../../../ui/fields/Fields.tsx'
import { MoneyField, NumberField } from '../../../ui/fields/NumberField.tsx'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import type { FieldCriterion } from '../../criteria.ts'
import { gateField, gateFields } from '../../gate-fields.ts'
import { words } from '../words/criteria.ts'
import { asking, testsOf, wordsIn, type FieldTest } from './criterion-kinds.ts'

interface FieldFormProps {
  value: FieldCriterion
  onChange: (value: FieldCriterion) => void
}

/** A field is filled in, or compares with a value. */
export function FieldForm({ value, onChange }: FieldFormProps): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const named = (of: 'opportunity' | 'customer') =>
    gateFields.filter((field) => field.of === of).map(({ key, name }) => ({ value: key, label: name[locale] }))
  const known = gateField(value.key)
  const groups = [
    { group: t('ofOpportunity'), items: named('opportunity') },
    { group: t('ofCustomer'), items: named('customer') },
    // A field that is gone is still shown for what it was.
    ...(known ? [] : [{ group: '—', items: [{ value: value.key, label: value.key }] }]),
  ]
  return (
    <>
      <NativeSelect
        label={t('field')}
        data={groups}
        value={value.key}
        onChange={(event) => onChange(asking(event.currentTarget.value, value.test))}
      />
      <NativeSelect
        label={t('test')}
        data={testsOf(known?.kind).map((test) => ({ value: test, label: t(`test.${test}`) }))}
        value={value.test}
        onChange={(event) => onChange(asking(value.key, event.currentTarget.value as FieldTest))}
      />
      {known?.kind === 'reference' && <p>{t('onlySet', { field: known.name[locale] })}</p>}
      {value.test !== 'set' && <ValueField key={`${value.key} ${value.test}`} value={value} onChange={onChange} />}
    </>
  )
}

function ValueField({ value, onChange }: FieldFormProps): ReactNode {
  const t = useWords(words)
  const given = value.value
  const number = typeof given === 'number' ? given : null
  const set = (next: FieldCriterion['value'] | null): void => {
    const { value: _, ...rest } = value
    onChange(next === null || next === undefined ? rest : { ...rest, value: next })
  }
  switch (gateField(value.key)?.kind) {
    case 'money':
      return <MoneyField label={t('value')} required value={number} onChange={set} />
    case 'number':
      return <NumberField label={t('value')} required value={number} onChange={set} />
    case 'share':
      return (
        <NumberField
          label={t('percent')}
          required
          min={0}
          max={100}
          value={number === null ? null : Math.round(number * 1000) / 10}
          onChange={(percent) => set(percent === null ? null : Math.round(percent * 10) / 1000)}
        />
      )
    case 'day':
      return <DayField label={t('value')} required value={typeof given === 'string' ? given : null} onChange={set} />
    default:
      return value.test === 'one-of' ? (
        <ListField value={Array.isArray(given) ? (given as readonly string[]) : []} onChange={set} />
      ) : (
        <TextField
          label={t('value')}
          required
          maxLength={200}
          value={typeof given === 'string' ? given : ''}
          onChange={(event) => set(event.currentTarget.value.trim() === '' ? null : event.currentTarget.value)}
        />
      )
  }
}

function ListField({ value, onChange }: { value: readonly string[]; onChange: (value: string[]) => void }): ReactNode {
  const t = useWords(words)
  const [text, setText] = useState(value.join(', '))
  return (
    <TextField
      label={t('values')}
      required
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        onChange(wordsIn(event.currentTarget.value))
      }}
    />
  )
}
