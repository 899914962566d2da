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
import { words as dealWords } from '../../opportunities/words.ts'
import { reaches } from '../../people/reach.ts'
import type { Change as AuditChange } from '../../platform/audit-trail.ts'
import { newId } from '../../platform/ids.ts'
import { looseKey, nameKey } from '../../platform/text/keys.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { say } from '../../platform/words.ts'
import type { DateValue } from '../dates.ts'
import { amendHistory, placeOf, planHistory, type PlannedEvent } from '../deal-history.ts'
import type { RowRead } from '../row-reader.ts'
import { insertChanges, loadIdentities, saveIdentities, type Change, type Identity } from '../store/rows.ts'
import { meaningsOf } from './stage-meanings.ts'
import { momentOf } from '../zoned-moment.ts'
import { competitorsOf, productsOf, sourcesOf } from './catalogue.ts'
import { customersOf } from './customers-by-name.ts'
import { ownersOf } from './owners.ts'
import { fail, failWith, show, warn, type Run } from './run.ts'
import { dealsByExternalId } from './deals-named.ts'
import { fingerprintOf, given } from './upsert.ts'

/** One row as a deal: its columns (absent: as it is), its way, and what its events carry. */
interface Told {
  row: RowRead
  identity: string
  externalId: string | null
  fingerprint: string
  columns: Partial<BlankDeal>
  planned: PlannedEvent[]
  reasonKey: string | null
  reasonText: string | null
}

export async function writeOpportunities(run: Run, rows: readonly RowRead[]): Promise<void> {
  const good = rows.filter((row) => row.errors.length === 0 || fail(run, row))
  const told = await tellDeals(run, good)
  const { tx, caller } = run
  const seen = await loadIdentities(
    tx,
    caller.orgId,
    run.kind,
    told.map(({ identity }) => identity),
  )
  const byExternal = await dealsByExternalId(
    run,
    told.flatMap(({ externalId }) => (externalId ? [externalId] : [])),
  )
  const changedIds = new Set<string>()
  const idOf = (deal: Told) => seen.get(deal.identity)?.entityId ?? byExternal.get(deal.externalId ?? '')
  for (const deal of told)
    if (seen.get(deal.identity)?.fingerprint !== deal.fingerprint && idOf(deal)) changedIds.add(idOf(deal)!)
  const loaded = await loadMany(tx, caller.orgId, [...changedIds])

  const fresh = new Map<string, { deal: NewDeal; told: Told }>()
  const changes = new Map<string, DealChange & { audit: AuditChange; undo: Change }>()
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
      const change = changeOf(run, known, deal)
      identities.push({ identity: deal.identity, entityId: known.row.id, fingerprint: deal.fingerprint })
      if (!change) {
        run.tally.unchanged++
        continue
      }
      changes.set(known.row.id, change)
      run.tally.updated++
      show(run, deal.row.line, 'updated', known.row.name, shown(change.set))
      continue
    }
    const row: BlankDeal = {
      ...blankDeal(caller),
      ...deal.columns,
      pipeline_id: run.pipeline.id,
      pipeline_version: run.pipeline.version,
    }
    fresh.set(deal.identity, { deal: { row, events: eventsOf(run, deal, deal.planned) }, told: deal })
    identities.push({ identity: deal.identity, entityId: row.id, fingerprint: deal.fingerprint })
    run.tally.created++
    show(run, deal.row.line, 'created', row.name, shown(deal.columns))
  }

  const stages = await stagesForMany(tx, caller.orgId, run.pipeline.id)
  await openMany(
    tx,
    caller,
    [...fresh.values()].map(({ deal }) => deal),
    stages,
  )
  await appendMany(
    tx,
    caller,
    [...changes.values()],
    stages,
    [...changes.values()].map(({ audit }) => audit),
  )
  await insertChanges(tx, caller.orgId, run.importId, [
    ...[...fresh.values()].map(({ deal }) => ({
      entityKind: 'opportunity',
      entityId: deal.row.id,
      action: 'created' as const,
      version: 1,
      before: null,
    })),
    ...[...changes.values()].map(({ undo }) => undo),
  ])
  await saveIdentities(tx, caller.orgId, run.kind, run.importId, identities)
}

