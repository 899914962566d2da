import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import classes from './Quality.module.css'
import type { StandingRow } from './quality-view.ts'
import { words } from './words.ts'

/** A grade in the colour of its cell, and in words. */
export function GradeChip({ grade }: Pick<StandingRow, 'grade'>): ReactNode {
  const t = useWords(words)
  return (
    <span className={classes['grade']} data-grade={grade ?? 'none'}>
      {grade === null ? t('noGrade') : t('grade', { grade })}
    </span>
  )
}
