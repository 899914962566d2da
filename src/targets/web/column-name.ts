import { useCallback } from 'react'
import { useWords } from '../../ui/use-words.ts'
import type { Column } from '../measure.ts'
import { words } from './words.ts'

/** A column of the year as people say it: 3月, 第2季度, 全年. */
export function useColumnName(): (column: Column) => string {
  const t = useWords(words)
  return useCallback(
    (column: Column) =>
      column === 'year'
        ? t('period.year')
        : column.startsWith('q')
          ? t('period.quarter', { quarter: column.slice(1) })
          : t('period.month', { month: column.slice(1) }),
    [t],
  )
}
