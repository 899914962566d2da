import { words as activityWords } from '../../activities/words.ts'
import { words as contactWords } from '../../contacts/words.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import type { Deeds } from '../deeds/deeds.ts'
import { membersAt, type Members } from '../gate-members.ts'
import type { StagnationLimits } from '../../funnel/stagnation.ts'
import type { PageCounts } from '../page-figures.ts'
import { limitsOf, type StageTime, stageTimes } from '../stage-time.ts'
import type { TraitKey } from '../trait-space.ts'
import type { LookedAt } from '../trait-tallies.ts'
import { words } from '../words.ts'
import { deedsAtHand, deedsOfDeals } from './deeds.ts'
import { readNames } from './names.ts'
import type { CheckupStageRow, Prepared } from './prepare.ts'

/** Stays, limits and open deals of every stage. */
export async function timesOf(prepared: Prepared, page?: PageCounts): Promise<StageTime[]> {
  const { deals, picks, stretch, now, stages, filter } = prepared
  const limits = await limitsAt(prepared)
  return stageTimes(deals, { picks, stretch, now, manual: manualOf(stages), limits, filter, ...(page && { begun: page.begun }) })
}

/** A deal is over its limit or not, whoever looks at it and by whichever owner they filter. */
async function limitsAt({ house, stages }: Prepared): Promise<StagnationLimits[]> {
  const { deals, picks, filter } = await house()
  return limitsOf(deals, { picks, manual: manualOf(stages), filter })
}

const manualOf = (stages: readonly CheckupStageRow[]) => (stage: number) => ({
  amberDays: stages[stage - 1]!.warningDays,
  redDays: stages[stage - 1]!.criticalDays,
})

/** The red limit of a stage, as set by hand or learned. Days. */
export const redDaysOf = async (prepared: Prepared, position: number): Promise<number> =>
  (await limitsAt(prepared))[position - 1]!.redDays

/** The deals that came to a gate, all of them. */
export const membersOf = ({ deals, picks, stretch, rule }: Prepared, position: number, redDays: number): Members =>
  membersAt(deals, picks, position, { stretch, rule, redDays })

/** So many deals are read one by one where nothing is kept of them; of a large company fewer, for they lie far apart. */
const mostRead = (deals: number): number => (deals > 100_000 ? 1000 : 4000)

/** The deals that came to a gate with everything that may distinguish them, by what was on record. */
export async function readLookedAt(
  tx: Tx,
  caller: Caller,
  prepared: Prepared,
  position: number,
  redDays: number,
): Promise<LookedAt> {
  const deeds = prepared.resolved.asOf === null ? await deedsAtHand(tx, caller, prepared.deals) : null
  return deeds ? lookedAt(prepared, deeds, position, redDays) : readSample(tx, caller, prepared, position, redDays)
}

/** All of them, where what was done is kept beside the facts. */
export const lookedAt = (prepared: Prepared, deeds: Deeds, position: number, redDays: number): LookedAt => ({
  deals: prepared.deals,
  members: membersOf(prepared, position, redDays),
  deeds,
  byMember: false,
})

/** An even sample, where it has to be read: as of a past day, and until it was read once. */
export async function readSample(
  tx: Tx,
  caller: Caller,
  { deals, picks, stretch, rule, now }: Prepared,
  position: number,
  redDays: number,
): Promise<LookedAt> {
  const members = membersAt(deals, picks, position, { stretch, rule, redDays, most: mostRead(deals.size) })
  const deeds = await deedsOfDeals(tx, caller, Array.from(members.deal, deals.idOf), now)
  return { deals, members, deeds, byMember: true }
}

/** What traits are called. */
export async function readTraitNames(
  tx: Tx,
  caller: Caller,
  { resolved }: Prepared,
  { version }: CheckupStageRow,
): Promise<(key: TraitKey) => string> {
  const { locale, orgId } = caller
  const { remember, pipeline } = resolved
  const [definition, owner, source, product] = await Promise.all([
    readDefinition(tx, orgId, pipeline.id, version),
    readNames(tx, caller, remember, 'owner'),
    readNames(tx, caller, remember, 'source'),
    readNames(tx, caller, remember, 'product'),
  ])
  const elements = new Map(definition.elements.map(({ key, name }) => [key, name[locale]]))
  const named = { owner, source, product, region: plain, band: plain }
  function plain(value: string | null): string {
    return value ?? say(locale, words, 'none')
  }
  return ({ kind, value }) => {
    if (kind === 'element') {
      const [element, state] = value.split('=') as [string, 'partial' | 'confirmed' | 'unfavourable']
      return say(locale, words, 'trait.element', {
        name: elements.get(element) ?? element,
        state: say(locale, words, `state.${state}`),
      })
    }
    if (kind in named)
      return say(locale, words, `trait.${kind as 'owner'}`, { name: named[kind as 'owner'](value === '' ? null : value) })
    const own = `trait.${kind}.${value}`
    if (own in words['zh-CN']) return say(locale, words, own as 'trait.met.nobody')
    const name =
      kind === 'activity'
        ? say(locale, activityWords, `kind.${value}` as 'kind.call')
        : say(locale, contactWords, `role.${value}` as 'role.decider')
    return say(locale, words, `trait.${kind as 'met'}`, { name })
  }
}
