import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'

interface TypedNumberProps {
  label: string
  /** The value as it is read, with separators. */
  typed: string
  /** The typed number, or undefined where it makes no sense. */
  parse: (text: string) => number | undefined
  unit: string
  onTurn: (value: number) => void
  /** Emptied; without it an empty field changes nothing. */
  onClear?: () => void
  onLetGo?: () => void
  placeholder?: string
  id?: string
  className?: string | undefined
}

/** A number beside its slider that is typed with or without separators, its unit behind it: `<TypedNumber label typed="1,067" unit="个" parse onTurn />`. */
export function TypedNumber({
  label,
  typed,
  parse,
  unit,
  onTurn,
  onClear,
  onLetGo,
  className,
  ...rest
}: TypedNumberProps): ReactNode {
  const [draft, setDraft] = useState<string>()
  const numberOf = (text: string): number | undefined => parse(text.replace(/,/g, ''))
  const isEmpty = draft?.trim() === ''
  return (
    <TextInput
      {...rest}
      size="xs"
      {...(className !== undefined && { className })}
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      {...(unit !== '' && {
        rightSection: <span style={{ color: 'var(--ink-2)' }}>{unit}</span>,
        rightSectionWidth: unit.length > 5 ? 64 : unit.length > 3 ? 56 : unit.length > 1 ? 44 : 26,
      })}
      value={draft ?? typed}
      error={draft !== undefined && !(isEmpty && onClear) && numberOf(draft) === undefined}
      onChange={(event) => {
        const text = event.currentTarget.value
        setDraft(text)
        if (text.trim() === '') return onClear?.()
        const number = numberOf(text)
        if (number !== undefined) onTurn(number)
      }}
      onBlur={() => {
        setDraft(undefined)
        onLetGo?.()
      }}
    />
  )
}
