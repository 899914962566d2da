import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { tally } from '../cohort.ts'
import type { FunnelQuery, FunnelReply, StageReply } from '../contract.ts'
import { defined } from '../definition.ts'
import { periodReplies, periodTotals, snapshotReplies } from '../flow-report.ts'
import { winChancesNext } from '../loss.ts'
import { stageReplies, totals } from '../report.ts'
import { type Durations, readDurations } from './durations.ts'
import { readFates } from './fates.ts'
import { grouped, type GroupParts, regroup } from './group-names.ts'
import { estimateMissingLosses } from './missing-amounts.ts'
import { type Resolved, resolve } from './resolve.ts'
import { countUnknownEntry, readStands } from './stands.ts'
import { readTurns } from './turns.ts'

type Totals = ReturnType<typeof totals>
export interface Part extends Totals {
  stages: StageReply[]
}
interface Found {
  whole: Part
  /** By group key; null is the group of deals without one. */
  groups: GroupParts<Part>
  durations: Durations
  unknownEntry: number
  withoutAmount: number
  otherCurrency: number
}

/** The funnel of a request (CONTRACT GET /funnel). */
export async function readFunnelReport(tx: Tx, caller: Caller, query: FunnelQuery): Promise<Outcome<FunnelReply>> {
  const resolved = await resolve(tx, caller, query)
  if (!resolved.ok) return resolved
  const { pipeline, asOf } = resolved.value
  const found = query.basis === 'cohort' ? await cohort(tx, caller, resolved.value) : await flow(tx, caller, resolved.value)
  const { durations, whole, groups, ...counts } = found
  const asOfMoment = asOf?.toISOString() ?? null
  return accept({
    definition: {
      ...defined(query, { locale: caller.locale, pipeline: pipeline.name, asOf: query.asOf ?? null }),
      basis: query.basis,
      counting: query.counting,
      pipeline: { id: pipeline.id, key: pipeline.key, name: pipeline.name },
      from: query.from ?? null,
      to: query.to ?? null,
      asOf: asOfMoment,
      timeZone: caller.timeZone,
      durations: { method: durations.method, deals: durations.deals, of: durations.of },
    },
    currency: caller.currency,
    ...whole,
    ...counts,
    ...(query.groupBy === undefined ? {} : await grouped(tx, caller, query.groupBy, groups)),
  })
}

async function cohort(tx: Tx, caller: Caller, resolved: Resolved): Promise<Found> {
  const { query, pipeline, selection, from, to, asOf, table, remember } = resolved
  const { stages } = pipeline
  const members = [selection, from, to, asOf]
  const all = await regroup(
    tx,
    caller,
    query.groupBy,
    await remember(['stands', members, query.groupBy], async () =>
      readStands(tx, caller, selection, { from, to, groupBy: query.groupBy, asOf, table }),
    ),
  )
  const deals = all.reduce((sum, { count }) => sum + count, 0)
  const missing = await remember(['missing', members], () =>
    estimateMissingLosses(tx, caller, remember, selection.pipelineId, all),
  )
  const durations = await readDurations(tx, caller, remember, selection, {
    from,
    to,
    deals,
    now: asOf ?? caller.now,
    asOf,
    table,
  })
  const part = (stands: typeof all, own: Parameters<typeof stageReplies>[2]): Part => ({
    stages: stageReplies(stages, tally(stands, stages.length, query.counting), own),
    ...totals(stands),
  })
  const estimated = stages.map(({ position }) => missing.get(position) ?? 0)
  return {
    whole: part(all, { durations: durations.byStage, estimated }),
    groups: partsOf(
      query,
      all,
      sizeOf,
      (stands) => part(stands, { durations: new Map(), estimated: [] }),
      (work) => remember(['cohort-groups', members, query.groupBy, query.counting, caller.locale], work),
    ),
    durations,
    unknownEntry:
      from === null && to === null
        ? 0
        : await remember(['unknown-entry', selection, asOf], async () =>
            countUnknownEntry(tx, caller, selection, { asOf, table }),
          ),
    withoutAmount: all.reduce((sum, stand) => sum + stand.withoutAmount, 0),
    otherCurrency: all.reduce((sum, stand) => sum + stand.otherCurrency, 0),
  }
}

