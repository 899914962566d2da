import { type BroughtEvent, blankDeal, openMany, stagesForMany } from '../src/opportunities/commands/write-many.ts'
import type { EventKind } from '../src/opportunities/stage-history.ts'
import { insertMany } from '../src/platform/database/bulk.ts'
import { inOrganisation, type Db } from '../src/platform/database/connect.ts'
import { newId } from '../src/platform/ids.ts'
import type { Caller } from '../src/platform/session.ts'
import { nameKey } from '../src/platform/text/keys.ts'

/** Numbers that look random and are the same every time (mulberry32). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const hour = 3_600_000
const day = 24 * hour
const regions = ['上海', '江苏', '浙江', '广东', '福建', '北京', '山东', '四川']
/** Chance to go on from each stage, and mean days in it. */
const steps = [
  { goOn: 0.8, days: 6 },
  { goOn: 0.72, days: 18 },
  { goOn: 0.66, days: 15 },
  { goOn: 0.62, days: 12 },
  { goOn: 0.7, days: 9 },
  { goOn: 0.85, days: 20 },
]

interface Filled {
  deals: number
  seconds: number
}

/** Fills an organisation with `deals` deals of 18 months in its default pipeline: 24 reps in 6 teams, products, histories with skips, returns, holds. */
export async function fillFunnel(db: Db, caller: Caller, deals: number): Promise<Filled> {
  const began = Date.now()
  const roll = dice(20_261_122)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)]!
  const { reps, products, sources, pipelineId } = await inOrganisation(db, caller.orgId, (tx) => cast(tx, caller))
  const stages = await inOrganisation(db, caller.orgId, (tx) => stagesForMany(tx, caller.orgId, pipelineId))
  for (let done = 0; done < deals; done += 2000) {
    const part = Array.from({ length: Math.min(2000, deals - done) }, (_, index) => {
      const row = blankDeal(caller)
      const ownerId = pick(reps)
      const amount = roll() < 0.04 ? null : Math.round(Math.exp(11.4 + 1.1 * (roll() + roll() + roll() - 1.5)) / 100) * 10_000
      Object.assign(row, {
        name: `商机 ${String(done + index + 1).padStart(6, '0')}`,
        pipeline_id: pipelineId,
        owner_id: ownerId,
        credit_owner_id: ownerId,
        product_id: pick(products),
        source_id: pick(sources),
        region: roll() < 0.03 ? null : pick(regions),
        amount_minor: amount,
      })
      return {
        row,
        events: history(
          roll,
          caller.now.getTime(),
          stages.map(({ id }) => id),
        ),
      }
    })
    await inOrganisation(db, caller.orgId, (tx) => openMany(tx, caller, part, stages))
  }
  return { deals, seconds: (Date.now() - began) / 1000 }
}

function history(roll: () => number, now: number, stageIds: readonly string[]): BroughtEvent[] {
  let at = now - roll() * 548 * day
  const events: BroughtEvent[] = []
  const record = (kind: EventKind, to: number | null): void => {
    events.push({
      id: newId(),
      kind,
      fromStageId: null,
      toStageId: to === null ? null : stageIds[to]!,
      occurredAt: at,
      recordedAt: Math.min(now, at + (roll() < 0.9 ? 0 : roll() * 5 * day)),
      annulsId: null,
    })
  }
  record('enter', 0)
  for (let stage = 0; stage < stageIds.length;) {
    const { goOn, days } = steps[Math.min(stage, steps.length - 1)]!
    at += -Math.log(1 - roll()) * days * day + hour
    if (at > now) break
    const luck = roll()
    if (luck < goOn) {
      if (stage === stageIds.length - 1) {
        record('win', null)
        break
      }
      const skip = roll() < 0.06 && stage + 2 < stageIds.length
      stage += skip ? 2 : 1
      record(skip ? 'skip' : 'advance', stage)
    } else if (luck > 0.985 && stage > 0) {
      stage -= 1
      record('back', stage)
    } else if (luck > 0.965) {
      record('hold', null)
      at += roll() * 60 * day
      if (at > now) break
      record('resume', stage)
    } else {
      record(roll() < 0.2 ? 'terminate' : 'lose', null)
      break
    }
  }
  return events
}

async function cast(tx: Parameters<Parameters<typeof inOrganisation>[2]>[0], { orgId, currency }: Caller) {
  const pipeline = await tx
    .selectFrom('pipeline')
    .select('id')
    .where('org_id', '=', orgId)
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow()
  const sources = await tx.selectFrom('source').select('id').where('org_id', '=', orgId).execute()
  const root = await tx
    .selectFrom('team')
    .select('id')
    .where('org_id', '=', orgId)
    .where('parent_id', 'is', null)
    .executeTakeFirstOrThrow()
  const teams = ['华东一组', '华东二组', '华南组', '华北组', '西南组', '渠道组'].map((name, position) => ({
    org_id: orgId,
    id: newId(),
    parent_id: root.id,
    name,
    position,
  }))
  await tx.insertInto('team').values(teams).execute()
  const family = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢']
  const given = [
    '敏',
    '强',
    '静',
    '磊',
    '洋',
    '娜',
    '勇',
    '杰',
    '芳',
    '军',
    '涛',
    '霞',
    '明',
    '丽',
    '超',
    '倩',
    '鹏',
    '婷',
    '飞',
    '雪',
    '刚',
    '慧',
    '辉',
    '佳',
  ]
  const reps = family.map((name, index) => ({
    org_id: orgId,
    id: newId(),
    name: name + given[index]!,
    name_key: nameKey(name + given[index]!),
    role: 'rep',
    team_id: teams[index % teams.length]!.id,
  }))
  await tx.insertInto('member').values(reps).execute()
  const products = ['云仓管理', '产线追溯', '设备联网', '能耗监测', '质检视觉'].map((name) => ({
    org_id: orgId,
    id: newId(),
    name,
    name_key: nameKey(name),
    currency,
  }))
  await insertMany(tx, 'product', products)
  return {
    pipelineId: pipeline.id,
    reps: reps.map(({ id }) => id),
    products: products.map(({ id }) => id),
    sources: sources.map(({ id }) => id),
  }
}
