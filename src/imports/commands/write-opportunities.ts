import {
  blankDeal,
  loadMany,
  openMany,
  appendMany,
  stagesForMany,
  type BlankDeal,
  type BroughtEvent,
  type DealChange,
  type LoadedDeal,
  type NewDeal,
} from '../../opportunities/commands/write-many.ts'
import { effectiveEvents, type FieldEvent, type TrackedFields } from '../../opportunities/stage-history.ts'
import { reaches } from '../../people/reach.ts'
import type { Change as AuditChange } from '../../platform/audit-trail.ts'
import { newId } from '../../platform/ids.ts'
import { amendHistory, type PlannedEvent } from '../deal-history.ts'
import type { ElementSaid } from '../element-fields.ts'
import type { RowRead } from '../row-reader.ts'
import type { KnownStage } from '../stage-words.ts'
import { loadIdentities, saveIdentities, type Identity } from '../store/identities.ts'
import { insertChanges, type Change } from '../store/rows.ts'
import { askForCustomers } from './customers-by-name.ts'
import { isWorkedOn, moveLater } from './move-worked.ts'
import { fail, failWith, later, show, warn, type Run } from './run.ts'
import { dealsByExternalId } from './deals-named.ts'
import { tellDeals, type Told } from './tell-deals.ts'
import {
  elementEvents,
  elementsBefore,
  elementsSaid,
  loadElements,
  newlySaid,
  writeElements,
  type KeptElement,
} from './write-elements.ts'

type Seen = Awaited<ReturnType<typeof loadIdentities>>

/** What is on record of the rows' own ids. */
export interface DealsOnRecord {
  seen: Seen
  byExternal: Map<string, string>
}

/** Asks what the rows need to know before they can be told as deals; of rows on their way to the database it knows nothing yet. */
export async function askForDeals(run: Run, rows: readonly RowRead[]): Promise<DealsOnRecord> {
  const { tx, caller } = run
  const text = (key: string) =>
    rows.flatMap(({ values, errors }) => (errors.length === 0 && values[key] ? [values[key] as string] : []))
  const externalIds = text('externalId')
  const [, seen, byExternal] = await Promise.all([
    askForCustomers(run, text('customer')),
    loadIdentities(
      tx,
      caller.orgId,
      run.kind,
      externalIds.map((id) => `x:${id}`),
    ),
    dealsByExternalId(run, externalIds),
  ])
  return { seen, byExternal }
}

/** What the batches before this one said, and the database was perhaps not asked late enough to know. */
const recent = new WeakMap<Run, Seen[]>()

