import { defaultMatrix, gradeOf, relationships, type Relationship } from '../../customers/quality-matrix.ts'
import type { Level } from '../../customers/customer.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { confirmStocktake, decide, keepRest, signStocktake, startStocktake } from '../../stocktakes/commands/run.ts'
import { must, type Settled } from './settle.ts'

const daysAgo = 92

/** A stocktake of last quarter, signed and confirmed, another one on its way, and one that waits for its supervisor. */
export async function takeStock(tx: Tx, caller: Caller, { members }: Settled): Promise<void> {
  const as = (key: string, daysBack: number): Caller => ({
    ...caller,
    memberId: members.get(key)!,
    now: new Date(caller.now.getTime() - daysBack * 86_400_000),
  })
  const begin = async (by: Caller, note: string) => must(await startStocktake(tx, by, { owner: members.get('east-0')!, note })).id
  const past = as('east-0', daysAgo)
  const first = await begin(past, '季度盘点')
  await standFurtherBack(tx, caller.orgId, first)
  const round = await walk(tx, past, first, 3)
  must(await keepRest(tx, past, first))
  must(await signStocktake(tx, past, first))
  const declined = round.map(({ customer_id }) => customer_id)
  must(await confirmStocktake(tx, as('east-lead', daysAgo - 1), first, { declined, word: '重点先跟久未联系的三家' }))
  await walk(tx, as('east-0', 1), await begin(as('east-0', 2), '本季度盘点'), 8)
  const other = as('east-1', 1)
  const second = must(await startStocktake(tx, other, { owner: other.memberId, note: '本季度盘点' })).id
  await walk(tx, other, second, 4)
  must(await keepRest(tx, other, second))
  must(await signStocktake(tx, other, second))
}

/** A quarter ago some were not as well known as today, and one or the other better. */
async function standFurtherBack(tx: Tx, orgId: string, id: string): Promise<void> {
  for (const { place, level, relationship } of await itemsOf(tx, orgId, id)) {
    const by = place % 4 === 0 ? -1 : place % 7 === 0 ? 1 : 0
    const then = relationships[relationships.indexOf(relationship as Relationship) + by]
    if (by === 0 || then === undefined) continue
    await tx
      .updateTable('stocktake_item')
      .set({ relationship: then, grade: gradeOf(defaultMatrix, level as Level, then) })
      .where('org_id', '=', orgId)
      .where('stocktake_id', '=', id)
      .where('place', '=', place)
      .execute()
  }
}

const itemsOf = (tx: Tx, orgId: string, id: string) =>
  tx
    .selectFrom('stocktake_item')
    .select(['place', 'customer_id', 'level', 'relationship'])
    .where('org_id', '=', orgId)
    .where('stocktake_id', '=', id)
    .orderBy('place')
    .execute()

const remarks = ['换了联系人，先把新人约出来', '老板说明年再看', '样品还在试用，两周后回访']

/** The first so many of a round have their verdict: kept, a remark, now and then another level. */
async function walk(tx: Tx, by: Caller, id: string, count: number) {
  const items = (await itemsOf(tx, by.orgId, id)).slice(0, count)
  for (const [at, { customer_id, level }] of items.entries()) {
    const word =
      at % 3 === 0
        ? { verdict: 'note' as const, note: remarks[at % remarks.length]! }
        : at % 3 === 1 && level !== 'premium'
          ? { verdict: 'level' as const, level: 'premium' as const, note: '新厂投产，用量翻倍' }
          : { verdict: 'keep' as const, note: '' }
    must(await decide(tx, by, id, customer_id, word))
  }
  return items
}
