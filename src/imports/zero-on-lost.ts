import type { StageMeaning } from './stage-words.ts'
import { placeOf } from './deal-history.ts'
import type { FieldValue } from './row-reader.ts'

/** What was seen of the amounts of lost deals. */
export interface LostAmounts {
  zero: number
  other: number
}

/** Fewer lost deals than this are no evidence. */
const enough = 5

export const noLostAmounts = (): LostAmounts => ({ zero: 0, other: 0 })

export function countLost(seen: LostAmounts, meanings: readonly StageMeaning[], amount: FieldValue | undefined): void {
  if (typeof amount !== 'number' || placeOf(meanings).outcome !== 'lost') return
  if (amount === 0) seen.zero++
  else seen.other++
}

/**
 * Whether 0 on lost deals means "not recorded": every lost deal that carries an amount carries 0, and there are at least five.
 * A system that clears the value at a loss writes so; a company that lost only deals worth nothing does not exist.
 */
export const isZeroUnrecorded = ({ zero, other }: LostAmounts): boolean => zero >= enough && other === 0
