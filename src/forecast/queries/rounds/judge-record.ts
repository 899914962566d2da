import type { Tx } from '../../../platform/database/connect.ts'
import type { Caller } from '../../../platform/session.ts'
import { dayOf } from '../../../platform/time.ts'
import { judgeMeasures, together, type JudgePoint } from '../../judge-record.ts'
import { periodWith, type ForecastPeriod } from '../../round-period.ts'
import { horizons } from '../../track.ts'
import { readWon } from './deals.ts'
import { judgesIn, pastPeriods, type Said } from './judges.ts'
import { readNodes } from './people.ts'
import { readSetting } from './setting.ts'

/** Periods that a judge's record goes back, and what is needed before them for run rate and the year before. */
const periodsShown = 8
const runRatePeriods = 4

export interface JudgeRow {
  /** Everybody who speaks for the own deals as one, or one judge. */
  kind: 'everybody' | 'member' | 'team'
  of: { id: string; name: string } | null
  by: { id: string; name: string } | null
  points: JudgePoint[]
}

/**
 * What everybody within reach who submits stood by at 25, 50 and 75 % of the last periods, against what their people then won. A
 * figure counts from when it was said: a moment before the first one has none.
 */
export async function readJudgeRecord(tx: Tx, caller: Caller) {
  const { setting } = await readSetting(tx, caller.orgId)
  const kind = setting.periodKind
  const back = kind === 'quarter' ? 4 : 12
  const known = pastPeriods(periodWith(dayOf(caller.now, caller.timeZone), kind), kind, periodsShown + back)
  const shown = known.slice(-periodsShown)
  const nodes = await readNodes(tx, caller, new Set())
  const judges = await judgesIn(
    tx,
    caller,
    shown,
    nodes.map(({ id }) => id),
  )
  const members = [...new Set(judges.flatMap((said) => said.flatMap((one) => one.members)))]
  const won = await readWon(tx, caller, known, members)
  const wonBy = (period: ForecastPeriod, whose: readonly string[]) =>
    whose.reduce((sum, member) => sum + won(period.key, member), 0)
  const pointsOf = (said: readonly Said[]): JudgePoint[] =>
    shown.flatMap((period) =>
      horizons.flatMap((horizon): JudgePoint[] => {
        const until = Date.parse(period.from) + horizon * (Date.parse(period.to) - Date.parse(period.from))
        const last = said.filter((one) => one.period === period.key && Date.parse(one.day) <= until).at(-1)
        if (!last) return []
        const at = known.indexOf(period)
        const before = known.slice(at - runRatePeriods, at)
        return [
          {
            period: period.key,
            horizon,
            said: last.committedMinor,
            best: last.bestCaseMinor,
            actual: wonBy(period, last.members),
            model: last.modelMinor,
            runRate: before.reduce((sum, each) => sum + wonBy(each, last.members), 0) / runRatePeriods,
            yearBefore: wonBy(known[at - back]!, last.members),
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
      return [{ kind, of: { id, name }, by: { id: by, name: byName }, points, order: found.order }]
    })
    .sort((a, b) => a.order - b.order)
  const people = rows.filter(({ kind, of, by }) => kind === 'member' && of?.id === by?.id)
  const all = together(people.map(({ points }) => points))
  return [...(people.length > 1 ? [{ kind: 'everybody' as const, of: null, by: null, points: all }] : []), ...rows].flatMap(
    ({ kind, of, by, points }) => judgeMeasures(points).map((measured) => ({ kind, of, by, ...measured })),
  )
}
