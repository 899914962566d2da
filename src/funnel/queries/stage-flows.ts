import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import type { readStageFlows } from '../flow-contract.ts'
import { readFlows } from './flows.ts'
import { remembering } from './memory.ts'
import { readPipelineOnce } from './resolve.ts'
import { resolveSelection } from './selection.ts'

/** Where deals went between the beginnings of two days, for a Sankey diagram (GET /funnel/flows). Steps from or to a retired stage are left out. */
export async function readStageFlowReport(
  tx: Tx,
  caller: Caller,
  query: z.output<typeof readStageFlows.query>,
): Promise<Outcome<z.output<typeof readStageFlows.reply>>> {
  if (query.from > query.to) return refuse('span-backwards')
  const remember = await remembering(tx, caller)
  const pipeline = await readPipelineOnce(tx, caller, remember, query.pipeline)
  if (!pipeline.ok) return pipeline
  const selection = await resolveSelection(tx, caller, pipeline.value.id, query)
  const [from, to] = [startOfDay(query.from, caller.timeZone), startOfDay(query.to, caller.timeZone)]
  const flows = await remember(['flows', selection, from, to], () => readFlows(tx, caller, selection, from, to))
  const keys = new Map(pipeline.value.stages.map(({ id, key }) => [id, key]))
  return accept({
    from: query.from,
    to: query.to,
    currency: caller.currency,
    stages: pipeline.value.stages.map(({ key, name, position }) => ({ key, name, position })),
    flows: flows.flatMap(({ fromStageId, to: target, count, amountMinor }) => {
      const source = fromStageId === null ? null : keys.get(fromStageId)
      const next = 'end' in target ? null : keys.get(target.stageId)
      if (source === undefined || next === undefined) return []
      return [{ from: source, to: next, end: 'end' in target ? target.end : null, count, amountMinor }]
    }),
  })
}
