import { type BroughtEvent, blankDeal, openMany, stagesForMany } from '../../src/opportunities/commands/write-many.ts'
import type { EventKind } from '../../src/opportunities/stage-history.ts'
import { newId } from '../../src/platform/ids.ts'
import { announce } from '../../src/platform/news.ts'
import type { Company, Person } from './a-company.ts'
import type { TestPipeline } from './a-pipeline.ts'

/** Deals at each of seven stages and, last, won: of 100 visitors 8 buy (FUNNEL-SCIENCE 1.8). */
export const showroom = [100, 80, 70, 45, 29, 19, 12, 8]
const dayMs = 86_400_000

/** A deal told by its path: stages by number, then W won, L lost, T terminated, H held, R taken up again; a step every `stepDays`. */
export interface ToldDeal {
  path: string
  /** Milliseconds; null: nobody knows when it began. */
  at: number | null
  stepDays?: number
  /** The last step was written down so many days after it happened. */
  lateDays?: number
  owner?: Person
  amountMinor?: number | null
  row?: Record<string, unknown>
}

const ends: Record<string, EventKind> = { W: 'win', L: 'lose', T: 'terminate', H: 'hold' }
/** Taken up again: after a hold, or after the end. */
const again = (path: string, index: number): EventKind => (path[index - 1] === 'H' ? 'resume' : 'reopen')

/** Writes deals with their histories, as an import brings them, and leaves news of it. Returns their ids. */
export async function tell(company: Company, pipeline: TestPipeline, deals: readonly ToldDeal[], now: Date): Promise<string[]> {
  const admin = await company.as('admin', now)
  const told = deals.map(({ path, at: start, stepDays = 1, lateDays = 0, owner = 'li', amountMinor = 1_000_000, row: more }) => {
    const row = blankDeal(admin)
    const ownerId = company.member[owner]
    Object.assign(row, {
      name: `来客 ${path}`,
      pipeline_id: pipeline.id,
      owner_id: ownerId,
      credit_owner_id: ownerId,
      amount_minor: amountMinor,
      ...more,
    })
    let standing = 0
    const events = [...path].map((step, index): BroughtEvent => {
      const end = step === 'R' ? again(path, index) : ends[step]
      const to = step === 'R' ? standing : end ? null : Number(step)
      const kind: EventKind = end ?? (index === 0 ? 'enter' : to! < standing ? 'back' : to! > standing + 1 ? 'skip' : 'advance')
      standing = to ?? standing
      const occurredAt = start === null ? null : start + index * stepDays * dayMs
      return {
        id: newId(),
        kind,
        fromStageId: null,
        toStageId: to === null ? null : pipeline.stages[to - 1]!.id,
        occurredAt,
        recordedAt: occurredAt === null ? now.getTime() : occurredAt + (index === path.length - 1 ? lateDays * dayMs : 0),
      }
    })
    return { row, events }
  })
  await company.within(async (tx) => {
    await openMany(tx, admin, told, await stagesForMany(tx, company.orgId, pipeline.id))
    await announce(
      tx,
      company.orgId,
      told.map(({ row }) => ({
        topic: 'opportunity.created',
        entityKind: 'opportunity',
        entityId: row.id,
        ownerId: row.owner_id,
      })),
    )
  })
  return told.map(({ row }) => row.id)
}

/** The hundred visitors of the science, an hour apart; owners take turns. */
export const visitors = (start: number, more: (index: number) => Partial<ToldDeal> = () => ({})): ToldDeal[] =>
  Array.from({ length: 100 }, (_, index) => {
    const left = showroom.findIndex((count) => index >= count)
    const path = left < 0 ? '1234567W' : `${'1234567'.slice(0, left)}L`
    return { path, at: start + index * 3_600_000, owner: (['li', 'wang', 'chen'] as const)[index % 3]!, ...more(index) }
  })
