import type { ReactNode } from 'react'
import { words as customerWords } from '../../customers/words.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { Count } from '../../ui/Figures.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { tryProfile } from '../contract.ts'
import classes from './Quality.module.css'
import { words } from './words.ts'

/** Customers per level, now and under the profile that is being edited. */
export function Trial({ trial }: { trial: ReplyOf<typeof tryProfile> }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  return (
    <div role="status">
      <p className={classes['hint']}>{t('tried', { count: trial.customers })}</p>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('levelIs')}</th>
            <th scope="col">{t('levelNow')}</th>
            <th scope="col">{t('levelThen')}</th>
          </tr>
        </thead>
        <tbody>
          {trial.levels.map(({ level, now, after }) => (
            <tr key={level}>
              <th scope="row">{c(`level.${level}`)}</th>
              <td>
                <Count value={now} />
              </td>
              <td>
                <Count value={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
