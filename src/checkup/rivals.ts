import { benjaminiHochberg, compareShares, type Tally } from '../funnel/significance.ts'
import { judgeAll, type Judged } from './verdict.ts'

/** A decided deal: won or lost, when (milliseconds; null nobody knows), who was named as a competitor, and who it was lost to (null: nobody). */
export interface Decided {
  won: boolean
  at: number | null
  named: readonly string[]
  lostTo: string | null
  amountMinor: number
}

export interface Rival extends Judged {
  competitor: string
  won: number
  /** Lost while it was named, to whomever. */
  lost: number
  /** Of those, lost to it. */
  lostTo: number
  /** Money of what was lost to it. */
  lostMinor: number
  /** Decided deals in which others were named and this one was not. Where nobody is named, nobody had looked. */
  others: Tally
  /** Its part of the losses to competitors before and after the middle of these losses. */
  before: Tally
  now: Tally
  trend: 'rising' | 'falling' | 'could-be-chance' | 'too-few'
}

/**
 * Every competitor that was named, by deals: how often we win where it is named beside the decided deals that name only others, and
 * whether its part of the losses to competitors rises: the earlier half of those losses against the later one. Both adjusted for all
 * competitors looked at.
 */
export function rivals(decided: readonly Decided[]): Rival[] {
  const contested = decided.filter(({ named }) => named.length > 0)
  const wins = contested.filter(({ won }) => won).length
  const names = [...new Set(contested.flatMap(({ named }) => named))]
  const losses = decided.filter(({ won, lostTo, at }) => !won && lostTo !== null && at !== null).sort((a, b) => a.at! - b.at!)
  const middle = Math.floor(losses.length / 2)
  const halves = [losses.slice(0, middle), losses.slice(middle)] as const
  const found = names.map((competitor) => {
    const met = contested.filter(({ named }) => named.includes(competitor))
    const won = met.filter((one) => one.won).length
    const lostTo = met.filter((one) => !one.won && one.lostTo === competitor)
    const part = (half: readonly Decided[]): Tally => ({
      successes: half.filter((one) => one.lostTo === competitor).length,
      n: half.length,
    })
    return {
      competitor,
      won,
      lost: met.length - won,
      lostTo: lostTo.length,
      lostMinor: lostTo.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      own: { successes: won, n: met.length },
      others: { successes: wins - won, n: contested.length - met.length },
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