export async function writeOpportunities(run: Run, rows: readonly RowRead[], known: DealsOnRecord): Promise<void> {
  const good = rows.filter((row) => row.errors.length === 0 || fail(run, row))
  const told = await tellDeals(run, good)
  const { tx, caller } = run
  const unasked = told.flatMap(({ identity, externalId }) => (externalId ? [] : [identity]))
  const seen: Seen = new Map([
    ...known.seen,
    ...(unasked.length > 0 ? await loadIdentities(tx, caller.orgId, run.kind, unasked) : []),
    ...(recent.get(run) ?? []).flatMap((batch) => [...batch]),
  ])
  const { byExternal } = known
  const changedIds = new Set<string>()
  const idOf = (deal: Told) => seen.get(deal.identity)?.entityId ?? byExternal.get(deal.externalId ?? '')
  for (const deal of told)
    if (seen.get(deal.identity)?.fingerprint !== deal.fingerprint && idOf(deal)) changedIds.add(idOf(deal)!)
  // what is known by its own id only, and not by an earlier import, may have come since it was asked for
  const loaded = await loadMany(tx, caller.orgId, [...changedIds])
  const said = await elementsSaid(run, good)
  const onRecord = said.size > 0 ? await loadElements(tx, caller.orgId, [...changedIds]) : new Map<string, never>()

  const fresh = new Map<string, { deal: NewDeal; told: Told; elements: ElementSaid[] }>()
  const changes = new Map<string, DealChange & { audit: AuditChange; undo: Change; elements: ElementSaid[] }>()
  const identities: Identity[] = []
  for (const deal of told) {
    const known = loaded.get(idOf(deal) ?? '')
    const made = fresh.get(deal.identity)
    if (
      (known === undefined || known.row.deleted_at === null) &&
      seen.get(deal.identity)?.fingerprint === deal.fingerprint &&
      (idOf(deal) || made)
    ) {
      run.tally.unchanged++
      continue
    }
    if (made || changes.has(known?.row.id ?? '')) {
      // the file tells of the same deal twice: the first row stands, the second is shown
      failWith(run, deal.row, 'externalId', 'row-repeated', deal.externalId ?? '')
      continue
    }
    if (known && known.row.deleted_at === null) {
      if (!reaches(caller, known.row.owner_id)) {
        failWith(run, deal.row, 'owner', 'out-of-reach', known.row.name)
        continue
      }
      const to = isWorkedOn(known) ? movesTo(run, known, deal) : null
      const change = changeOf(run, known, deal, said.get(deal.row) ?? [], onRecord.get(known.row.id), to !== null)
      const identity = { identity: deal.identity, entityId: known.row.id, fingerprint: deal.fingerprint }
      if (to) {
        const beside = { rows: [deal.row], deal: known, change, identity, counts: 'updated' as const, shown: shown(deal.columns) }
        if (!moveLater(run, { ...beside, to, reason: deal.columns.note ?? undefined, externalKey: null }))
          failWith(run, deal.row, 'externalId', 'row-repeated', deal.externalId ?? '')
        continue
      }
      identities.push(identity)
      if (!change) {
        run.tally.unchanged++
        continue
      }
      changes.set(known.row.id, change)
      run.tally.updated++
      show(run, deal.row.line, 'updated', known.row.name, shown(change.set))
      continue
    }
    const row: BlankDeal = Object.assign(blankDeal(caller), deal.columns)
    row.pipeline_id = run.pipeline.id
    row.pipeline_version = run.pipeline.version
    const elements = newlySaid(said.get(deal.row) ?? [], undefined)
    // when it was found out nobody says; it came with the deal
    const fieldEvents = elementEvents(caller, elements, undefined, null)
    fresh.set(deal.identity, { deal: { row, events: eventsOf(run, deal, deal.planned), fieldEvents }, told: deal, elements })
    identities.push({ identity: deal.identity, entityId: row.id, fingerprint: deal.fingerprint })
    run.tally.created++
    show(run, deal.row.line, 'created', row.name, shown(deal.columns))
  }

  const stages = await stagesOf(run)
  recent.set(run, [
    ...(recent.get(run) ?? []).slice(-1),
    new Map(identities.map(({ identity, entityId, fingerprint }) => [identity, { entityId, fingerprint }])),
  ])
  const opened = openMany(
    tx,
    caller,
    [...fresh.values()].map(({ deal }) => deal),
    stages,
    { filed: 'later' },
  )
  later(run, opened)
  later(
    run,
    writeElements(
      tx,
      caller,
      [...fresh.values()].map(({ deal: { row }, elements }) => ({ id: row.id, said: elements, asOf: row.created_at })),
    ),
  )
  if (changes.size > 0)
    await appendMany(
      tx,
      caller,
      [...changes.values()],
      stages,
      [...changes.values()].map(({ audit }) => audit),
      { filed: 'later' },
    )
  later(
    run,
    writeElements(
      tx,
      caller,
      [...changes.values()].map(({ deal, elements }) => ({ id: deal.row.id, said: elements, asOf: caller.now })),
    ),
  )
  const noted = insertChanges(tx, caller.orgId, run.importId, [
    ...[...fresh.values()].map(({ deal }) => ({
      entityKind: 'opportunity',
      entityId: deal.row.id,
      action: 'created' as const,
      version: 1,
      before: null,
    })),
    ...[...changes.values()].map(({ undo }) => undo),
  ])
  later(run, noted)
  later(
    run,
    saveIdentities(tx, caller.orgId, run.kind, run.importId, identities, (identity) => seen.has(identity)),
  )
}

const stagesKnown = new WeakMap<Run, ReturnType<typeof stagesForMany>>()

/** Stages do not change while an import runs. */
function stagesOf(run: Run): ReturnType<typeof stagesForMany> {
  const stages = stagesKnown.get(run) ?? stagesForMany(run.tx, run.caller.orgId, run.pipeline.id)
  stagesKnown.set(run, stages)
  return stages
}

const eventsOf = (run: Run, told: Told, planned: readonly PlannedEvent[]): BroughtEvent[] =>
  planned.map((event) => {
    const ends = event.kind === 'lose' || event.kind === 'terminate'
    const id = newId()
    return {
      kind: event.kind,
      fromStageId: event.fromStageId,
      toStageId: event.toStageId,
      occurredAt: event.occurredAt,
      id,
      recordedAt: run.caller.now.getTime(),
      // tells imported history from what people and logs recorded
      externalKey: `import:${id}`,
      reasonKey: ends ? told.reasonKey : null,
      competitorId: ends ? (told.columns.competitor_id ?? null) : null,
      note: ends ? told.reasonText : null,
    }
  })

