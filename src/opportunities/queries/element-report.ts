import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import type { PipelineFull } from '../../pipelines/definition.ts'
import type { Named } from '../../pipelines/stage.ts'
import type { elementReport } from '../element-contract.ts'
import { elementsAtStage } from '../element-report.ts'
import { learnedOf } from '../elements.ts'
import { readPasts } from './elements-past.ts'
import { readStatistics } from './chance-ground.ts'

type Report = ReturnType<(typeof elementReport)['parse']>

/** So many of the latest ended deals are looked at: more would change no verdict, and take seconds. */
const mostDeals = 10_000

/** A pipeline by key or id, the default one when none is named, as it is published. */
export async function reportedPipeline(
  tx: Tx,
  caller: Caller,
  wanted: string | undefined,
): Promise<Outcome<{ pipeline: { id: string; key: string; name: string }; definition: PipelineFull }>> {
  const { rows } = await sql<{ id: string; key: string; name: Named; current_version: number }>`
    select id, key, name, current_version from pipeline
     where org_id = ${caller.orgId} and ${wanted === undefined ? sql`true` : sql`(key = ${wanted} or id::text = ${wanted})`}
     order by is_default desc, active desc, position, id limit 1`.execute(tx)
  const row = rows[0]
  if (!row) return refuse('not-found')
  const definition = await readDefinition(tx, caller.orgId, row.id, row.current_version)
  return accept({ pipeline: { id: row.id, key: row.key, name: row.name[caller.locale] }, definition })
}

/** What elements tell: win rates by what was known at each stage, over the ended deals within reach. */
export async function readElementReport(
  tx: Tx,
  caller: Caller,
  { pipeline: wanted }: { pipeline?: string | undefined },
): Promise<Outcome<Report>> {
  const found = await reportedPipeline(tx, caller, wanted)
  if (!found.ok) return found
  const { pipeline, definition } = found.value
  const pasts =
    definition.elements.length === 0
      ? []
      : await readPasts(tx, {
          orgId: caller.orgId,
          pipelineId: pipeline.id,
          endedOnly: true,
          where: reachable(caller, 'o.owner_id'),
          most: mostDeals,
        })
  const statistics = await readStatistics(tx, caller.orgId, pipeline.id)
  return accept({
    pipeline,
    deals: pasts.filter(({ outcome }) => outcome !== null).length,
    limited: pasts.length === mostDeals,
    stages: definition.stages.map((stage) => {
      const { deals, elements } = elementsAtStage(definition.elements, stage.id ?? '', pasts)
      const weights = statistics.get(stage.id ?? '')?.weights
      return {
        key: stage.key,
        name: stage.name[caller.locale],
        deals,
        elements: elements.map((element, index) => {
          const defined = definition.elements[index]!
          const learned = learnedOf(defined, stage.key, weights)
          return {
            ...element,
            name: defined.name[caller.locale],
            weight: defined.weights[stage.key] ?? 0,
            learnedWeight: learned && !learned.answers ? learned.weight : null,
            answers: element.answers.map((answer, at) => ({ ...answer, name: defined.answers![at]!.name[caller.locale] })),
          }
        }),
      }
    }),
  })
}
