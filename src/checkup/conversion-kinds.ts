import type { Duration } from '../funnel/duration.ts'
import { durationOf } from '../funnel/facts/estimate.ts'
import type { Tally as Share } from '../funnel/significance.ts'
import type { Caller } from '../platform/session.ts'
import type { CheckupStage } from './contract.ts'
import type { Deals } from './deals.ts'
import type { Rule } from './gate.ts'
import type { Fates, Kinds, PageCounts } from './page-figures.ts'
import type { Picks, Stretch } from './pick.ts'
import { rateOf } from './verdict.ts'
import { definition, window, windowDays } from './wording.ts'

export interface GatesAsked {
  deals: Deals
  picks: Picks
  stretch: Stretch
  rule: Rule
  horizons: readonly number[]
  now: number
}

type Conversion = CheckupStage['conversions'][number]

/**
 * All ways to count the conversion of each gate, side by side, each with its definition and when it lies (FUNNEL-SCIENCE 1.2);
 * first the one that is judged. Same data, different answers. `judged` by stage.
 */
export function conversionsAt(
  { stretch, rule, horizons, now }: GatesAsked,
  judged: readonly Share[],
  { kinds: found, begun }: Pick<PageCounts, 'kinds' | 'begun'>,
  caller: Pick<Caller, 'locale' | 'timeZone'>,
): Conversion[][] {
  const inside = window(stretch, now)
  const days = windowDays(inside, caller.timeZone)
  const stays = begun.map((lengths) => durationOf(lengths, false))
  return found.map((kinds, index) =>
    sideBySide(
      kinds,
      stays[index]!,
      judged[index]!,
      { horizon: horizons[index]!, days, standing: rule.horizons === null },
      caller,
    ),
  )
}

function sideBySide(
  kinds: Kinds,
  { advancedInTheEnd, stays }: Duration,
  judged: Share,
  { horizon, days, standing }: { horizon: number; days: ReturnType<typeof windowDays>; standing: boolean },
  { locale }: Pick<Caller, 'locale'>,
): Conversion[] {
  const own = (kind: 'matured' | 'cohort'): Conversion => ({
    kind,
    ...counted(kinds[kind]),
    warning: false,
    definition: definition(locale, `conversion.${kind}`, { days: horizon }),
  })
  const until = (kind: 'exit' | 'snapshot', tally: Fates): Conversion => ({
    kind,
    ...counted(tally),
    warning: false,
    definition: definition(locale, `conversion.${kind}`, days),
  })
  const [old, all] = [own('matured'), own('cohort')]
  const asTheyStand: Conversion = {
    ...all,
    of: judged.n,
    advanced: judged.successes,
    lost: null,
    notYet: null,
    ...spread(judged),
    definition: definition(locale, 'conversion.standing'),
  }
  return [
    ...(standing ? [asTheyStand, old] : [old, all]),
    until('exit', kinds.exits),
    until('snapshot', kinds.snapshot),
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
      of: kinds.flow.here,
      advanced: kinds.flow.next,
      lost: null,
      notYet: null,
      value: kinds.flow.value,
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

const counted = (tally: Fates): Pick<Conversion, 'of' | 'advanced' | 'lost' | 'notYet' | 'value' | 'low' | 'high'> => ({
  ...tally,
  ...spread({ successes: tally.advanced, n: tally.of }),
})
