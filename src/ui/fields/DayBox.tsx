import { ActionIcon, Popover, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { Suspense, lazy, useState, type ReactNode } from 'react'
import { addDays } from '../format.ts'
import { useFormat } from '../Regional.tsx'
import { usePhone } from '../use-phone.ts'
import { useWords } from '../use-words.ts'
import { words } from '../words.ts'
import { dayFromText, endOfMonth, endOfQuarter } from './day-text.ts'
import type { DayFieldProps } from './DayField.tsx'
import classes from './DayField.module.css'

/** The field itself; DayField.tsx says how it is used. */

// The calendar weighs more than all other fields together: it is fetched when it is first opened.
const Calendar = lazy(() => import('./Calendar.tsx').then(({ Calendar }) => ({ default: Calendar })))

export function DayBox({ value, onChange, min, max, presets = 'ahead', ...rest }: DayFieldProps): ReactNode {
  const t = useWords(words)
  const { today } = useFormat()
  const phone = usePhone()
  const [opened, setOpened] = useState(false)
  const [draft, setDraft] = useState<string>()
  const given = value || null

  if (phone) {
    const bounds = { ...(min && { min }), ...(max && { max }) }
    return (
      <TextInput
        type="date"
        {...bounds}
        {...rest}
        value={given ?? ''}
        onChange={(event) => onChange?.(event.currentTarget.value || null)}
      />
    )
  }

  const take = (next: string | null): void => {
    setDraft(undefined)
    onChange?.(next)
  }
  const settle = (): void => {
    if (draft === undefined) return
    if (draft.trim() === '') return take(null)
    const read = dayFromText(draft, today())
    take(read && (!min || read >= min) && (!max || read <= max) ? read : given)
  }
  const now = today()
  const quick: Record<'ahead' | 'behind' | 'none', [string, string][]> = {
    ahead: [
      [t('today'), now],
      [t('tomorrow'), addDays(now, 1)],
      [t('inAWeek'), addDays(now, 7)],
      [t('inAMonth'), addDays(now, 30)],
      [t('endOfMonth'), endOfMonth(now)],
      [t('endOfQuarter'), endOfQuarter(now)],
    ],
    behind: [
      [t('today'), now],
      [t('yesterday'), addDays(now, -1)],
    ],
    none: [],
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus withinPortal withRoles={false}>
      <Popover.Target>
        <TextInput
          placeholder="YYYY-MM-DD"
          autoComplete="off"
          {...rest}
          value={draft ?? given ?? ''}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={(event) => {
            settle()
            rest.onBlur?.(event)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' && !event.nativeEvent.isComposing) {
              event.preventDefault()
              setOpened(true)
            }
            if (event.key === 'Enter') settle()
          }}
          rightSection={
            <ActionIcon
              size={26}
              aria-label={t('pickDay')}
              aria-expanded={opened}
              disabled={rest.disabled ?? false}
              onClick={() => setOpened(!opened)}
            >
              <IconCalendar size={16} />
            </ActionIcon>
          }
        />
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('pickDay')} className={classes['dropdown']}>
        <Suspense fallback={<div className={classes['loading']} tabIndex={-1} data-autofocus aria-busy="true" />}>
          <Calendar
            value={given}
            today={now}
            {...(min && { min })}
            {...(max && { max })}
            presets={quick[presets]}
            onPick={(next) => {
              take(next)
              setOpened(false)
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
