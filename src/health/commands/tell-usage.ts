import { sql } from 'kysely'
import { customerToWrite } from '../../customers/commands/to-write.ts'
import { editingCustomer } from '../../customers/permissions.ts'
import { reachable } from '../../people/queries.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { problem } from '../../platform/http/problem.ts'
import { isId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { nameKey } from '../../platform/text/keys.ts'
import { dayOf } from '../../platform/time.ts'
import { readProgress } from '../store/setting.ts'
import { readUsage, saveUsage, type ToldUsage } from '../store/usage.ts'
import { monthNumber } from '../usage.ts'
import { judgeHealth } from './judge.ts'

const mostMonthsBack = 60

/** What is told of a month (YYYY-MM); `used` null takes it back. */
export interface GivenUsage {
  month: string
  used: number | null
  paidFor: number | null
}
/** Of many: the customer by id, credit code or name. */
export type SentUsage = GivenUsage & { customer: string }

interface Found {
  id: string
  ownerId: string
  archived: boolean
}

/** Says how much a customer used in a month; its health is judged with it at once. */
export async function tellUsage(tx: Tx, caller: Caller, id: string, given: GivenUsage): Promise<Outcome<undefined>> {
  const found = await customerToWrite(tx, caller, id)
  if (!found.ok) return found
  const refusal = outOfRange(caller, given)
  if (refusal) return { ok: false, refusal }
  await settle(tx, caller, 'typed', [{ ...given, customerId: id, ownerId: found.value.ownerId }])
  return accept(undefined)
}

/** The same of many customers, from a file or another system. What cannot be told is named with why; the others are kept. */
export async function sendUsage(tx: Tx, caller: Caller, sent: readonly SentUsage[]) {
  const found = await findCustomers(tx, caller, sent)
  const kept: (GivenUsage & { customerId: string; ownerId: string })[] = []
  const refused: { at: number; customer: string; code: string; sentence: string }[] = []
  for (const [at, given] of sent.entries()) {
    const customers = found.get(given.customer.trim()) ?? []
    const one = customers.length === 1 ? customers[0]! : null
    const no: Refusal | null = one
      ? (editingCustomer(caller, one) ?? outOfRange(caller, given))
      : refuse(customers.length === 0 ? 'usage-of-nobody' : 'usage-of-several', { name: given.customer }).refusal
    if (no) refused.push({ at, customer: given.customer, code: no.code, sentence: problem(no, caller.locale).title })
    else kept.push({ ...given, customerId: one!.id, ownerId: one!.ownerId })
  }
  // of two that tell the same month the last one holds
  const last = new Map(kept.map((one) => [`${one.customerId} ${one.month}`, one]))
  await settle(tx, caller, 'sent', [...last.values()])
  return { kept: kept.length, refused }
}

const outOfRange = ({ now, timeZone }: Caller, { month }: GivenUsage): Refusal | null => {
  const back = monthNumber(dayOf(now, timeZone)) - monthNumber(month)
  return back < 0 || back > mostMonthsBack ? refuse('usage-month-out-of-range', { months: mostMonthsBack }).refusal : null
}

/** Customers within reach by what they are called here; more than one of the same name are all of them. */
async function findCustomers(tx: Tx, caller: Caller, sent: readonly SentUsage[]): Promise<Map<string, Found[]>> {
  const asked = [...new Set(sent.map(({ customer }) => customer.trim()))]
  const keys = asked.map((text) => ({ text, id: isId(text) ? text : null, name: nameKey(text) }))
  const { rows } = await sql<{ text: string; id: string; owner_id: string }>`
    select k.text, c.id, c.owner_id from json_to_recordset(${JSON.stringify(keys)}::json) as k (text text, id uuid, name text)
      join customer c on c.org_id = ${caller.orgId} and c.deleted_at is null and ${reachable(caller, 'c.owner_id', 'c.id')}
        and (c.id = k.id or c.social_credit_code = k.text or c.name_key = k.name)
    order by c.id`.execute(tx)
  const found = new Map<string, Found[]>()
  for (const { text, id, owner_id: ownerId } of rows)
    found.set(text, [...(found.get(text) ?? []), { id, ownerId, archived: false }])
  return found
}

/** Keeps what differs, puts it on record, and judges who was told of. */
async function settle(
  tx: Tx,
  caller: Caller,
  told: ToldUsage['told'],
  given: readonly (GivenUsage & { customerId: string; ownerId: string })[],
): Promise<void> {
  const ids = [...new Set(given.map(({ customerId }) => customerId))]
  const before = new Map((await readUsage(tx, caller.orgId, ids)).map((row) => [`${row.customerId} ${row.month}`, row]))
  const changed = given.filter(({ customerId, month, used, paidFor }) => {
    const was = before.get(`${customerId} ${month}`)
    return used === null ? was !== undefined : was?.used !== used || was.paidFor !== paidFor
  })
  if (changed.length === 0) return
  await saveUsage(tx, caller, changed.map((one) => ({ ...one, told }))) // prettier-ignore
  const side = (one: { month: string; used: number | null; paidFor: number | null } | undefined) =>
    one && one.used !== null ? { usageMonth: one.month, used: one.used, paidFor: one.paidFor } : null
  await record(tx, caller, changed.map((one) => ({
    entityKind: 'customer', entityId: one.customerId, action: 'usage-told',
    before: side(before.get(`${one.customerId} ${one.month}`)), after: side(one),
  }))) // prettier-ignore
  const touched = [...new Map(changed.map(({ customerId, ownerId }) => [customerId, ownerId]))]
  // before all were judged once, whoever is judged here would stand alone in the list
  if (await readProgress(tx, caller.orgId)) await judgeHealth(tx, caller.orgId, caller.now, touched.map(([id]) => id), { raises: true }) // prettier-ignore
  await announce(tx, caller.orgId, [
    { topic: 'health.kept', entityKind: 'health', entityId: caller.orgId, ownerId: null },
    ...touched.slice(0, 100).map(([id, ownerId]) => ({ topic: 'customer.used', entityKind: 'customer', entityId: id, ownerId })),
  ])
}
