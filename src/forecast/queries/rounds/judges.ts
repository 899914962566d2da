import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/connect.ts'
import type { Caller } from '../../../platform/session.ts'
import { dayOf } from '../../../platform/time.ts'
import { biasOf, mostPeriods, saidAt, type Bias } from '../../judge-bias.ts'
import { periodWith, shareGone, type ForecastPeriod } from '../../round-period.ts'
import { readWon } from './deals.ts'
import { readNodes } from './people.ts'
import { readSetting } from './setting.ts'

/** One figure that was said of a period that is over; minor units. */
export interface Said {
  nodeId: string
  by: string
  byName: string
  period: string
  day: string
  committedMinor: number
  bestCaseMinor: number
  modelMinor: number | null
  members: string[]
}

export interface Judge {
  nodeId: string
  by: { id: string; name: string }
  bias: Bias | null
  modelBias: Bias | null
  /** Oldest first. */
  periods: { period: string; committedMinor: number; actualMinor: number; modelMinor: number | null }[]
}

/** The last periods of a kind that are over, oldest first. */
export function pastPeriods(present: ForecastPeriod, kind: 'month' | 'quarter', count = mostPeriods): ForecastPeriod[] {
  const past: ForecastPeriod[] = []
  for (let from = present.from; past.length < count; from = past[0]!.from) {
    const dayBefore = new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10)
    past.unshift(periodWith(dayBefore, kind))
  }
  return past
}

/**
 * How far the commits of everybody who speaks for one of these figures came in over the last ≤ 8 periods: what they stood by when
 * as much of the period had gone by as has of the present one, against what their people then won. The model beside it by what it
 * said at the same moments.
 */
export async function judgesOf(tx: Tx, caller: Caller, nodeIds: readonly string[]): Promise<Judge[]> {
  const today = dayOf(caller.now, caller.timeZone)
  const { setting } = await readSetting(tx, caller.orgId)
  const present = periodWith(today, setting.periodKind)
  const past = pastPeriods(present, setting.periodKind)
  const judges = await judgesIn(tx, caller, past, nodeIds)
  const won = await readWon(tx, caller, past, [...new Set(judges.flatMap((said) => said.flatMap(({ members }) => members)))])
  const share = shareGone(present, today)
  return judges.map((all) => {
    const periods = past.flatMap((period) => {
      const said = saidAt(all.filter((one) => one.period === period.key), period, share) // prettier-ignore
      if (!said) return []
      const actualMinor = said.members.reduce((sum, member) => sum + won(period.key, member), 0)
      return [{ period: period.key, committedMinor: said.committedMinor, actualMinor, modelMinor: said.modelMinor }]
    })
    const model = periods.flatMap(({ modelMinor, actualMinor }) =>
      modelMinor === null ? [] : [{ committedMinor: modelMinor, actualMinor }],
    )
    const { nodeId, by, byName } = all.at(-1)!
    return { nodeId, by: { id: by, name: byName }, bias: biasOf(periods), modelBias: biasOf(model), periods }
  })
}

/** What was said of periods for these figures, by figure and by who said it, each in the order of saying. */
export async function judgesIn(
  tx: Tx,
  caller: Caller,
  past: readonly ForecastPeriod[],
  nodeIds: readonly string[],
): Promise<Said[][]> {
  const { rows } = await sql<Said>`
    select coalesce(x.member_id, x.team_id) as "nodeId", x.by, m.name as "byName", r.period,
           (x.at at time zone ${caller.timeZone})::date as day, x.commit_minor as "committedMinor", x.best_case_minor as "bestCaseMinor", x.model_minor as "modelMinor", x.members
    from forecast_submission x
    join forecast_round r on r.org_id = x.org_id and r.id = x.round_id
    join member m on m.org_id = x.org_id and m.id = x.by
    where x.org_id = ${caller.orgId} and r.period = any(${past.map(({ key }) => key)}) and coalesce(x.member_id, x.team_id) = any(${[...nodeIds]}::uuid[])
    order by x.id`.execute(tx)
  const judges = new Map<string, Said[]>()
  for (const said of rows) {
    const key = `${said.nodeId} ${said.by}`
    judges.set(key, [...(judges.get(key) ?? []), said])
  }
  return [...judges.values()]
}

/** The bias of whoever speaks for a figure now, by the figure's id. */
export async function biasByNode(tx: Tx, caller: Caller, nodeIds: readonly string[], speaks: (judge: Judge) => boolean) {
  const judges = await judgesOf(tx, caller, nodeIds)
  return new Map(judges.filter(speaks).map((judge) => [judge.nodeId, judge]))
}

export async function readJudges(tx: Tx, caller: Caller) {
  const nodes = await readNodes(tx, caller, new Set())
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const judges = await judgesOf(tx, caller, [...byId.keys()])
  const order = new Map(nodes.map(({ id }, index) => [id, index]))
  return {
    currency: caller.currency,
    items: judges
      .filter(({ periods }) => periods.length > 0)
      .sort((a, b) => order.get(a.nodeId)! - order.get(b.nodeId)!)
      .map(({ nodeId, ...judge }) => {
        const { kind, id, name } = byId.get(nodeId)!
        return { kind, of: { id, name }, ...judge }
      }),
  }
}
