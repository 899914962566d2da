import { benjaminiHochberg, compareShares, type Tally } from '../funnel/significance.ts'
import { judgeAll, type Judged } from './verdict.ts'

/** A decided deal: won or lost, when (milliseconds; null nobody knows), and against whom (null: nobody named). */
export interface Decided {
  won: boolean
  at: number | null
  competitor: string | null
  amountMinor: number
}

export interface Rival extends Judged {
  competitor: string
  won: number
  lost: number
  lostMinor: number
  /** Decided deals in which this competitor was not named. */
  others: Tally
  /** Its part of the losses to competitors before and after the middle of these losses. */
  before: Tally
  now: Tally
  trend: 'rising' | 'falling' | 'could-be-chance' | 'too-few'
}

/**
 * Every competitor that was named, by deals: how often we win against it beside all other decided deals, and whether its part of the losses
 * to competitors rises: the earlier half of those losses against the later one. Both adjusted for all competitors looked at.
 */
export function rivals(decided: readonly Decided[]): Rival[] {
  const wins = decided.filter(({ won }) => won).length
  const names = [...new Set(decided.flatMap(({ competitor }) => competitor ?? []))]
  const losses = decided
    .filter(({ won, competitor, at }) => !won && competitor !== null && at !== null)
    .sort((a, b) => a.at! - b.at!)
  const middle = Math.floor(losses.length / 2)
  const halves = [losses.slice(0, middle), losses.slice(middle)] as const
  const found = names.map((competitor) => {
    const met = decided.filter((one) => one.competitor === competitor)
    const won = met.filter((one) => one.won).length
    const part = (half: readonly Decided[]): Tally => ({
      successes: half.filter((one) => one.competitor === competitor).length,
      n: half.length,
    })
    return {
      competitor,
      won,
      lost: met.length - won,
      lostMinor: met.reduce((sum, one) => sum + (one.won ? 0 : one.amountMinor), 0),
      own: { successes: won, n: met.length },
      others: { successes: wins - won, n: decided.length - met.length },
      before: part(halves[0]),
      now: part(halves[1]),
    }
  })
  // where a competitor is only written down on a loss, its win rate is nought by habit and says nothing
  const told = found.some(({ won }) => won > 0)
  const verdicts = judgeAll(
    found.map(({ own, others }) => ({
      own,
      against: !told || others.n === 0 ? null : { share: others.successes / others.n, ...others },
    })),
  )
  const trends = benjaminiHochberg(found.map(({ before, now }) => compareShares(before, now)))
  return found
    .map(({ own: _, ...rival }, index) => ({ ...rival, ...verdicts[index]!, trend: trendOf(rival, trends[index]!) }))
    .sort((a, b) => b.lost + b.won - a.lost - a.won)
}

function trendOf({ before, now }: { before: Tally; now: Tally }, adjustedP: number): Rival['trend'] {
  if (before.successes + now.successes < 10) return 'too-few'
  if (adjustedP >= 0.1) return 'could-be-chance'
  return now.successes / now.n > before.successes / before.n ? 'rising' : 'falling'
}
