import type { Selectable } from 'kysely'
import { decodeCursor, pageOf } from '../../../platform/cursor.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import type { ForecastRoundTable } from '../../../platform/database/tables.ts'
import { verdictOf } from '../../../platform/http/problem.ts'
import { isId } from '../../../platform/ids.ts'
import type { Caller } from '../../../platform/session.ts'
import { periodNamed, periodWith } from '../../round-period.ts'
import { runningRounds } from '../../round-permissions.ts'
import { nextOpening, stateOf } from '../../round-times.ts'
import { readRhythm } from './setting.ts'
import { readNodes } from './people.ts'
import { latestSaid } from './said.ts'

export type RoundRow = Selectable<ForecastRoundTable>

const rounds = (tx: Tx, caller: Pick<Caller, 'orgId'>) =>
  tx.selectFrom('forecast_round').selectAll().where('org_id', '=', caller.orgId)

export const roundOf = (tx: Tx, caller: Pick<Caller, 'orgId'>, id: string): Promise<RoundRow | undefined> =>
  rounds(tx, caller).where('id', '=', id).executeTakeFirst()

export const latestRound = (tx: Tx, caller: Pick<Caller, 'orgId'>): Promise<RoundRow | undefined> =>
  rounds(tx, caller).orderBy('id', 'desc').limit(1).executeTakeFirst()

/** The round of the same period before another one. */
export const roundBefore = (tx: Tx, caller: Caller, round: RoundRow): Promise<RoundRow | undefined> =>
  rounds(tx, caller)
    .where('id', '<', round.id)
    .where('period', '=', round.period)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Rounds that were opened again after they had locked. */
export async function reopenedAmong(tx: Tx, orgId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectFrom('forecast_round_event')
    .select('round_id')
    .where('org_id', '=', orgId)
    .where('round_id', 'in', [...ids])
    .where('kind', '=', 'reopened')
    .execute()
  return new Set(rows.map(({ round_id }) => round_id))
}

export function shapeRound(row: RoundRow, now: Date, reopened: ReadonlySet<string>) {
  const period = periodNamed(row.period)!
  return {
    id: row.id,
    weekOn: row.week_on,
    period: row.period,
    periodFrom: period.from,
    periodTo: period.to,
    opensAt: row.opens_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    locksAt: row.locks_at.toISOString(),
    state: stateOf({ dueAt: row.due_at, locksAt: row.locks_at }, now),
    reopened: reopened.has(row.id),
  }
}

export async function showRound(tx: Tx, caller: Caller, row: RoundRow) {
  return shapeRound(row, caller.now, await reopenedAmong(tx, caller.orgId, [row.id]))
}

export async function listRounds(tx: Tx, caller: Caller, asked: { limit: number; cursor?: string | undefined }) {
  const place = decodeCursor(asked.cursor, 1)
  const rows = await rounds(tx, caller)
    .$if(place !== null && isId(String(place[0])), (query) => query.where('id', '<', String(place![0])))
    .orderBy('id', 'desc')
    .limit(asked.limit + 1)
    .execute()
  const { items, nextCursor } = pageOf(rows, asked.limit, (row) => [row.id])
  const reopened = await reopenedAmong(tx, caller.orgId, items.map(({ id }) => id)) // prettier-ignore
  return { items: items.map((row) => shapeRound(row, caller.now, reopened)), nextCursor }
}

/** The latest round, and what it waits for from the caller: the own figure, and those of teams that the caller leads. */
export async function readRoundNow(tx: Tx, caller: Caller) {
  const [latest, { today, setting, calendar }] = [await latestRound(tx, caller), await readRhythm(tx, caller)]
  const period = periodWith(today, setting.periodKind)
  const next = nextOpening(caller.now, today, setting, calendar, caller.timeZone)
  const permission = verdictOf(runningRounds(caller), caller.locale)
  const round = latest ? await showRound(tx, caller, latest) : null
  let mine = { asked: false, submitted: false, reminded: false }
  if (latest && round && round.state !== 'locked' && caller.abilities.has('opportunities.write')) {
    const nodes = (await readNodes(tx, caller, new Set())).filter(
      ({ asked, kind, id, leaders }) =>
        asked && (kind === 'member' ? id === caller.memberId : leaders.some((leader) => leader.id === caller.memberId)),
    )
    const { submissions } = await latestSaid(tx, caller.orgId, latest.id)
    mine = {
      asked: nodes.length > 0,
      submitted: nodes.every(({ id }) => submissions.has(id)),
      reminded: caller.now >= latest.remind_at,
    }
  }
  return {
    period: period.key,
    periodFrom: period.from,
    periodTo: period.to,
    round,
    nextOpensAt: next?.opensAt.toISOString() ?? null,
    mine,
    permissions: { open: permission, edit: permission },
  }
}
