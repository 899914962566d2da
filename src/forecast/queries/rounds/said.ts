import { sql } from 'kysely'
import type { Tx } from '../../../platform/database/connect.ts'
import type { DealStood } from '../../round-changes.ts'

export interface Submission {
  id: string
  nodeId: string
  at: Date
  by: { id: string; name: string }
  late: boolean
  commitMinor: number
  bestCaseMinor: number
  note: string
  modelMinor: number | null
}
export interface Override {
  id: string
  nodeId: string
  at: Date
  by: { id: string; name: string }
  commitMinor: number | null
  bestCaseMinor: number | null
  note: string
}

interface SubmissionRow {
  id: string
  node_id: string
  at: Date
  by: string
  by_name: string
  late: boolean
  commit_minor: number
  best_case_minor: number
  note: string
  model_minor: number | null
}
interface OverrideRow {
  id: string
  node_id: string
  at: Date
  by: string
  by_name: string
  commit_minor: number | null
  best_case_minor: number | null
  note: string
}

const submissionOf = (row: SubmissionRow): Submission => ({
  id: row.id,
  nodeId: row.node_id,
  at: row.at,
  by: { id: row.by, name: row.by_name },
  late: row.late,
  commitMinor: row.commit_minor,
  bestCaseMinor: row.best_case_minor,
  note: row.note,
  modelMinor: row.model_minor,
})
const overrideOf = (row: OverrideRow): Override => ({
  id: row.id,
  nodeId: row.node_id,
  at: row.at,
  by: { id: row.by, name: row.by_name },
  commitMinor: row.commit_minor,
  bestCaseMinor: row.best_case_minor,
  note: row.note,
})

/** Everything said in a round, latest first; of one figure where it is named. */
export async function allSaid(tx: Tx, orgId: string, roundId: string, nodeId?: string) {
  const of = nodeId ? sql`and coalesce(x.member_id, x.team_id) = ${nodeId}` : sql``
  const [submissions, overrides] = await Promise.all([
    sql<SubmissionRow>`
      select x.id, coalesce(x.member_id, x.team_id) as node_id, x.at, x.by, m.name as by_name, x.late, x.commit_minor, x.best_case_minor,
             x.note, x.model_minor
      from forecast_submission x join member m on m.org_id = x.org_id and m.id = x.by
      where x.org_id = ${orgId} and x.round_id = ${roundId} ${of} order by x.id desc`.execute(tx),
    sql<OverrideRow>`
      select x.id, coalesce(x.member_id, x.team_id) as node_id, x.at, x.by, m.name as by_name, x.commit_minor, x.best_case_minor, x.note
      from forecast_override x join member m on m.org_id = x.org_id and m.id = x.by
      where x.org_id = ${orgId} and x.round_id = ${roundId} ${of} order by x.id desc`.execute(tx),
  ])
  return { submissions: submissions.rows.map(submissionOf), overrides: overrides.rows.map(overrideOf) }
}

/** What was said last of each figure of a round, by the figure's id. An override taken back is none. */
export async function latestSaid(tx: Tx, orgId: string, roundId: string) {
  const { submissions, overrides } = await allSaid(tx, orgId, roundId)
  const latest = <S extends { nodeId: string }>(said: S[]): Map<string, S> =>
    new Map(said.toReversed().map((one) => [one.nodeId, one]))
  const standing = [...latest(overrides)].filter(
    ([, { commitMinor, bestCaseMinor }]) => commitMinor !== null || bestCaseMinor !== null,
  )
  return { submissions: latest(submissions), overrides: new Map(standing) }
}

/** The deals as they stood in the last submission of each person in a round. */
export async function dealsThen(
  tx: Tx,
  orgId: string,
  roundId: string,
  members: readonly string[],
): Promise<Map<string, DealStood[]>> {
  const { rows } = await sql<{ member_id: string; deals: DealStood[] }>`
    select distinct on (member_id) member_id, deals from forecast_submission
    where org_id = ${orgId} and round_id = ${roundId} and member_id = any(${[...members]}::uuid[])
    order by member_id, id desc`.execute(tx)
  return new Map(rows.map(({ member_id, deals }) => [member_id, deals]))
}

export const shownSubmission = ({ nodeId: _, at, ...said }: Submission) => ({ ...said, at: at.toISOString() })
export const shownOverride = ({ nodeId: _, at, ...said }: Override) => ({ ...said, at: at.toISOString() })
