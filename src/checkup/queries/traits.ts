import { words as activityWords } from '../../activities/words.ts'
import { words as contactWords } from '../../contacts/words.ts'
import { readPasts } from '../../opportunities/queries/elements-past.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { sql } from 'kysely'
import { membersAt, type Members } from '../gate-members.ts'
import { limitsOf, type StageTime, stageTimes } from '../stage-time.ts'
import { traitColumns, type TraitKey } from '../trait-columns.ts'
import type { TraitColumn } from '../traits.ts'
import { words } from '../words.ts'
import { readDoings } from './doings.ts'
import { readNames } from './names.ts'
import type { CheckupStageRow, Prepared } from './prepare.ts'

/** Stays, limits and open deals of every stage. */
export const timesOf = ({ deals, picks, stretch, now, stages }: Prepared): StageTime[] =>
  stageTimes(deals, { picks, stretch, now, manual: manualOf(stages) })

const manualOf = (stages: readonly CheckupStageRow[]) => (stage: number) => ({
  amberDays: stages[stage - 1]!.warningDays,
  redDays: stages[stage - 1]!.criticalDays,
})

/** The red limit of a stage, as set by hand or learned. Days. */
export const redDaysOf = ({ deals, picks, stages }: Prepared, position: number): number =>
  limitsOf(deals, picks, manualOf(stages))[position - 1]!.redDays

export const membersOf = ({ deals, picks, stretch, rule }: Prepared, position: number, redDays: number, most?: number): Members =>
  membersAt(deals, picks, position, { stretch, rule, redDays, ...(most === undefined ? {} : { most }) })

/** Everything that may distinguish the deals looked at, by what was on record. */
export async function readTraits(
  tx: Tx,
  caller: Caller,
  { deals, resolved, now }: Prepared,
  { members }: Members,
): Promise<TraitColumn<TraitKey>[]> {
  const ids = members.map(({ deal }) => deals.idOf(deal))
  const [doings, pasts] = await Promise.all([
    readDoings(tx, caller, members, deals.idOf, now),
    readPasts(tx, {
      orgId: caller.orgId,
      pipelineId: resolved.pipeline.id,
      where: sql<boolean>`o.id = any(${ids}::uuid[])`,
      most: ids.length,
    }),
  ])
  return traitColumns(deals, members, doings, new Map(pasts.map((past) => [past.id, past])))
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
