import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/connect.ts'
import type { Caller } from '../../../platform/session.ts'
import { dayOf, startOfDay } from '../../../platform/time.ts'
import { judgeMeasures, together, type JudgePoint } from '../../judge-record.ts'
import { periodNamed, type ForecastPeriod } from '../../round-period.ts'
import { horizons } from '../../track.ts'
import { readWon } from './deals.ts'
import { judgesIn, pastPeriods, type Said } from './judges.ts'
import { readNodes } from './people.ts'

/** What is needed before a period for the run rate, and for the year before. */
const runRatePeriods = 4
const yearBack = { quarter: 4, month: 12 } as const

export interface JudgeRow {
  /** Everybody who speaks for the own deals as one, or one judge. */
  kind: 'everybody' | 'member' | 'team'
  of: { id: string; name: string } | null
  by: { id: string; name: string } | null
  points: JudgePoint[]
  /** Deals of these people archived, open or lost, since the first of these periods began. */
  archived: number
}

/**
 * What everybody within reach who submits stood by at 25, 50 and 75 % of every past period of which there were rounds, months and
 * quarters alike, against what their people then won. A
 * figure counts from when it was said: a moment before the first one has none.
 */
export async function readJudgeRecord(tx: Tx, caller: Caller) {
  const shown = await periodsSaid(tx, caller)
  const before = new Map(shown.map((period) => [period.key, pastPeriods(period, kindOf(period), yearBack[kindOf(period)])]))
  const known = [...new Map([...shown, ...[...before.values()].flat()].map((period) => [period.key, period])).values()]
  const nodes = await readNodes(tx, caller, new Set())
  const judges = await judgesIn(
    tx,
    caller,
    shown,
    nodes.map(({ id }) => id),
  )
  const members = [...new Set(judges.flatMap((said) => said.flatMap((one) => one.members)))]
  const won = await readWon(tx, caller, known, members)
  const archivedBy = await archivedOf(tx, caller, members, shown[0]?.from)
  const wonBy = (period: ForecastPeriod, whose: readonly string[]) =>
    whose.reduce((sum, member) => sum + won(period.key, member), 0)
  const pointsOf = (said: readonly Said[]): JudgePoint[] =>
    shown.flatMap((period) =>
      horizons.flatMap((horizon): JudgePoint[] => {
        const until = Date.parse(period.from) + horizon * (Date.parse(period.to) - Date.parse(period.from))
        const last = said.filter((one) => one.period === period.key && Date.parse(one.day) <= until).at(-1)
        if (!last) return []
        const earlier = before.get(period.key)!
        return [
          {
            period: period.key,
            horizon,
            said: last.committedMinor,
            best: last.bestCaseMinor,
            actual: wonBy(period, last.members),
            model: last.modelMinor,
            runRate: earlier.slice(-runRatePeriods).reduce((sum, each) => sum + wonBy(each, last.members), 0) / runRatePeriods,
            yearBefore: wonBy(earlier[0]!, last.members),
          },
        ]
      }),
    )
  const byId = new Map(nodes.map((node, order) => [node.id, { node, order }]))
  const rows = judges
    .flatMap((said): (JudgeRow & { order: number })[] => {
      const { nodeId, by, byName } = said.at(-1)!
      const found = byId.get(nodeId)
      const points = pointsOf(said)
      if (!found || points.length === 0) return []
      const { kind, id, name } = found.node
      const whose = new Set(said.flatMap((one) => one.members))
      const archived = [...whose].reduce((sum, member) => sum + (archivedBy.get(member) ?? 0), 0)
      return [{ kind, of: { id, name }, by: { id: by, name: byName }, points, archived, order: found.order }]
    })
    .sort((a, b) => a.order - b.order)
  const people = rows.filter(({ kind, of, by }) => kind === 'member' && of?.id === by?.id)
  const all = together(people.map(({ points }) => points))
  return [
    ...(people.length > 1
      ? [
          {
            kind: 'everybody' as const,
            of: null,
            by: null,
            points: all,
            archived: people.reduce((sum, { archived }) => sum + archived, 0),
          },
        ]
      : []),
    ...rows,
  ].flatMap(({ kind, of, by, points, archived }) =>
    judgeMeasures(points).map((measured) => ({ kind, of, by, archived, ...measured })),
  )
}

const kindOf = ({ key }: ForecastPeriod): 'month' | 'quarter' => (key.includes('Q') ? 'quarter' : 'month')

/** The periods of which something was said and that are over, oldest first. */
async function periodsSaid(tx: Tx, caller: Caller): Promise<ForecastPeriod[]> {
  const rows = await tx.selectFrom('forecast_round').select('period').distinct().where('org_id', '=', caller.orgId).execute()
  const today = dayOf(caller.now, caller.timeZone)
  return rows
    .flatMap(({ period }) => periodNamed(period) ?? [])
    .filter(({ to }) => to <= today)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.key < b.key ? -1 : 1))
}

/** Deals that were archived without having been won, by whose they were: what is taken away before a review is seen there. */
async function archivedOf(tx: Tx, caller: Caller, members: readonly string[], since: string | undefined) {
  if (since === undefined || members.length === 0) return new Map<string, number>()
  const { rows } = await sql<{ id: string; n: number }>`
    select credit_owner_id as id, count(*)::int as n from opportunity
    where org_id = ${caller.orgId} and deleted_at >= ${startOfDay(since, caller.timeZone)} and status <> 'won'
      and credit_owner_id = any(${[...members]}::uuid[]) group by 1`.execute(tx)
  return new Map(rows.map(({ id, n }) => [id, n]))
}
