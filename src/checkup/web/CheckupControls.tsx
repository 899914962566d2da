import { NativeSelect, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Checkup.module.css'
import { type Face, faces, type Measure, measures } from './checkup-view.ts'
import { words } from './words/overview.ts'

interface Choosing<T> {
  value: T
  onChange: (value: T) => void
}

/** The sides of the check-up. */
export function Faces({ value, onChange }: Choosing<Face>): ReactNode {
  const t = useWords(words)
  return (
    <nav className={classes['faces']} aria-label={t('faces')}>
      {faces.map((face) => (
        <UnstyledButton key={face} aria-current={face === value ? 'page' : undefined} onClick={() => onChange(face)}>
          {t(`face.${face}`)}
        </UnstyledButton>
      ))}
    </nav>
  )
}

const cohorts = ['matured', 'all'] as const
export function CohortChoice({
  value,
  onChange,
}: {
  value: 'matured' | 'all'
  onChange: (value: 'all' | undefined) => void
}): ReactNode {
  const t = useWords(words)
  return (
    <NativeSelect
      size={usePhone() ? 'sm' : 'xs'}
      aria-label={t('cohort')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value === 'all' ? 'all' : undefined)}
      data={cohorts.map((cohort) => ({ value: cohort, label: t(`cohort.${cohort}`) }))}
    />
  )
}

const benchmarks = ['auto', 'typed', 'history', 'others'] as const
type Against = (typeof benchmarks)[number]
export function AgainstChoice({
  value,
  onChange,
}: {
  value: Against
  onChange: (value: Against | undefined) => void
}): ReactNode {
  const t = useWords(words)
  return (
    <NativeSelect
      size={usePhone() ? 'sm' : 'xs'}
      aria-label={t('against')}
      value={value}
      onChange={(event) => {
        const next = benchmarks.find((one) => one === event.currentTarget.value)
        onChange(next === 'auto' ? undefined : next)
      }}
      data={benchmarks.map((one) => ({ value: one, label: `${t('against')} · ${t(`against.${one}`)}` }))}
    />
  )
}

export function MeasureChoice({ value, onChange }: Choosing<Measure>): ReactNode {
  const t = useWords(words)
  return (
    <ChoiceField
      bare
      size="xs"
      label={t('measure')}
      value={value}
      onChange={onChange}
      options={measures.map((measure) => ({ value: measure, label: t(`measure.${measure}`) }))}
    />
  )
}
