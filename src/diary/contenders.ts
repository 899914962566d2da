import type { Chance } from './candidate.ts'
import { mostPerDeal, type ActionKind } from './next-best-actions.ts'

interface Deal {
  id: string
  amountMinor: number
  chances: readonly Chance[]
}

export interface Contender<D extends Deal> {
  deal: D
  chance: Chance
}

/** One more than a day takes of a deal: two near-ties may have changed places. */
const looked = mostPerDeal + 1
/**
 * So many of a kind are looked at. A day of 408 minutes holds 13 confirmations, 9 revivals or 4 meetings with deciders, and beside
 * each only those are passed over whose deal has its three already: (13 + 4 · 4) confirmations, (9 + 4), (4 + 4).
 */
const most = new Map<ActionKind, number>([['confirm', 32], ['revive', 16], ['decider', 12]]) // prettier-ignore

/**
 * Of all that could be done about a person's deals what can make it into a day, whatever else is planned: the best of each kind by
 * value per hour, of no deal more than a day takes. A team has ten thousand chances, and one in twenty contends.
 */
export function contendersOf<D extends Deal>(
  deals: readonly D[],
  works: (kind: ActionKind) => number,
  rests: (deal: D, chance: Chance) => boolean,
): Contender<D>[] {
  const byKind = new Map<ActionKind, (Contender<D> & { worth: number })[]>()
  for (const deal of deals)
    for (const chance of deal.chances) {
      if (rests(deal, chance)) continue
      const worth = deal.amountMinor * Math.max(0, chance.after - chance.now) * works(chance.kind)
      const found = byKind.get(chance.kind)
      if (found) found.push({ deal, chance, worth })
      else byKind.set(chance.kind, [{ deal, chance, worth }])
    }
  return [...byKind].flatMap(([kind, found]) => {
    const ofDeal = new Map<string, number>()
    const kept: Contender<D>[] = []
    for (const { deal, chance } of found.sort((a, b) => b.worth - a.worth)) {
      if (kept.length === most.get(kind)) break
      const taken = ofDeal.get(deal.id) ?? 0
      if (taken >= looked) continue
      ofDeal.set(deal.id, taken + 1)
      kept.push({ deal, chance })
    }
    return kept
  })
}
