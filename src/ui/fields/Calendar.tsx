import '@mantine/dates/styles.layer.css'
import { DatePicker, DatesProvider } from '@mantine/dates'
import 'dayjs/locale/zh-cn.js'
import 'dayjs/locale/zh-tw.js'
import { useEffect, useRef, type ReactNode } from 'react'
import { useLocale, useWords } from '../use-words.ts'
import { words } from '../words.ts'
import classes from './DayField.module.css'

interface CalendarProps {
  value: string | null
  today: string
  min?: string
  max?: string
  /** Label and day of each quick choice. */
  presets: readonly (readonly [string, string])[]
  onPick: (day: string | null) => void
}

const dayjsLocale = { 'zh-CN': 'zh-cn', 'zh-TW': 'zh-tw', en: 'en' }

/** The month to pick from, with its controls named in the reader's language, weekends not red, today outlined. */
export function Calendar({ value, today, min, max, presets, onPick }: CalendarProps): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const box = useRef<HTMLDivElement>(null)
  // It arrives after the popover has opened, so it fetches the focus itself: to the day chosen, else to today.
  useEffect(() => {
    const find = (selector: string): HTMLElement | null | undefined => box.current?.querySelector<HTMLElement>(selector)
    ;(find('button[data-selected]') ?? find('button[data-now]') ?? find('button'))?.focus()
  }, [])
  return (
    <div ref={box}>
      <DatesProvider settings={{ locale: dayjsLocale[locale], firstDayOfWeek: 1, weekendDays: [] }}>
        <DatePicker
          size="xs"
          value={value}
          {...(value && { defaultDate: value })}
          {...(min && { minDate: min })}
          {...(max && { maxDate: max })}
          monthLabelFormat={t('monthTitle')}
          yearLabelFormat={t('yearTitle')}
          ariaLabels={{
            previousMonth: t('previousMonth'),
            nextMonth: t('nextMonth'),
            previousYear: t('previousYear'),
            nextYear: t('nextYear'),
            previousDecade: t('previousDecade'),
            nextDecade: t('nextDecade'),
          }}
          getDayProps={(date) => (date === today ? { className: classes['today']!, 'data-now': true } : {})}
          presets={presets
            .filter(([, on]) => (!min || on >= min) && (!max || on <= max))
            .map(([label, on]) => ({ label, value: on }))}
          onChange={onPick}
        />
      </DatesProvider>
    </div>
  )
}
