import { sql } from 'kysely'
import { needs } from '../../people/permissions.ts'
import { reachable } from '../../people/queries.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { readingDeals, writingTask } from '../permissions.ts'
import { countStates } from '../task.ts'
import { tasksOfDeal } from './tasks.ts'

/** A deal within reach, as its tasks and playbook need it; archived ones too. Null outside reach. */
export async function dealWithin(tx: Tx, caller: Caller, id: string) {
  const { rows } = await sql<{
    id: string
    status: string
    stage_id: string
    pipeline_id: string
    pipeline_version: number
    competitors: string[] | null
    product_id: string | null
    archived: boolean
  }>`
    select o.id, o.status, o.stage_id, o.pipeline_id, o.pipeline_version, o.product_id, o.deleted_at is not null as archived,
           (select array_agg(k.id order by (k.id = o.competitor_id) desc nulls last, k.name_key, k.id) from competitor k
             where k.org_id = o.org_id and (k.id = o.competitor_id or k.id in (
               select n.competitor_id from named_competitor n where n.org_id = o.org_id and n.opportunity_id = o.id))) as competitors
    from opportunity o where o.org_id = ${caller.orgId} and o.id = ${id} and ${reachable(caller, 'o.owner_id', 'o.customer_id')}`.execute(
    tx,
  )
  return rows[0] ?? null
}

const mostOwn = 200

/**
 * The tasks of a deal: for every stage of its pipeline (and of former versions, where tasks were made) those of the latest
 * stay, with what is done and overdue; beside them what people wrote.
 */
export async function readDealTasks(tx: Tx, caller: Caller, id: string) {
  const lacking = readingDeals(caller)
  if (lacking) return { ok: false as const, refusal: lacking }
  const [deal, all, { rows }] = await Promise.all([
    dealWithin(tx, caller, id),
    tasksOfDeal(tx, caller, id),
    sql<{ id: string; key: string; position: number; name: string }>`
      select s.id, s.key, s.position, s.name ->> ${caller.locale} as name from stage s
      join opportunity o on o.org_id = s.org_id and o.pipeline_id = s.pipeline_id
      where o.org_id = ${caller.orgId} and o.id = ${id} order by s.position`.execute(tx),
  ])
  if (!deal) return refuse('not-found')
  const definition = await readDefinition(tx, caller.orgId, deal.pipeline_id, deal.pipeline_version)
  const stages = rows.flatMap((stage) => {
    const mine = all.filter(({ task }) => task.kind === 'stage' && task.stage?.id === stage.id)
    const published = definition.stages.find((one) => one.id === stage.id)
    if (!published && mine.length === 0) return []
    const latest = Math.max(0, ...mine.map(({ stay }) => stay ?? 0))
    const order = published?.tasks.map(({ key }) => key) ?? []
    const tasks = mine
      .filter(({ stay }) => stay === latest)
      .map(({ task }) => task)
      .sort((a, b) => order.indexOf(a.key ?? '') - order.indexOf(b.key ?? ''))
    return [
      {
        stageId: stage.id,
        stageKey: stage.key,
        name: stage.name,
        position: stage.position,
        current: stage.id === deal.stage_id,
        planned: order.length,
        ...countStates(tasks.map(({ state }) => state)),
        tasks,
      },
    ]
  })
  const own = all.filter(({ task }) => task.kind === 'own').map(({ task }) => task)
  const isOpen = (state: string): boolean => state === 'open' || state === 'overdue'
  const present = stages.find(({ current }) => current)
  const closed = deal.archived || deal.status !== 'open' ? refuse('not-open', { status: deal.status }).refusal : null
  return accept({
    ...countStates([...stages.flatMap(({ tasks }) => tasks), ...own].map(({ state }) => state)),
    stageKey: present?.stageKey ?? null,
    stages,
    own: [...own.filter(({ state }) => isOpen(state)), ...own.filter(({ state }) => !isOpen(state))].slice(0, mostOwn),
    permissions: {
      add: verdictOf(writingTask(caller) ?? (deal.archived ? refuse('archived').refusal : null), caller.locale),
      fill: verdictOf(needs(caller, 'opportunities.write') ?? closed, caller.locale),
    },
  })
}
