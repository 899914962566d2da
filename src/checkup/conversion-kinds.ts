import type { Tally as Share } from '../funnel/significance.ts'
import type { Caller } from '../platform/session.ts'
import type { CheckupStage } from './contract.ts'
import { cohort, estimate, exits, flowRatio, matured, snapshot, type Tally } from './conversions.ts'
import type { Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import type { Picks, Stretch } from './pick.ts'
import { reachedAt } from './reach.ts'
import { rateOf } from './verdict.ts'
import { definition, window, windowDays } from './wording.ts'

export interface GateAsked {
  deals: Deals
  picks: Picks
  stage: number
  stretch: Stretch
  rule: Rule
  horizons: readonly number[]
  now: number
}

type Conversion = CheckupStage['conversions'][number]

/**
 * All ways to count the conversion of one gate, side by side, each with its definition and when it lies (FUNNEL-SCIENCE 1.2);
 * first the one that is judged. Same data, different answers.
 */
export function conversionsAt(
  asked: GateAsked,
  judged: Share,
  { locale, timeZone }: Pick<Caller, 'locale' | 'timeZone'>,
): Conversion[] {
  const { deals, picks, stage, stretch, rule, now } = asked
  const at = { deals, picks, stage, reached: reachedAt(deals, rule.counting) }
  const inside = window(stretch, now)
  const days = windowDays(inside, timeZone)
  const horizon = asked.horizons[stage - 1]!
  const own = (kind: 'matured' | 'cohort', tally: Tally): Conversion => ({
    kind,
    ...counted(tally),
    warning: false,
    definition: definition(locale, `conversion.${kind}`, { days: horizon }),
  })
  const until = (kind: 'exit' | 'snapshot', tally: Tally): Conversion => ({
    kind,
    ...counted(tally),
    warning: false,
    definition: definition(locale, `conversion.${kind}`, days),
  })
  const flow = flowRatio(at, inside)
  const { advancedInTheEnd, stays } = estimate(at, stretch, now)
  const old = own('matured', matured(at, stretch, horizon, now))
  const all = own('cohort', cohort(at, stretch, now))
  const standing: Conversion = { ...all, of: judged.n, advanced: judged.successes, lost: null, notYet: null, ...spread(judged) }
  return [
    ...(rule.horizons === null ? [standing, old] : [old, all]),
    until('exit', exits(at, inside)),
    until('snapshot', snapshot(at, inside.from, inside.to)),
    {
      kind: 'estimate',
      of: stays,
      advanced: null,
      lost: null,
      notYet: null,
      value: advancedInTheEnd === null ? null : Math.min(1, advancedInTheEnd),
      low: null,
      high: null,
      warning: false,
      definition: definition(locale, 'conversion.estimate'),
    },
    {
      kind: 'flow',
      of: flow.here,
      advanced: flow.next,
      lost: null,
      notYet: null,
      value: flow.value,
      low: null,
      high: null,
      warning: true,
      definition: definition(locale, 'conversion.flow', days),
    },
  ]
}

const spread = ({ successes, n }: Share): Pick<Conversion, 'value' | 'low' | 'high'> => {
  const { share, low, high } = rateOf(successes, n)
  return { value: share, low, high }
}

const counted = (tally: Tally): Pick<Conversion, 'of' | 'advanced' | 'lost' | 'notYet' | 'value' | 'low' | 'high'> => ({
  ...tally,
  ...spread({ successes: tally.advanced, n: tally.of }),
})
