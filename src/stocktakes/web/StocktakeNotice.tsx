import type { ReactNode } from 'react'
import { DayNotice } from '../../ui/DayNotice.tsx'
import { useRead } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { listStocktakes } from '../contract.ts'
import { words } from './notice-words.ts'

const some = 50

/** Reminds who walks a round of what is left of it, and a supervisor of rounds that wait to be confirmed. */
export function StocktakeNotice(): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { can } = useSession()
  const often = { staleTime: 60_000, follows: ['stocktakes'] }
  const walks = can('customers.write') && can('reports.read')
  const open = useRead(listStocktakes, { query: { state: 'open', limit: some } }, { ...often, enabled: walks })
  const signed = useRead(
    listStocktakes,
    { query: { state: 'signed', limit: some } },
    { ...often, enabled: walks && can('records.assign') },
  )
  const mine = open.data?.items.filter(({ permissions }) => permissions.decide === null) ?? []
  const waiting = signed.data?.items.filter(({ permissions }) => permissions.confirm === null) ?? []
  return (
    <>
      {mine.map(({ id, scope, customers, decided, takenOn }) => (
        <DayNotice key={id} to="/stocktakes/$id" params={{ id }} go={t(decided < customers ? 'goOn' : 'sign')}>
          {decided < customers
            ? t('left', { name: scope.name, day: format.day(takenOn), left: customers - decided, customers })
            : t('toSign', { name: scope.name, day: format.day(takenOn), customers })}
        </DayNotice>
      ))}
      {waiting.map(({ id, scope, signedBy, takenOn }) => (
        <DayNotice key={id} tone="late" to="/stocktakes/$id" params={{ id }} go={t('confirm')}>
          {t('toConfirm', { name: scope.name, by: signedBy?.name ?? '', day: format.day(takenOn) })}
        </DayNotice>
      ))}
    </>
  )
}