async function tellDeals(run: Run, rows: readonly RowRead[]): Promise<Told[]> {
  const text = (row: RowRead, key: string) => row.values[key] as string | null | undefined
  const column = (key: string) => rows.map((row) => text(row, key))
  const owners = await ownersOf(run, column('owner'))
  const products = await productsOf(run, column('product'))
  const sources = await sourcesOf(run, column('source'))
  const competitors = await competitorsOf(run, column('competitor'))
  const customers = await customersOf(
    run,
    rows.flatMap((row) =>
      text(row, 'customer')
        ? [{ name: text(row, 'customer')!, ownerId: owners.get(text(row, 'owner') ?? '') ?? run.caller.memberId }]
        : [],
    ),
  )
  const withoutCustomer = rows.filter((row) => !text(row, 'customer')).length
  if (withoutCustomer > 0) warn(run, 'customer-not-given', 'customer', '', withoutCustomer)

  return rows.map((row) => {
    const { values } = row
    const customer = customers.get(nameKey(text(row, 'customer') ?? ''))
    const { stage, outcome } = placeOf(meaningsOf(run, row))
    const dates = datesOf(run, row, outcome !== 'open')
    const externalId = text(row, 'externalId') ?? null
    const name = (text(row, 'name') ?? nameFor(run, customer?.name, text(row, 'product'), externalId)).slice(0, 200)
    const reason = text(row, 'lossReason')
    const reasonKey = reason ? (run.references.lossReasons.get(looseKey(reason)) ?? null) : null
    if (reason && !reasonKey) warn(run, 'loss-reason-unknown', 'lossReason', reason)
    const ended = outcome === 'lost' || outcome === 'terminated'
    const { full, initials } = pinyinOf(name)
    const competitorId = competitors.get(text(row, 'competitor') ?? '')
    return {
      row,
      identity: externalId ? `x:${externalId}` : `n:${nameKey(name)}|${customer?.id ?? ''}|${dates.createdAt ?? ''}`,
      externalId,
      fingerprint: fingerprintOf(row),
      planned: planHistory({ ...dates, stage, outcome }, run.pipeline.stages),
      reasonKey,
      reasonText: reason && !reasonKey ? reason : null,
      columns: given({
        name,
        pinyin: full,
        initials,
        external_id: externalId ?? undefined,
        customer_id: values.customer === null ? null : customer?.id,
        product_id: values.product === null ? null : products.get(text(row, 'product') ?? ''),
        source_id: values.source === null ? null : sources.get(text(row, 'source') ?? ''),
        region: values.region === undefined ? (customer?.region ?? undefined) : values.region,
        owner_id: owners.get(text(row, 'owner') ?? ''),
        amount_minor: values.amount,
        expected_close_on:
          values.expectedCloseOn === null
            ? null
            : ((values.expectedCloseOn as DateValue | undefined)?.day ?? dates.expectedCloseOn),
        own_probability: values.ownProbability,
        loss_reason_key: ended ? (reasonKey ?? undefined) : undefined,
        competitor_id: ended ? competitorId : undefined,
        next_step: values.nextStep,
        next_step_on: values.nextStepOn === null ? null : (values.nextStepOn as DateValue | undefined)?.day,
        note: values.note,
        created_at: dates.createdAt === null ? undefined : new Date(dates.createdAt),
      }) as Partial<BlankDeal>,
    }
  })
}

const nameFor = (
  run: Run,
  customer: string | undefined,
  product: string | null | undefined,
  externalId: string | null,
): string =>
  customer
    ? say(run.caller.locale, dealWords, product ? 'default-name-product' : 'default-name', { customer, product })
    : [product, externalId].filter(Boolean).join(' · ')

/** The dates in order: an entry after the end is not known rather than wrong, and an open deal's closing day is the one expected. */
function datesOf(run: Run, { values }: RowRead, isClosed: boolean) {
  const at = (key: string): number | null =>
    values[key] ? momentOf(values[key] as DateValue, run.caller.timeZone).getTime() : null
  let [createdAt, engagedAt, closedAt] = [at('createdOn'), at('engagedOn'), isClosed ? at('closedOn') : null]
  const day = (key: string) => (values[key] as DateValue | undefined)?.day
  const latest = Math.max(createdAt ?? -Infinity, engagedAt ?? -Infinity)
  if (closedAt !== null && latest > closedAt) {
    const sameDay = [day('createdOn'), day('engagedOn')].every((other) => other === undefined || other <= day('closedOn')!)
    if (sameDay) closedAt = latest
    else {
      warn(run, 'dates-out-of-order', 'closedOn', day('closedOn') ?? '')
      if (createdAt !== null && createdAt > closedAt) createdAt = null
      if (engagedAt !== null && engagedAt > closedAt) engagedAt = null
    }
  }
  return { createdAt, engagedAt, closedAt, expectedCloseOn: isClosed ? undefined : day('closedOn') }
}

const eventsOf = (run: Run, told: Told, planned: readonly PlannedEvent[]): BroughtEvent[] =>
  planned.map((event) => {
    const ends = event.kind === 'lose' || event.kind === 'terminate'
    const id = newId()
    return {
      ...event,
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

/** What a row changes on a deal on record; null when nothing. A history that people have written since is theirs: it stays. */
function changeOf(run: Run, known: LoadedDeal, told: Told): (DealChange & { audit: AuditChange; undo: Change }) | null {
  const { caller } = run
  const now = caller.now.getTime()
  const stored = known.row as unknown as Record<string, unknown>
  const { created_at: _, ...columns } = told.columns
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
  if (!imported) warn(run, 'history-kept', 'stage', known.row.name)
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
  if (Object.keys(set).length === 0 && stageEvents.length === 0) return null
  const before = Object.fromEntries(Object.keys(set).map((column) => [column, stored[column] ?? null]))
  const { id } = known.row
  return {
    deal: known,
    stageEvents,
    fieldEvents,
    set: set as Partial<BlankDeal>,
    audit: {
      entityKind: 'opportunity',
      entityId: id,
      action: 'changed',
      before,
      after: { ...set, ...(add.length > 0 ? { history: add.map(({ kind }) => kind) } : {}) },
    },
    undo: {
      entityKind: 'opportunity',
      entityId: id,
      action: 'updated',
      version: known.row.version + 1,
      before: { ...before, $added: stageEvents.filter(({ annulsId }) => !annulsId).map((event) => event.id), $annulled: annul },
    },
  }
}

const shown = (columns: Partial<BlankDeal>): Record<string, unknown> => ({
  externalId: columns.external_id,
  amount: columns.amount_minor === undefined || columns.amount_minor === null ? undefined : columns.amount_minor / 100,
  region: columns.region,
  expectedCloseOn: columns.expected_close_on,
})
