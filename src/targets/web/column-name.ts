import { useCallback } from 'react'
import { useLocale, useWords } from '../../ui/use-words.ts'
import type { Column } from '../measure.ts'
import { words } from './words.ts'

/** A column of the year as people say it: 3月, 第2季度, 全年. */
export function useColumnName(): (column: Column) => string {
  const t = useWords(words)
  const locale = useLocale()
  return useCallback(
    (column: Column) =>
      column === 'year'
        ? t('period.year')
        : column.startsWith('q')
          ? t('period.quarter', { quarter: column.slice(1) })
          : locale === 'en'
            ? new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(
                Date.UTC(2026, Number(column.slice(1)) - 1),
              )
            : t('period.month', { month: column.slice(1) }),
    [t, locale],
  )
}
