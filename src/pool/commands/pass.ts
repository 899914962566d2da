import { poolHolder } from '../../people/commands/pool-holder.ts'
import { readOrganization } from '../../people/queries.ts'
import { readPoolHolder } from '../../people/queries/pool-holder.ts'
import { reaches } from '../../people/reach.ts'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/connect.ts'
import { problem } from '../../platform/http/problem.ts'
import { accept, refuse, type Outcome, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import { assigningFromPool, claiming, releasing } from '../permissions.ts'
import { heldBy, readTaken } from '../queries/taken.ts'
import { readRule } from '../queries/setting.ts'
import { limitBroken, lockedUntil } from '../rule.ts'
import { spread } from '../spread.ts'
import { oneClaimAtATime, pass, type Passing } from '../store.ts'
import { words } from '../words.ts'

export const holderOf = async (tx: Tx, orgId: string): Promise<string> =>
  poolHolder(tx, orgId, say((await readOrganization(tx, orgId)).locale, words, 'pool'))

/** Gives a customer up for everybody, with a reason. Its people go with it, its deals stay with whoever has them. */
export async function release(tx: Tx, caller: Caller, id: string, reason: string): Promise<Outcome<undefined>> {
  const row = await tx
    .selectFrom('customer')
    .select(['owner_id', 'deleted_at'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not-found')
  const holder = await holderOf(tx, caller.orgId)
  const refusal = releasing(caller, {
    ownerId: row.owner_id,
    archived: row.deleted_at !== null,
    isInPool: row.owner_id === holder,
  })
  if (refusal) return { ok: false, refusal }
  await pass(tx, caller, [{ id, from: row.owner_id, to: holder, kind: 'released', reason }])
  return accept(undefined)
}

interface Found {
  id: string
  name: string
  owner_id: string
  owner_name: string
  archived: boolean
  entered_at: Date | null
  from_owner_id: string | null
  taken_at: Date | null
}

/** The customers asked for, locked in the order of their ids: who comes second waits and then sees who was first. */
async function lockAsked(tx: Tx, orgId: string, ids: readonly string[]): Promise<Map<string, Found>> {
  await sql`select id from customer where org_id = ${orgId} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  const { rows } = await sql<Found>`
    select c.id, c.name, c.owner_id, m.name as owner_name, c.deleted_at is not null as archived, s.entered_at, s.from_owner_id,
      (select max(e.at) from pool_event e where e.org_id = c.org_id and e.customer_id = c.id and e.kind in ('claimed', 'assigned')) as taken_at
    from customer c join member m on m.org_id = c.org_id and m.id = c.owner_id
      left join pool_stay s on s.org_id = c.org_id and s.customer_id = c.id
    where c.org_id = ${orgId} and c.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Why a customer cannot be had from the pool. Who took it is told only of what was in the pool before. */
const missed = (row: Found | undefined, holder: string | undefined): Refusal | null => {
  if (!row || (row.owner_id !== holder && row.taken_at === null)) return refuse('not-found').refusal
  if (row.owner_id !== holder) return refuse('taken-from-pool', { name: row.owner_name, customer: row.name }, 409).refusal
  return row.archived ? refuse('customer-archived', {}, 409).refusal : null
}

export interface Claims {
  claimed: { id: string; name: string }[]
  refused: { customer: { id: string; name: string | null }; code: string; sentence: string }[]
}

/** Takes customers out of the pool for oneself, as far as limits go, in the order asked for; what is not given is told with why. */
export async function claim(tx: Tx, caller: Caller, asked: readonly string[]): Promise<Outcome<Claims>> {
  const refusal = claiming(caller)
  if (refusal) return { ok: false, refusal }
  const ids = [...new Set(asked)]
  await oneClaimAtATime(tx, caller)
  const [{ rule }, holder, taken, found] = [
    await readRule(tx, caller.orgId),
    await readPoolHolder(tx, caller.orgId),
    await readTaken(tx, caller),
    await lockAsked(tx, caller.orgId, ids),
  ]
  const today = dayOf(caller.now, caller.timeZone)
  const passing: Passing[] = []
  const refused: { id: string; refusal: Refusal }[] = []
  for (const id of ids) {
    const row = found.get(id)
    const until = row?.entered_at ? lockedUntil(row.entered_at, rule.lockDays, caller.timeZone) : null
    const isLocked = row?.from_owner_id === caller.memberId && until !== null && today < until
    const got = passing.length
    const limit = limitBroken({ today: taken.today + got, thisMonth: taken.thisMonth + got, held: taken.held + got }, rule)
    const no =
      missed(row, holder) ??
      (isLocked ? refuse('pool-locked', { day: until }, 409).refusal : null) ??
      (limit ? refuse(limit.code, { most: limit.most }, 409).refusal : null)
    if (no) refused.push({ id, refusal: no })
    else passing.push({ id, from: holder!, to: caller.memberId, kind: 'claimed' })
  }
  // who asks for one is told as with every other refusal
  if (ids.length === 1 && refused[0]) return { ok: false, refusal: refused[0].refusal }
  await pass(tx, caller, passing)
  return accept({
    claimed: passing.map(({ id }) => ({ id, name: found.get(id)!.name })),
    refused: refused.map(({ id, refusal: { code, facts } }) => ({
      // a name only of what the pool shows or has shown
      customer: { id, name: code === 'not-found' ? null : (found.get(id)?.name ?? null) },
      code,
      sentence: problem({ code, facts }, caller.locale).title,
    })),
  })
}

/** Gives customers of the pool to people within reach in equal numbers, nobody more than may be held. Locks do not bind whoever decides. */
export async function assign(tx: Tx, caller: Caller, asked: readonly string[], members: readonly string[]) {
  const refusal = assigningFromPool(caller)
  if (refusal) return { ok: false as const, refusal }
  const wanted = [...new Set(members)]
  const people = await tx
    .selectFrom('member')
    .select(['id', 'name'])
    .where('org_id', '=', caller.orgId)
    .where('id', 'in', wanted)
    .where('status', '!=', 'deactivated')
    .orderBy('id')
    .forUpdate()
    .execute()
  if (people.length < wanted.length || !people.every(({ id }) => reaches(caller, id))) return refuse('owner-not-available')
  const ids = [...new Set(asked)]
  const [{ rule }, holder, found, held] = [
    await readRule(tx, caller.orgId),
    await readPoolHolder(tx, caller.orgId),
    await lockAsked(tx, caller.orgId, ids),
    await heldBy(tx, caller.orgId, wanted),
  ]
  const there = ids.filter((id) => missed(found.get(id), holder) === null)
  const byId = new Map(people.map((one) => [one.id, one]))
  const shares = wanted.map((id) => ({ id, held: held.get(id) ?? 0 }))
  const { given } = spread(there, shares, rule.holdings)
  if (given.size === 0)
    return there.length === 0
      ? refuse('pool-empty-handed', {}, 409)
      : refuse('pool-holdings', { most: rule.holdings, about: 'others' }, 409)
  await pass(tx, caller, [...given].map(([id, to]) => ({ id, from: holder!, to, kind: 'assigned' as const }))) // prettier-ignore
  return accept({
    assigned: [...given].map(([id, to]) => ({ customer: { id, name: found.get(id)!.name }, owner: byId.get(to)! })),
    left: ids.length - given.size,
  })
}
