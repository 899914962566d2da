import { sql } from 'kysely'
import { changeContact } from '../../contacts/commands/contacts.ts'
import type { ContactRole } from '../../contacts/role.ts'
import { editingCustomer } from '../../customers/permissions.ts'
import { reaches } from '../../people/reach.ts'
import { difference, record, type Change } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { circleOf, type Influence } from '../chain.ts'
import type { PersonChange } from '../contract.ts'
import { rolesOf } from '../queries/chain.ts'
import { lockChain, readTies, saveTies, type Tie } from '../store.ts'

/**
 * Changes people on the picture, all or none. Refuses a picture that changed meanwhile, people who are not the customer's, members who
 * are not (or no longer) ours, and lines that would run in a circle, with the names along it.
 */
export async function changeChain(
  tx: Tx,
  caller: Caller,
  customerId: string,
  changes: readonly PersonChange[],
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const chain = await lockChain(tx, caller.orgId, customerId)
  if (!chain || !reaches(caller, chain.ownerId, customerId)) return refuse('not-found')
  const refusal = editingCustomer(caller, { ...chain, id: customerId })
  if (refusal) return { ok: false, refusal }
  if (ifMatch !== null && ifMatch !== chain.version)
    return refuse('version-conflict', { version: chain.version, by: chain.drawn?.by, at: chain.drawn?.at })
  const ties = await readTies(tx, caller.orgId, customerId)
  if (changes.some(({ id }) => !ties.has(id))) return refuse('unknown-reference', { field: 'people' })
  const after = new Map(ties)
  for (const change of changes) after.set(change.id, applied(after.get(change.id)!, change))
  const unknownBoss = changes.some(({ reportsToId }) => reportsToId && !ties.has(reportsToId))
  if (unknownBoss) return refuse('unknown-reference', { field: 'reportsToId' })
  const circle = circleOf([...after.values()])
  if (circle) return refuse('reporting-circle', { names: circle.map((id) => ties.get(id)!.name).join(' → ') }, 409)
  const members = await namesOfMembers(tx, caller, [...ties.values(), ...after.values()])
  const counterparts = changes.flatMap(({ id, counterpartId }) =>
    counterpartId && counterpartId !== ties.get(id)!.counterpartId ? [counterpartId] : [],
  )
  if (counterparts.some((id) => !members.get(id)?.isActive)) return refuse('unknown-reference', { field: 'counterpartId' })

  const touched = [...new Set(changes.map(({ id }) => id))].filter((id) => !same(ties.get(id)!, after.get(id)!))
  if (touched.length === 0) return accept(undefined)
  for (const id of touched) {
    const [before, now] = [ties.get(id)!, after.get(id)!]
    const said = difference<Record<string, unknown>>(
      { role: before.roles[0] ?? null, attitude: before.attitude },
      { role: now.roles[0] ?? null, attitude: now.attitude },
    )
    const done = said && (await changeContact(tx, caller, id, said.after, null))
    if (done && !done.ok) return done
  }
  await saveTies(tx, caller, customerId, touched.map((id) => after.get(id)!)) // prettier-ignore
  await record(tx, caller, touched.flatMap((id) => told(ties.get(id)!, after.get(id)!, { ties, members }))) // prettier-ignore
  await announce(tx, caller.orgId, [
    { topic: 'customer.chain-changed', entityKind: 'customer', entityId: customerId, ownerId: chain.ownerId },
  ])
  return accept(undefined)
}

/** A boss who is no longer among the customer's people is not carried on. */
const applied = (before: Tie, change: PersonChange): Tie => ({
  ...before,
  ...(change.roles === undefined ? {} : { roles: rolesOf(null, change.roles) }),
  ...(change.attitude === undefined ? {} : { attitude: change.attitude }),
  ...(change.influence === undefined ? {} : { influence: change.influence as Influence | null }),
  ...(change.reportsToId === undefined ? {} : { reportsToId: change.reportsToId }),
  ...(change.counterpartId === undefined ? {} : { counterpartId: change.counterpartId }),
  ...(change.x === undefined || change.y === undefined ? {} : { x: change.x, y: change.x === null ? null : change.y }),
})

const same = (a: Tie, b: Tie): boolean => difference<object>(a, b) === null

async function namesOfMembers(tx: Tx, { orgId }: Caller, ties: readonly Tie[]) {
  const ids = [...new Set(ties.flatMap(({ counterpartId }) => (counterpartId ? [counterpartId] : [])))]
  if (ids.length === 0) return new Map<string, { name: string; isActive: boolean }>()
  const { rows } = await sql<{ id: string; name: string; active: boolean }>`
    select id, name, status <> 'deactivated' as active from member where org_id = ${orgId} and id = any(${ids}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, name, active }) => [id, { name, isActive: active }]))
}

interface Names {
  ties: ReadonlyMap<string, Tie>
  members: ReadonlyMap<string, { name: string }>
}

/** What the trail keeps with the contact, in names; where somebody stands on the picture is nobody's business later. */
function told(before: Tie, after: Tie, { ties, members }: Names): Change[] {
  const facts = (tie: Tie): Record<string, unknown> => ({
    alsoRoles: tie.roles.slice(1) satisfies ContactRole[],
    influence: tie.influence,
    reportsTo: tie.reportsToId && (ties.get(tie.reportsToId)?.name ?? null),
    counterpart: tie.counterpartId && (members.get(tie.counterpartId)?.name ?? null),
  })
  const changed = difference(facts(before), facts(after))
  return changed ? [{ entityKind: 'contact', entityId: after.id, action: 'changed', ...changed }] : []
}
