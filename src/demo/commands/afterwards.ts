import { sql } from 'kysely'
import { sendUsage } from '../../health/commands/tell-usage.ts'
import { release } from '../../pool/commands/pass.ts'
import { recycle } from '../../pool/commands/recycle.ts'
import { saveSetting } from '../../pool/commands/setting.ts'
import { defaultRule } from '../../pool/rule.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { seeded, type Random } from '../../platform/random.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { addDate } from '../../repurchase/commands/dates.ts'
import { must } from './settle.ts'

/** So many contracts are on record, and of so many buyers it is known how much they use. */
const [contracts, users] = [24, 60]
const usedMonths = 6
/** Longer than most of the silence there is: some fall, some are warned. */
const silentDays = 480
const givenUp = ['行业不在目标范围，改由有经验的同事跟进', '搬到外地，离我太远', '三次约访都没有回应', '预算冻结，明年再看']

/** What comes after the sale: contracts that end, use of what was bought, and customers whom nobody looks after any more. */
export async function afterTheSale(tx: Tx, caller: Caller, seed: number): Promise<void> {
  const random = seeded(seed + 73)
  await endContracts(tx, caller, random)
  await countUse(tx, caller, random)
  await fillPool(tx, caller)
}

/** Ends of contracts of those who bought, from two weeks ago to eleven months ahead; every fourth has a delivery to come. */
async function endContracts(tx: Tx, caller: Caller, random: Random): Promise<void> {
  const today = dayOf(caller.now, caller.timeZone)
  const { rows } = await sql<{ customer: string; deal: string; amount: number | null }>`
    select * from (
      select distinct on (o.customer_id) o.customer_id as customer, o.id as deal, o.amount_minor as amount
      from opportunity o join customer c on c.org_id = o.org_id and c.id = o.customer_id and c.deleted_at is null
      where o.org_id = ${caller.orgId} and o.status = 'won' and o.deleted_at is null
      order by o.customer_id, o.amount_minor desc nulls last) d
    order by d.amount desc nulls last, d.customer limit ${contracts}`.execute(tx)
  for (const [at, { customer, deal, amount }] of rows.entries()) {
    const on = addDays(today, -14 + at * 14 + random.whole(0, 6))
    must(await addDate(tx, caller, customer, { kind: 'contract-end', on, amountMinor: amount, opportunityId: deal, note: '年度框架' })) // prettier-ignore
    if (at % 4 !== 0) continue
    must(await addDate(tx, caller, customer, { kind: 'delivery', on: addDays(today, random.whole(2, 20)), amountMinor: null, opportunityId: deal, note: '二期设备进场' })) // prettier-ignore
  }
}

/** Machine hours of half a year: most use what they have, some less and less. */
async function countUse(tx: Tx, caller: Caller, random: Random): Promise<void> {
  const today = dayOf(caller.now, caller.timeZone)
  const { rows } = await sql<{ id: string }>`
    select distinct c.id from customer c join opportunity o on o.org_id = c.org_id and o.customer_id = c.id and o.status = 'won'
    where c.org_id = ${caller.orgId} and c.deleted_at is null order by c.id limit ${users}`.execute(tx)
  const months: string[] = [addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)]
  while (months.length < usedMonths) months.unshift(addDays(`${months[0]!}-01`, -1).slice(0, 7))
  const items = rows.flatMap(({ id }) => {
    const paidFor = 160 * random.whole(1, 6)
    const [begun, change] = [0.55 + 0.4 * random.share(), random.chance(0.25) ? -0.13 : 0.01]
    return months.map((month, at) => {
      const share = Math.max(0.05, begun + change * at + 0.06 * (random.share() - 0.5))
      return { customer: id, month, used: Math.round(paidFor * share), paidFor }
    })
  })
  await sendUsage(tx, caller, items)
}

/** The rule is on; who was silent longest has fallen, and a few were given up with a reason. */
async function fillPool(tx: Tx, caller: Caller): Promise<void> {
  must(await saveSetting(tx, caller, { ...defaultRule, isOn: true, contactDays: silentDays, warnDays: 30 }, null))
  await recycle(tx, caller.orgId, caller.now)
  const { rows } = await sql<{ id: string }>`
    select c.id from customer c join member m on m.org_id = c.org_id and m.id = c.owner_id and not m.is_pool
    where c.org_id = ${caller.orgId} and c.deleted_at is null
      and not exists (select from opportunity o where o.org_id = c.org_id and o.customer_id = c.id and o.status in ('open', 'on-hold', 'won'))
    order by c.last_activity_at nulls first, c.id limit ${givenUp.length}`.execute(tx)
  for (const [at, { id }] of rows.entries()) must(await release(tx, caller, id, givenUp[at]!))
}