const trackedColumns: Record<keyof TrackedFields, keyof BlankDeal> = {
  ownerId: 'owner_id',
  amountMinor: 'amount_minor',
  expectedCloseOn: 'expected_close_on',
}

/** The stage that a row moves an open deal to that people work on; null where it stays, or is told to have ended. */
function movesTo(run: Run, { row }: LoadedDeal, { stage, outcome }: Told): KnownStage | null {
  if (!stage || outcome !== 'open' || row.status !== 'open' || row.pipeline_id !== run.pipeline.id) return null
  return stage.id === row.stage_id ? null : stage
}

/** What a row changes on a deal on record; null when nothing. A history that people have written since is theirs: it stays. */
function changeOf(
  run: Run,
  known: LoadedDeal,
  told: Told,
  said: readonly ElementSaid[],
  onRecord: ReadonlyMap<string, KeptElement> | undefined,
  isMoved: boolean,
): (DealChange & { audit: AuditChange; undo: Change; elements: ElementSaid[] }) | null {
  const { caller } = run
  const now = caller.now.getTime()
  const stored = known.row as unknown as Record<string, unknown>
  const { created_at: _, ...columns } = told.columns
  if (told.isUnrecorded && Number(stored.amount_minor) > 0) delete columns.amount_minor
  const set = Object.fromEntries(
    Object.entries(columns).filter(([column, value]) => JSON.stringify(stored[column] ?? null) !== JSON.stringify(value ?? null)),
  )
  const fieldEvents = (Object.entries(trackedColumns) as [keyof TrackedFields, string][])
    .filter(([, column]) => column in set)
    .map(([field, column]): FieldEvent => ({
      id: newId(),
      field,
      old: stored[column],
      new: set[column],
      occurredAt: now,
      recordedAt: now,
    }))

  const live = effectiveEvents(known.events)
  const keys = new Map(known.events.map(({ id, externalKey }) => [id, externalKey]))
  const imported = run.pipeline.id === known.row.pipeline_id && live.every(({ id }) => keys.get(id)?.startsWith('import:'))
  const { annul, add } = imported ? amendHistory(live, told.planned, now) : { annul: [], add: [] }
  if (!imported && !isMoved) warn(run, 'history-kept', 'stage', known.row.name)
  const stageEvents: BroughtEvent[] = [
    ...annul.map((annulsId): BroughtEvent => ({
      id: newId(),
      kind: 'correction',
      fromStageId: null,
      toStageId: null,
      occurredAt: now,
      recordedAt: now,
      annulsId,
    })),
    ...eventsOf(run, told, add),
  ]
  const elements = known.row.pipeline_id === run.pipeline.id ? newlySaid(said, onRecord) : []
  if (Object.keys(set).length === 0 && stageEvents.length === 0 && elements.length === 0) return null
  const elementChanges = elementEvents(caller, elements, onRecord, now)
  const before = Object.fromEntries(Object.keys(set).map((column) => [column, stored[column] ?? null]))
  const { id } = known.row
  return {
    deal: known,
    stageEvents,
    fieldEvents: [...fieldEvents, ...elementChanges],
    set: set as Partial<BlankDeal>,
    elements,
    audit: {
      entityKind: 'opportunity',
      entityId: id,
      action: 'changed',
      before,
      after: {
        ...set,
        ...(add.length > 0 ? { history: add.map(({ kind }) => kind) } : {}),
        ...Object.fromEntries(elementChanges.map(({ field, new: value }) => [field, value])),
      },
    },
    undo: {
      entityKind: 'opportunity',
      entityId: id,
      action: 'updated',
      version: known.row.version + 1,
      before: {
        ...before,
        $added: stageEvents.filter(({ annulsId }) => !annulsId).map((event) => event.id),
        $annulled: annul,
        $elements: elementsBefore(elements, onRecord),
      },
    },
  }
}

const shown = (columns: Partial<BlankDeal>): Record<string, unknown> => ({
  externalId: columns.external_id,
  amount: columns.amount_minor === undefined || columns.amount_minor === null ? undefined : columns.amount_minor / 100,
  region: columns.region,
  expectedCloseOn: columns.expected_close_on,
})