async function flow(tx: Tx, caller: Caller, { query, pipeline, selection, from, to, remember }: Resolved): Promise<Found> {
  const { stages } = pipeline
  const span = { from: from!, to: to!, groupBy: query.groupBy }
  const asked = [selection, from, to, query.groupBy]
  const ever = await remember(['stands', [selection, null, null, null], undefined], () =>
    readStands(tx, caller, selection, { from: null, to: null }),
  )
  const winNext = winChancesNext(
    tally(ever, stages.length, 'implied').map(({ won, resolved }, index) => ({
      won,
      resolved,
      probability: stages[index]!.probability,
    })),
  )
  const durations = await readDurations(tx, caller, remember, selection, {
    from: null,
    to: null,
    deals: ever.reduce((sum, { count }) => sum + count, 0),
    now: caller.now,
    window: { from: from!, to: to! },
  })
  const beside = { durations: durations.byStage, winNext }
  const shared = { durations, unknownEntry: 0, withoutAmount: 0, otherCurrency: 0 }
  if (query.basis === 'snapshot') {
    const found = await remember(['fates', asked], () => readFates(tx, caller, selection, span))
    const fates = (await regroup(tx, caller, query.groupBy, found)).map((fate) => ({ ...fate, kind: fate.bucket }))
    const part = (own: typeof fates, with_: typeof beside): Part => ({
      stages: snapshotReplies(stages, own, with_),
      ...totals(own),
    })
    return {
      whole: part(fates, beside),
      groups: partsOf(
        query,
        fates,
        sizeOf,
        (own) => part(own, { durations: new Map(), winNext }),
        (work) => work(),
      ),
      ...shared,
    }
  }
  const turned = await remember(['turns', asked], () => readTurns(tx, caller, selection, span))
  const turns = await regroup(tx, caller, query.groupBy, turned)
  const came = await remember(['stands', [selection, from, to, null], query.groupBy], () =>
    readStands(tx, caller, selection, span),
  )
  const fresh = await regroup(tx, caller, query.groupBy, came)
  const part = (own: typeof turns, entered: typeof fresh, with_: typeof beside): Part => ({
    stages: periodReplies(stages, own, with_),
    ...periodTotals(own, { count: totals(entered).entered, amountMinor: totals(entered).enteredAmountMinor }),
  })
  const cameBy = byGroup(fresh)
  return {
    whole: part(turns, fresh, beside),
    groups: partsOf(
      query,
      turns,
      (_, key) => sizeOf(cameBy.get(key) ?? []),
      (own, key) => part(own, cameBy.get(key) ?? [], { durations: new Map(), winNext }),
      (work) => remember(['period-groups', asked, caller.locale], work),
    ),
    ...shared,
  }
}

const sizeOf = (rows: readonly { count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0)

/** Groups of rows; what there is to say of each is worked out once it is asked for, and remembered by `once`. */
function partsOf<T extends { group: string | null }>(
  { groupBy }: FunnelQuery,
  rows: readonly T[],
  size: (own: T[], key: string | null) => number,
  part: (own: T[], key: string | null) => Part,
  once: (work: () => Promise<ReadonlyMap<string | null, Part>>) => Promise<ReadonlyMap<string | null, Part>>,
): GroupParts<Part> {
  const groups = groupBy === undefined ? new Map<string | null, T[]>() : byGroup(rows)
  return {
    sizes: new Map([...groups].map(([key, own]) => [key, size(own, key)])),
    parts: (keys) => once(() => Promise.resolve(new Map(keys.map((key) => [key, part(groups.get(key) ?? [], key)])))),
  }
}

function byGroup<T extends { group: string | null }>(rows: readonly T[]): Map<string | null, T[]> {
  const groups = new Map<string | null, T[]>()
  for (const row of rows) {
    const group = groups.get(row.group)
    if (group) group.push(row)
    else groups.set(row.group, [row])
  }
  return groups
}
