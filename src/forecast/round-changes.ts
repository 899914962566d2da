import { categories, type Category } from './categories.ts'

/** A deal as it stood in a forecast. */
export interface DealStood {
  id: string
  name: string
  category: Category
  amountMinor: number | null
  expectedCloseOn: string | null
}

export const changeKinds = ['won', 'new', 'gone', 'lower', 'higher', 'less', 'more', 'later', 'earlier'] as const
export type ChangeKind = (typeof changeKinds)[number]

export interface DealChange {
  id: string
  name: string
  /** What happened to it, most telling first. */
  kinds: ChangeKind[]
  before: Omit<DealStood, 'id' | 'name'> | null
  after: Omit<DealStood, 'id' | 'name'> | null
  /** By how much the commit forecast (closed and commit) moved through it, minor units. */
  commitMinor: number
}

const rank = (category: Category): number => categories.indexOf(category)
const committed = (deal: DealStood | undefined): number =>
  deal && (deal.category === 'commit' || deal.category === 'closed') ? (deal.amountMinor ?? 0) : 0
const stood = ({ category, amountMinor, expectedCloseOn }: DealStood) => ({ category, amountMinor, expectedCloseOn })

/**
 * What changed between two lists of a period's deals, the largest effect on the commit first, then by amount. A deal that is in
 * one list only came in (`new`) or left (`gone`: lost, archived, put off to another period, given away).
 */
export function changesBetween(before: readonly DealStood[], after: readonly DealStood[]): DealChange[] {
  const then = new Map(before.map((deal) => [deal.id, deal]))
  const now = new Map(after.map((deal) => [deal.id, deal]))
  const changes: DealChange[] = []
  for (const id of new Set([...then.keys(), ...now.keys()])) {
    const [was, is] = [then.get(id), now.get(id)]
    const kinds = kindsOf(was, is)
    if (kinds.length === 0) continue
    changes.push({
      id,
      name: (is ?? was)!.name,
      kinds,
      before: was ? stood(was) : null,
      after: is ? stood(is) : null,
      commitMinor: committed(is) - committed(was),
    })
  }
  const amount = ({ before: was, after: is }: DealChange): number => Math.max(was?.amountMinor ?? 0, is?.amountMinor ?? 0)
  return changes.sort(
    (a, b) => Math.abs(b.commitMinor) - Math.abs(a.commitMinor) || amount(b) - amount(a) || (a.id < b.id ? -1 : 1),
  )
}

function kindsOf(was: DealStood | undefined, is: DealStood | undefined): ChangeKind[] {
  if (!is) return ['gone']
  if (!was) return [is.category === 'closed' ? 'won' : 'new']
  const kinds: ChangeKind[] = []
  if (is.category !== was.category)
    kinds.push(is.category === 'closed' ? 'won' : rank(is.category) < rank(was.category) ? 'lower' : 'higher')
  const [old, present] = [was.amountMinor ?? 0, is.amountMinor ?? 0]
  if (present !== old) kinds.push(present < old ? 'less' : 'more')
  if (
    is.category !== 'closed' &&
    was.expectedCloseOn !== null &&
    is.expectedCloseOn !== null &&
    is.expectedCloseOn !== was.expectedCloseOn
  )
    kinds.push(is.expectedCloseOn > was.expectedCloseOn ? 'later' : 'earlier')
  return kinds
}
