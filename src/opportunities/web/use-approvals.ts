import type { ReplyOf } from '../../ui/api.ts'
import { useRead } from '../../ui/reading.ts'
import { listApprovals } from '../approval-contract.ts'

export type Approval = ReplyOf<typeof listApprovals>['items'][number]

/** More than anybody has waiting; beyond it the number says so. */
const most = 100

/** How many questions wait for the reader's decision, as the navigation shows it; null while there are none. */
export function useToDecide(): string | null {
  const { data } = useRead(listApprovals, { query: { who: 'to-decide', state: 'asked', limit: most } }, { staleTime: 60_000 })
  const count = data?.items.length ?? 0
  return count === 0 ? null : data?.nextCursor ? `${most}+` : String(count)
}

/** Both together, as a mark shows them; null while nothing waits. */
export const waitingCount = (deals: string | null, others: number): string | null =>
  others === 0 ? deals : deals?.endsWith('+') ? deals : String(Number(deals ?? 0) + others)

/** Questions about one deal, latest first. */
export const useApprovalsOf = (dealId: string) =>
  useRead(listApprovals, { query: { who: 'within-reach', opportunity: dealId, limit: 20 } })
