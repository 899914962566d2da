import type { ReactNode } from 'react'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Import.module.css'
import type { ImportDetail } from './import-form.ts'
import { words } from './words.ts'

/** The first rows that could not be taken, with what is wrong in which cell. */
export function Failures({ run }: { run: ImportDetail }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const hidden = run.rows.failed + run.partly - run.failures.length
  return (
    <div className={classes['stack']}>
      <p className={classes['hint']}>{t(run.mode === 'dry-run' ? 'failuresHint' : 'failuresDone')}</p>
      <div className={classes['scroll']}>
        <table className={classes['table']}>
          <tbody>
            {run.failures.map(({ line, taken, errors, cells }) => (
              <tr key={line}>
                <td>
                  {t('line', { line })}
                  {taken && ' '}
                  {taken && <StatusChip tone="quiet">{t(run.mode === 'dry-run' ? 'partlyDry' : 'partly')}</StatusChip>}
                </td>
                <td>
                  {errors.map(({ field, code, message }) => (
                    <span key={field + code} style={{ display: 'block' }}>
                      {message}
                    </span>
                  ))}
                </td>
                <td className={classes['samples']}>{cells.filter((cell) => cell !== '').join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 && <p className={classes['hint']}>{t('more', { count: format.count(hidden) })}</p>}
    </div>
  )
}
