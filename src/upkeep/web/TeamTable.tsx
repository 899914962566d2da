import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readUpkeepTeam } from '../contract.ts'
import classes from './Upkeep.module.css'
import { words } from './words.ts'

/** Everybody's upkeep in a line each; a press opens the list of the day. */
export function TeamTable({ onOpen }: { onOpen: (owner: string) => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const read = useRead(readUpkeepTeam, {}, { follows: ['activities', 'upkeep'], keep: true })
  if (!read.data)
    return (
      <Panel title={t('team')}>
        {read.error ? <ErrorPanel problem={read.error} retry={() => void read.refetch()} /> : <TextSkeleton lines={6} />}
      </Panel>
    )
  const { people } = read.data
  if (people.length === 0) return <Panel title={t('team')}>{t('teamEmpty')}</Panel>
  const number = (value: number): string => format.count(Math.round(value * 10) / 10)
  return (
    <Panel title={t('team')} flush>
      <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('team')}>
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">{t('member')}</th>
              <th scope="col">{t('customers')}</th>
              <th scope="col">{t('aDay')}</th>
              <th scope="col">{t('listed')}</th>
              <th scope="col">{t('done')}</th>
              <th scope="col">{t('due')}</th>
              <th scope="col">{t('late')}</th>
              <th scope="col">{t('longest')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((row) => (
              <tr key={row.member.id}>
                <th scope="row">
                  <button type="button" onClick={() => onOpen(row.member.id)}>
                    {row.member.name}
                  </button>
                </th>
                <td>{format.count(row.customers)}</td>
                <td>
                  {t('aDayValue', { contacts: number(row.contactsADay), minutes: format.count(Math.round(row.minutesADay)) })}
                </td>
                <td>{t('aDayValue', { contacts: format.count(row.listed), minutes: format.count(row.listedMinutes) })}</td>
                <td>
                  {format.count(row.contacted)} / {format.count(row.listed)}
                </td>
                <td>{format.count(row.due)}</td>
                <td>{format.count(row.late)}</td>
                <td>{row.longestUnlisted === 0 ? '–' : t('longestDays', { count: row.longestUnlisted })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes['note']}>{t('notForPay')}</p>
    </Panel>
  )
}
