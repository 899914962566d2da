import { sql } from 'kysely'
import { needs } from '../../people/permissions.ts'
import { reachable } from '../../people/queries.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { makeStageTasks } from './stage-tasks.ts'
import { tellOfDeal } from './tell.ts'

interface DealRow {
  id: string
  owner_id: string
  status: string
  stage_id: string
  pipeline_id: string
  pipeline_version: number
  stay: number
}

/** An open deal's stay in its present stage: one more than its last visit elsewhere. The SQL twin of `stayOf`. */
const stayColumn = sql`(select coalesce(max(sp.visit), 0) + 1 from opportunity_span sp
                         where sp.org_id = o.org_id and sp.opportunity_id = o.id and sp.stage_id <> o.stage_id) as stay`
const dealColumns = sql`o.id, o.owner_id, o.status, o.stage_id, o.pipeline_id, o.pipeline_version, ${stayColumn}`

/**
 * Makes the tasks of the stage in which an open deal stands, as far as they are not there: for deals whose history came
 * from elsewhere, or whose pipeline got its tasks later. They are due from today. Returns how many were made.
 */
export async function fillStageTasks(tx: Tx, caller: Caller, opportunityId: string): Promise<Outcome<{ created: number }>> {
  const { rows } = await sql<DealRow>`
    select ${dealColumns} from opportunity o where o.org_id = ${caller.orgId} and o.id = ${opportunityId} and o.deleted_at is null
      and ${reachable(caller, 'o.owner_id')} for update of o`.execute(tx)
  const deal = rows[0]
  if (!deal) return refuse('not-found')
  const lacking = needs(caller, 'opportunities.write')
  if (lacking) return { ok: false, refusal: lacking }
  if (deal.status !== 'open') return refuse('not-open', { status: deal.status })
  return accept({ created: await fill(tx, caller, deal) })
}

const most = 500

/** The same for every open deal of a pipeline within reach that has no task in its present stay, so many at a time. */
export async function fillPipelineTasks(
  tx: Tx,
  caller: Caller,
  pipelineId: string,
): Promise<Outcome<{ deals: number; created: number; remaining: number }>> {
  const pipeline = await tx
    .selectFrom('pipeline')
    .select('id')
    .where('org_id', '=', caller.orgId)
    .where('id', '=', pipelineId)
    .executeTakeFirst()
  if (!pipeline) return refuse('not-found')
  const lacking = needs(caller, 'opportunities.write')
  if (lacking) return { ok: false, refusal: lacking }
  const { rows } = await sql<DealRow>`
    select ${dealColumns} from opportunity o
    where o.org_id = ${caller.orgId} and o.pipeline_id = ${pipelineId} and o.status = 'open' and o.deleted_at is null
      and ${reachable(caller, 'o.owner_id')}
      and not exists (select from task t where t.org_id = o.org_id and t.opportunity_id = o.id and t.stage_id = o.stage_id and t.key is not null)
    order by o.id for update of o`.execute(tx)
  let [deals, created, remaining] = [0, 0, 0]
  for (const deal of rows) {
    const stage = await stageOf(tx, caller, deal)
    if (!stage || stage.tasks.length === 0) continue
    if (deals === most) {
      remaining++
      continue
    }
    deals++
    created += await fill(tx, caller, deal)
  }
  return accept({ deals, created, remaining })
}

async function fill(tx: Tx, caller: Caller, deal: DealRow): Promise<number> {
  const stage = await stageOf(tx, caller, deal)
  const opportunity = { id: deal.id, ownerId: deal.owner_id }
  if (!stage) return 0
  const tasks = await makeStageTasks(tx, caller, { opportunity, stage, stay: deal.stay, enteredAt: caller.now })
  tellOfDeal(tx, caller, deal.id, [{ action: 'tasks-made', tasks }])
  return tasks.length
}

async function stageOf(tx: Tx, caller: Caller, deal: DealRow) {
  const { stages } = await readDefinition(tx, caller.orgId, deal.pipeline_id, deal.pipeline_version)
  return stages.find(({ id }) => id === deal.stage_id)
}
