import { useRead } from '../../../ui/reading.ts'
import { useSession } from '../../../ui/session.ts'
import { listPlanDecisions } from '../../decision-contract.ts'

/** How many submitted plans wait for the reader's decision. Only who sets targets is ever asked. */
export function usePlansToDecide(): number {
  const { can } = useSession()
  const { data } = useRead(
    listPlanDecisions,
    { query: { who: 'to-decide', limit: 50 } },
    { follows: ['target'], staleTime: 60_000, enabled: can('records.assign') },
  )
  return data?.items.length ?? 0
}
