import { type Duration } from '../../funnel/duration.ts'
import { countDurations } from '../../funnel/queries/durations.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'

/** From so many stays on, how long deals stay hardly changes within some minutes. */
const keptFrom = 5_000
const longest = 10 * 60_000
const most = 500
const memory = new Map<string, { at: number; stays: ReadonlyMap<number, Duration> }>()

/** How long deals of a pipeline stay in its stages, by position, in the whole house, whoever asks: no single deal is in it. */
export async function readStays(tx: Tx, caller: Caller, pipelineId: string): Promise<ReadonlyMap<number, Duration>> {
  const key = `${caller.orgId} ${pipelineId}`
  const now = caller.now.getTime()
  const known = memory.get(key)
  if (known && Math.abs(now - known.at) < longest) return known.stays
  const house: Caller = { ...caller, reach: 'organisation' }
  const selection = { pipelineId, owners: null, sources: null, products: null, regions: null }
  const asked = { from: null, to: null, deals: 0, now: caller.now, withCurve: true }
  const { byStage } = await countDurations(tx, house, selection, asked)
  memory.delete(key)
  if ([...byStage.values()].reduce((sum, { stays }) => sum + stays, 0) < keptFrom) return byStage
  memory.set(key, { at: now, stays: byStage })
  if (memory.size > most) memory.delete(memory.keys().next().value!)
  return byStage
}
