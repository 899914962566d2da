import { Button, CloseButton, TextInput } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Dialog } from './Dialogs.tsx'
import type { Choice } from './fields/SearchSelect.tsx'
import classes from './FilterBar.module.css'
import { FilterControl } from './FilterControl.tsx'
import { useKeys } from './keys.ts'
import { usePhone } from './use-phone.ts'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/**
 * Filters bound to the address: `const [view, setView] = useUrl(schema)` and
 * `<FilterBar view={view} onChange={setView} fields={[{ kind: 'text', key: 'q', label }, { kind: 'choice', key: 'stage', label, options }, …]} />`.
 * Kinds: text, choice (one), choices (many), record (search on the server), days (from/to), flag. `/` puts the cursor into the search field.
 * On the phone everything but the text lies behind one button.
 */
export type FilterField =
  | { kind: 'text'; key: string; label: string }
  | { kind: 'choice' | 'choices'; key: string; label: string; options: readonly { value: string; label: string }[] }
  | {
      kind: 'record'
      key: string
      label: string
      search: (q: string, signal: AbortSignal) => Promise<Choice[]>
      chosen?: Choice | null | undefined
    }
  | { kind: 'days'; from: string; to: string; label: string }
  | { kind: 'flag'; key: string; label: string }

export type View = Record<string, unknown>

interface FilterBarProps {
  view: View
  onChange: (change: View) => void
  fields: readonly FilterField[]
  /** Further controls at the right end. */
  children?: ReactNode
}

const keysOf = (field: FilterField): string[] => (field.kind === 'days' ? [field.from, field.to] : [field.key])
const isSet = (value: unknown): boolean =>
  value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0)

/** Whether any of these filters narrows the list: an empty list then means “nothing found”, not “nothing there”. */
export const isFiltered = (view: View, fields: readonly FilterField[]): boolean =>
  fields.flatMap(keysOf).some((key) => isSet(view[key]))
export const withoutFilters = (fields: readonly FilterField[]): View =>
  Object.fromEntries(fields.flatMap(keysOf).map((key) => [key, undefined]))

export function FilterBar({ view, onChange, fields, children }: FilterBarProps): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const [opened, setOpened] = useState(false)
  const texts = fields.filter((field) => field.kind === 'text')
  const others = fields.filter((field) => field.kind !== 'text')
  const count = others.filter((field) => keysOf(field).some((key) => isSet(view[key]))).length
  const controls = others.map((field) => (
    <FilterControl key={keysOf(field)[0]} field={field} view={view} onChange={onChange} phone={phone} />
  ))
  const clear = isFiltered(view, fields) && (
    <Button variant="subtle" color="gray" size={phone ? 'sm' : 'xs'} onClick={() => onChange(withoutFilters(fields))}>
      {t('clearAll')}
    </Button>
  )
  return (
    <div className={classes['bar']} role="search">
      {texts.map((field) => (
        <TextFilter key={field.key} field={field} view={view} onChange={onChange} />
      ))}
      {phone && others.length > 0 ? (
        <>
          <Button variant="default" leftSection={<IconAdjustmentsHorizontal size={16} />} onClick={() => setOpened(true)}>
            {count > 0 ? `${t('filters')} ${count}` : t('filters')}
          </Button>
          <Dialog
            opened={opened}
            onClose={() => setOpened(false)}
            title={t('filters')}
            footer={
              <>
                {clear}
                <Button onClick={() => setOpened(false)}>{t('confirm')}</Button>
              </>
            }
          >
            {controls}
          </Dialog>
        </>
      ) : (
        <>
          {controls}
          {clear}
        </>
      )}
      {children && <div className={classes['end']}>{children}</div>}
    </div>
  )
}

type Control<K extends FilterField['kind']> = {
  field: Extract<FilterField, { kind: K }>
  view: View
  onChange: (change: View) => void
}

/** Waits until typing (and composing) pauses before it changes the address. */
function TextFilter({ field, view, onChange }: Control<'text'>): ReactNode {
  const t = useWords(words)
  const given = typeof view[field.key] === 'string' ? (view[field.key] as string) : ''
  const [typed, setTyped] = useState(given)
  const sent = useRef(given)
  const composing = useRef(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (given === sent.current) return
    sent.current = given
    setTyped(given)
  }, [given])
  const send = (text: string): void => {
    if (composing.current || text.trim() === sent.current) return
    sent.current = text.trim()
    onChange({ [field.key]: text.trim() || undefined })
  }
  useEffect(() => {
    const timer = setTimeout(() => send(typed), 250)
    return () => clearTimeout(timer)
  })
  useKeys({ '/': () => input.current?.focus() })
  return (
    <TextInput
      ref={input}
      size="xs"
      type="search"
      className={classes['text']!}
      aria-label={field.label}
      placeholder={field.label}
      leftSection={<IconSearch size={15} />}
      rightSection={typed !== '' && <CloseButton size="xs" aria-label={t('clear')} onClick={() => setTyped('')} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onCompositionStart={() => (composing.current = true)}
      onCompositionEnd={() => (composing.current = false)}
      onKeyDown={(event) => event.key === 'Enter' && send(typed)}
    />
  )
}
