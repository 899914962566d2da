import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { addressOf } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { exportHandover, listHandovers, undoHandover } from '../contract.ts'
import { touchedByHandovers } from './touched.ts'
import { words } from './words.ts'

/** What was handed over before by or to a member: the sheet as a file, and the way to take it back. */
export function PastHandovers({ memberId }: { memberId: string }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { can } = useSession()
  const list = useList(listHandovers, { query: { member: memberId, limit: 10 } })
  const undo = useWrite(undoHandover, {
    touches: touchedByHandovers,
    onProblem: notify.refused,
    onDone: () => notify.done(t('undone')),
  })
  if (list.items.length === 0) return null
  return (
    <section>
      <h3 style={{ fontSize: 13, margin: '8px 0 4px' }}>{t('past')}</h3>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 6 }}>
        {list.items.map((one) => (
          <li key={one.id} style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2px 10px' }}>
            <span>{t('line', { at: format.moment(one.at), from: one.from.name, to: one.to.name, ...one.moved })}</span>
            {one.undoneAt && <StatusChip tone="quiet">{t('isUndone')}</StatusChip>}
            {can('export') && (
              <a href={addressOf(exportHandover, { params: { id: one.id }, query: { format: 'xlsx' } })} download>
                {t('sheet')}
              </a>
            )}
            {one.mayUndo && (
              <Button
                size="compact-xs"
                variant="subtle"
                loading={undo.isPending}
                onClick={() => undo.mutate({ params: { id: one.id } })}
              >
                {t('undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
