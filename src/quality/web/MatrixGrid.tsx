import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { matrixLevels, relationships } from '../../customers/quality-matrix.ts'
import { words as customerWords } from '../../customers/words.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { MoveArrows } from './MoveArrows.tsx'
import classes from './Quality.module.css'
import { keyOfCell, type Cell, type MatrixReply } from './quality-view.ts'
import { words } from './words.ts'

interface MatrixGridProps {
  matrix: MatrixReply
  chosen: string | undefined
  hasArrows: boolean
  /** Absent for a past day: lists are those of today. */
  onOpen: ((list: string) => void) | undefined
}

/** Best customers on top, best relationships at the right; every cell opens its list. */
const rows = matrixLevels.toReversed()

/** The sixteen cells with customers, money and effort, moves drawn over them, and below them who does not match. */
export function MatrixGrid({ matrix, chosen, hasArrows, onOpen }: MatrixGridProps): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const format = useFormat()
  const cellAt = (level: string, relationship: string): Cell | undefined =>
    matrix.cells.find((cell) => cell.level === level && cell.relationship === relationship)
  const unmatched = matrix.outside.reduce((sum, { customers }) => sum + customers, 0)
  return (
    <div className={classes['matrixBox']}>
      <div className={classes['matrixHead']} aria-hidden="true">
        <span />
        {relationships.map((each) => (
          <span key={each}>{t(`relationship.${each}`)}</span>
        ))}
      </div>
      <div className={classes['matrixRows']}>
        {rows.map((level) => (
          <div key={level} className={classes['matrixRow']}>
            <span className={classes['rowName']} aria-hidden="true">
              {c(`level.${level}`)}
            </span>
            {relationships.map((relationship) => {
              const cell = cellAt(level, relationship)
              const grade = cell?.grade ?? null
              const isDevelopment = relationship === 'untouched' && (level === 'premium' || level === 'strategic')
              const said = grade === null ? t(isDevelopment ? 'development' : 'noGrade') : t('grade', { grade })
              const key = keyOfCell(level, relationship)
              return (
                <button
                  key={relationship}
                  type="button"
                  className={classes['cell']}
                  data-grade={grade ?? 'none'}
                  aria-pressed={chosen === key}
                  disabled={!onOpen}
                  onClick={() => onOpen?.(key)}
                >
                  <VisuallyHidden>
                    {t('cellName', { level: c(`level.${level}`), relationship: t(`relationship.${relationship}`) })}
                  </VisuallyHidden>
                  <small>{said}</small>
                  <strong>{format.count(cell?.customers ?? 0)}</strong>
                  {cell && cell.openMinor > 0 && (
                    <small>{t('openAmount', { amount: format.money(cell.openMinor, 'compact') })}</small>
                  )}
                  {cell && cell.activities > 0 && (
                    <small title={t('effortTitle')}>
                      {t('effortOf', { activities: cell.activities, hours: Math.round(cell.minutes / 60) })}
                    </small>
                  )}
                </button>
              )
            })}
          </div>
        ))}
        {hasArrows && <MoveArrows flows={matrix.flows} rows={rows} />}
      </div>
      {unmatched > 0 && (
        <p className={classes['hint']}>
          <button type="button" className={classes['link']} disabled={!onOpen} onClick={() => onOpen?.('no-match')}>
            {t('noMatch')} · {t('customers', { count: unmatched })}
          </button>{' '}
          {t('noMatchHint')}
        </p>
      )}
    </div>
  )
}
