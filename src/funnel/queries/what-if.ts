import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { tally } from '../cohort.ts'
import { funnelQuery, whatIf } from '../contract.ts'
import { totals } from '../report.ts'
import { oneMorePerStage, ratesOf, simulate } from '../what-if.ts'
import { resolve } from './resolve.ts'
import { readStands } from './stands.ts'

/** The actual funnel (or the one given) with other rates or another volume (CONTRACT POST /funnel/what-if). Refuses rates that do not fit the stages. */
export async function answerWhatIf(
  tx: Tx,
  caller: Caller,
  body: z.output<typeof whatIf.body>,
): Promise<Outcome<z.output<typeof whatIf.reply>>> {
  const { rates, oneMorePerStage: oneMore, volume, reached: given, amountMinor, ...asked } = body
  const resolved = await resolve(tx, caller, { ...funnelQuery.parse({}), ...asked, basis: 'cohort' })
  if (!resolved.ok) return resolved
  const { pipeline, selection, from, to, asOf, table, query, remember } = resolved.value
  const stands = await remember(['stands', [selection, from, to, asOf], undefined], async () =>
    readStands(tx, caller, selection, { from, to, asOf, table }),
  )
  const whole = totals(stands)
  const reached = given ?? [...tally(stands, pipeline.stages.length, query.counting).map(({ entered }) => entered), whole.won]
  const names = reached.slice(0, -1).map((_, index) => pipeline.stages[index])
  const changed = Array.isArray(rates) ? rates : reached.slice(1).map((_, index) => rates?.[names[index]?.key ?? ''] ?? null)
  const unknown = Array.isArray(rates)
    ? undefined
    : Object.keys(rates ?? {}).find((key) => !names.some((stage) => stage?.key === key))
  if (unknown !== undefined) return refuse('unknown-stage', { stage: unknown })
  if (changed.length !== reached.length - 1) return refuse('rates-do-not-fit', { expected: reached.length - 1 })
  const readings = oneMorePerStage(reached)
  const used = changed.map((rate, index) => rate ?? (oneMore ? readings.rates[index]! : null))
  const amount = amountMinor ?? (whole.won > 0 ? whole.wonAmountMinor / whole.won : 0)
  const { base, ...next } = simulate(reached, used, volume ?? null, amount)
  const own = ratesOf(reached)
  return accept({
    ...next,
    stages: names.map((stage, index) => ({ key: stage?.key ?? String(index + 1), name: stage?.name ?? String(index + 1) })),
    rates: own.map((rate, index) => used[index] ?? rate),
    base: { ...base, rates: own },
    readings: { upperBound: readings.upperBound, added: readings.added, compound: readings.compound, single: readings.single },
    amountMinor: amount,
    currency: caller.currency,
  })
}
