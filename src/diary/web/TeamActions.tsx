import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readActions } from '../action-contract.ts'
import classes from './Actions.module.css'
import { words } from './words/actions.ts'

/** Everybody's list of today in a line each; a click opens the list. */
export function TeamActions({ onOpen }: { onOpen: (member: string) => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const read = useRead(readActions, { query: { scope: 'team' } }, { follows: ['opportunities', 'tasks'], keep: true })
  if (!read.data)
    return (
      <Panel title={t('teamTitle')}>
        {read.error ? <ErrorPanel problem={read.error} retry={() => void read.refetch()} /> : <TextSkeleton lines={6} />}
      </Panel>
    )
  return (
    <Panel title={t('teamTitle')} flush>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('member')}</th>
            <th scope="col">{t('teamMust')}</th>
            <th scope="col">{t('teamActions')}</th>
            <th scope="col">{t('teamDone')}</th>
            <th scope="col" data-text="true">
              {t('teamFirst')}
            </th>
          </tr>
        </thead>
        <tbody>
          {read.data.lists.map(({ member, must, mustMore, actions, handled }) => (
            <tr key={member.id}>
              <th scope="row">
                <button type="button" onClick={() => onOpen(member.id)}>
                  {member.name}
                </button>
              </th>
              <td>{format.count(must.length + mustMore)}</td>
              <td>{format.count(actions.length)}</td>
              <td>
                {format.count(handled.filter(({ what }) => what === 'done').length)} /{' '}
                {format.count(handled.filter(({ what }) => what === 'skipped').length)}
              </td>
              <td data-text="true">
                {actions[0] && (
                  <>
                    {actions[0].opportunity?.name ?? actions[0].customer?.name ?? actions[0].lead?.name}
                    <span className={classes['quiet']}> {actions[0].why}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes['quiet']} data-alone="true">
        {t('notForPay')}
      </p>
    </Panel>
  )
}
