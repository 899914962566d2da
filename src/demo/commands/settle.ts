import { changeMember, createMember } from '../../people/commands/members.ts'
import { createTeam } from '../../people/commands/teams.ts'
import { saveLossReason } from '../../pipelines/commands/loss-reasons.ts'
import { addProducts } from '../../products/commands/products.ts'
import { createCompetitor } from '../../products/commands/competitors.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { nameKey } from '../../platform/text/keys.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { writeBattlecard, writeFitTiers } from '../../playbooks/commands/cards.ts'
import { competitors, products } from '../catalogue.ts'
import { exactReasons } from '../exact-reasons.ts'
import { fitTiersOf } from '../fit-tiers.ts'
import { pipelinesOfDemo } from '../queries.ts'
import { joinedOn, regions, staff, type Region } from '../staff.ts'

/** What the demo company's records refer to, by the keys that the generator uses. */
export interface Settled {
  members: Map<string, string>
  products: Map<string, string>
  /** In the order of the catalogue. */
  competitors: string[]
  sources: Map<string, string>
  reasons: Set<string>
  pipelines: Map<string, { id: string; version: number }>
  /** Stages in use. */
  stageIds: Set<string>
}

/** What the demo company does is never refused; where it is, its code says why. */
export const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

/** Teams, people, products and competitors; what the organisation has by that name already is taken as it is. */
export async function settle(tx: Tx, caller: Caller): Promise<Settled> {
  const teams = await settleTeams(tx, caller)
  const pipelines = await tx
    .selectFrom('pipeline')
    .select(['id', 'key', 'current_version'])
    .where('org_id', '=', caller.orgId)
    .where(
      'key',
      'in',
      pipelinesOfDemo.map(({ key }) => key),
    )
    .execute()
  const stages = await tx
    .selectFrom('stage')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('retired_at', 'is', null)
    .execute()
  const sources = await tx.selectFrom('source').select(['id', 'key']).where('org_id', '=', caller.orgId).execute()
  return {
    members: await settleMembers(tx, caller, teams),
    products: await settleProducts(tx, caller),
    competitors: await settleCompetitors(tx, caller),
    sources: new Map(sources.map(({ key, id }) => [key, id])),
    reasons: await settleReasons(tx, caller),
    pipelines: new Map(pipelines.map(({ key, id, current_version }) => [key, { id, version: current_version }])),
    stageIds: new Set(stages.map(({ id }) => id)),
  }
}

async function settleTeams(tx: Tx, caller: Caller): Promise<Map<Region, string>> {
  const known = await tx
    .selectFrom('team')
    .select(['id', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('deleted_at', 'is', null)
    .execute()
  const teams = new Map<Region, string>()
  for (const [position, name] of regions.entries()) {
    const here = known.find((team) => team.name === name)
    teams.set(name, here ? here.id : must(await createTeam(tx, caller, { name, isRegion: true, position })).id)
  }
  return teams
}

/** Present without sign-in, each with an address: an administrator's invitation link makes any of them a person to sign in as. */
async function settleMembers(tx: Tx, caller: Caller, teams: ReadonlyMap<Region, string>): Promise<Map<string, string>> {
  const root = await tx
    .selectFrom('team')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('parent_id', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .executeTakeFirst()
  const members = new Map<string, string>()
  const today = dayOf(caller.now, caller.timeZone)
  for (const person of staff) {
    const { key, name, role, region } = person
    const teamId = (region ? teams.get(region) : root?.id) ?? null
    const { id } = must(await createMember(tx, caller, { name, role, teamId, joinedOn: joinedOn(person, today) }, ''))
    must(await changeMember(tx, caller, id, { email: `${pinyinOf(name).full}-${id.slice(-6)}@demo.example` }, null))
    members.set(key, id)
  }
  return members
}

async function settleProducts(tx: Tx, caller: Caller): Promise<Map<string, string>> {
  const known = await tx
    .selectFrom('product')
    .select(['id', 'name_key'])
    .where('org_id', '=', caller.orgId)
    .where('deleted_at', 'is', null)
    .execute()
  const ids = new Map(known.map(({ id, name_key }) => [name_key, id]))
  const fresh = products.filter(({ name }) => !ids.has(nameKey(name)))
  const made = await addProducts(
    tx,
    caller,
    fresh.map(({ name, code, series, price }) => ({ name, code, series, listPriceMinor: price * 100 })),
  )
  for (const [index, id] of made.entries()) {
    const { name, code } = fresh[index]!
    ids.set(nameKey(name), id)
    const tiers = fitTiersOf[code]
    if (tiers) must(await writeFitTiers(tx, caller, id, tiers, null))
  }
  return new Map(products.map(({ code, name }) => [code, ids.get(nameKey(name))!]))
}

/** The second level beneath those of the first that the organisation has. */
async function settleReasons(tx: Tx, caller: Caller): Promise<Set<string>> {
  const rows = await tx.selectFrom('loss_reason').select('key').where('org_id', '=', caller.orgId).execute()
  const known = new Set(rows.map(({ key }) => key))
  for (const { key, of, name, needsCompetitor } of exactReasons) {
    if (!known.has(of) || known.has(key)) continue
    must(await saveLossReason(tx, caller, key, { names: name, parentKey: of, needsCompetitor, active: true }))
    known.add(key)
  }
  return known
}

async function settleCompetitors(tx: Tx, caller: Caller): Promise<string[]> {
  const ids: string[] = []
  for (const { name, note, card } of competitors) {
    const known = await tx
      .selectFrom('competitor')
      .select('id')
      .where('org_id', '=', caller.orgId)
      .where('name_key', '=', nameKey(name))
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    const id = known?.id ?? must(await createCompetitor(tx, caller, { name, note })).id
    ids.push(id)
    if (!known) must(await writeBattlecard(tx, caller, id, card, null))
  }
  return ids
}
