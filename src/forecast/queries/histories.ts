import { sql, type RawBuilder } from 'kysely'
import { exits, statuses } from '../../funnel/facts/columns.ts'
import { valueOf } from '../../opportunities/elements.ts'
import type { ElementState } from '../../pipelines/criteria.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import { readRates } from '../../people/queries/rates.ts'
import type { CurrencyRates } from '../../people/rates.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { startOfDay } from '../../platform/time.ts'
import type { PipelineGround } from '../ground.ts'
import type { PastDeal, PastElement, PastSpan, TraitName } from '../past-deals.ts'
import { exitCode, hasEnded, statusCode, traitNames } from '../past-deals.ts'

/** Codes of traits: the place of a value in its list, from 1 on. */
export class Coder {
  readonly lists: Record<TraitName, string[]>
  private readonly codes: Record<TraitName, Map<string, number>>
  constructor(lists?: Partial<Record<TraitName, string[]>>) {
    this.lists = Object.fromEntries(traitNames.map((name) => [name, [...(lists?.[name] ?? [])]])) as Record<TraitName, string[]>
    this.codes = Object.fromEntries(
      traitNames.map((name) => [name, new Map(this.lists[name].map((value, at) => [value, at + 1]))]),
    ) as Record<TraitName, Map<string, number>>
  }
  of(name: TraitName, value: string | null): number {
    if (value === null) return 0
    const known = this.codes[name].get(value)
    if (known !== undefined) return known
    // two bytes each: whatever comes after is told apart no more
    if (this.lists[name].length >= 65_000) return 0
    this.lists[name].push(value)
    this.codes[name].set(value, this.lists[name].length)
    return this.lists[name].length
  }
}

/** The organisation's pipelines as they are published now. */
export async function readPipelineGrounds(tx: Tx, orgId: string): Promise<PipelineGround[]> {
  const pipelines = await tx
    .selectFrom('pipeline')
    .select(['id', 'current_version'])
    .where('org_id', '=', orgId)
    .orderBy('id')
    .execute()
  return Promise.all(
    pipelines.map(async ({ id, current_version }) => {
      const { stages, elements } = await readDefinition(tx, orgId, id, current_version)
      return {
        id,
        elements,
        stages: stages.flatMap((stage) =>
          stage.id === null ? [] : [{ id: stage.id, key: stage.key, phase: stage.phase, probability: stage.probability }],
        ),
      }
    }),
  )
}

interface Row {
  id: string
  currency: string
  pipeline_id: string
  product_id: string | null
  source_id: string | null
  region: string | null
  industry: string | null
  owner: string
  created: number
  /** When it was archived, seconds; null: it was not. */
  archived: number | null
  status: string
  spans: Buffer | null
  late: Buffer | null
  entries: [key: string, state: ElementState, answer: string | null, occurred: number | null, recorded: number][] | null
}

/** Currencies that can be converted, and their rates in the same order. */
export interface Rates {
  currencies: string[]
  rates: CurrencyRates[]
}

export async function ratesFor(tx: Tx, caller: { orgId: string; currency: string; timeZone: string }): Promise<Rates> {
  const found = await readRates(tx, caller)
  return { currencies: [...found.keys()], rates: [...found.values()] }
}

export interface HistoriesAsked {
  orgId: string
  currency: string
  /** Rates of other currencies; deals in one without a rate are left out. */
  rates: Rates
  timeZone: string
  pipelines: readonly PipelineGround[]
  coder: Coder
  /** A further condition on the deal `o`. */
  where?: RawBuilder<boolean>
  after: string | null
  most: number
}

const spanBytes = 46

/**
 * Days in which a house moves in: what is brought from elsewhere while a deal is new here is its history, known when it happened; what
 * is brought later was not known here before, whatever date it bears.
 */
const daysOfMoving = 30

/**
 * Histories of deals, so many behind an id, as what is forecast from: spans with when each beginning was written down, everything said
 * about elements. Deals in the organisation's own currency and in those of which a rate is known, by its number. A deal that was archived after it had
 * ended counts as it ended; one archived while it was open was open until then, and nobody knows its end: what somebody takes away before it
 * is lost makes no chance look better. What came from elsewhere with the deal (an import) is taken as known when it happened; what people
 * wrote, and what an import says of a deal that has long been here, as known when it was written: ends that are dated back before a
 * review change nothing that was forecast before.
 */
export async function readHistories(
  tx: Tx,
  { orgId, currency, rates, timeZone, pipelines, coder, where, after, most }: HistoriesAsked,
): Promise<{ deals: PastDeal[]; archived: number; removed: number; backdated: number; last: string | null }> {
  const epoch = (column: string) => sql`float8send(date_part('epoch', ${sql.ref(column)}))`
  const { rows } = await sql<Row>`
    select o.id, o.currency, o.pipeline_id, o.product_id, o.source_id, o.region, c.industry, o.credit_owner_id as owner,
      date_part('epoch', o.created_at) as created, date_part('epoch', o.deleted_at) as archived, o.status,
      (select string_agg(${epoch('s.valid_from')} || ${epoch('s.valid_to')}
           || float8send(coalesce(date_part('epoch', s.stage_entered_at), 'NaN')) || float8send(coalesce(s.amount_minor, 'NaN'::float8))
           || int4send(coalesce(s.expected_close_on - date '1970-01-01', -2147483648)) || int4send(s.stage_position)
           || int2send(array_position(${[...statuses]}::text[], s.status)::int2) || int2send(coalesce(array_position(${exits.slice(1) as string[]}::text[], s.exit), 0)::int2)
           || int2send(s.visit::int2), '' order by s.seq)
         from opportunity_span s where s.org_id = o.org_id and s.opportunity_id = o.id and s.pipeline_id = o.pipeline_id) as spans,
      (select string_agg(${epoch('e.occurred_at')} || ${epoch('e.recorded_at')}, '') from (
         select occurred_at, recorded_at from (
           select occurred_at, recorded_at, pipeline_version, min(recorded_at) over () as came from stage_event
           where org_id = o.org_id and opportunity_id = o.id) told
         where recorded_at > occurred_at + interval '1 second'
           and (pipeline_version is not null or recorded_at > came + make_interval(days => ${sql.lit(daysOfMoving)}))
         union all
         select occurred_at, recorded_at from field_event where org_id = o.org_id and opportunity_id = o.id
           and field in ('amountMinor', 'expectedCloseOn', 'ownerId') and recorded_at > occurred_at + interval '1 second') e) as late,
      (select json_agg(json_build_array(substr(f.field, 9), f.new ->> 'state', f.new ->> 'answer', date_part('epoch', f.occurred_at),
                                        date_part('epoch', f.recorded_at)) order by f.recorded_at, f.id)
         from field_event f where f.org_id = o.org_id and f.opportunity_id = o.id and f.field like 'element:%') as entries
    from opportunity o left join customer c on c.org_id = o.org_id and c.id = o.customer_id
    where o.org_id = ${orgId} and (o.currency = ${currency} or o.currency = any(${rates.currencies}::text[]))
      and ${after === null ? sql`true` : sql`o.id > ${after}::uuid`} ${where ? sql`and ${where}` : sql``}
    order by o.id limit ${most}`.execute(tx)
  const dayStart = dayStarts(timeZone)
  const numbers = new Map(pipelines.map(({ id }, number) => [id, number]))
  const deals = rows.flatMap((row) => {
    const number = numbers.get(row.pipeline_id)
    return number === undefined || !row.spans || pipelines[number]!.stages.length === 0
      ? []
      : [{ ...dealOf(row, number, pipelines[number]!, coder, dayStart), currency: rates.currencies.indexOf(row.currency) + 1 }]
  })
  const [archived, removed] = [rows.filter((row) => row.archived !== null && isOver(row)).length, rows.filter(wasRemoved).length]
  const backdated = deals.filter(wasBackdated).length
  return { deals, archived, removed, backdated, last: rows.length < most ? null : rows[rows.length - 1]!.id }
}

const isOver = ({ status }: Row): boolean => ['won', 'lost', 'terminated'].includes(status)
const wasRemoved = (row: Row): boolean => row.archived !== null && !isOver(row)

/** An end that was written down long after its date. */
const wasBackdated = ({ spans }: PastDeal): boolean => {
  const last = spans.at(-1)
  return (
    last !== undefined && hasEnded(last.status) && last.known - last.from > daysOfMoving * 86_400_000 && last.from !== -Infinity
  )
}

/** What was known of a deal until it was archived while open: then it went out of sight. */
function untilRemoved(spans: PastSpan[], at: number): PastSpan[] {
  const seen = spans.filter(({ from }) => from < at)
  const last = seen.at(-1)
  if (!last || last.status === statusCode.transferred) return seen
  const gone = { from: at, to: Infinity, known: at, clock: Number.NaN, status: statusCode.transferred, exit: 0, next: -1 }
  return [...seen.slice(0, -1), { ...last, to: at, exit: exitCode['transferred']!, next: -1 }, { ...last, ...gone }]
}

function dealOf(
  row: Row,
  pipeline: number,
  { stages, elements }: PipelineGround,
  coder: Coder,
  dayStart: (day: number) => number,
): PastDeal {
  const given = { product: row.product_id, source: row.source_id, industry: row.industry, region: row.region, owner: row.owner }
  return {
    id: row.id,
    pipeline,
    traits: traitNames.map((name) => coder.of(name, given[name])),
    created: row.created * 1000,
    spans: wasRemoved(row)
      ? untilRemoved(spansOf(row, stages.length, dayStart), row.archived! * 1000)
      : spansOf(row, stages.length, dayStart),
    elements: (row.entries ?? []).flatMap(([key, state, answer, occurred, recorded]): PastElement[] => {
      const element = elements.findIndex((definition) => definition.key === key)
      if (element < 0) return []
      const value = valueOf(elements[element]!, { key, state, answer })
      return [{ element, value, occurred: occurred === null ? -Infinity : occurred * 1000, recorded: recorded * 1000 }]
    }),
  }
}

/** The moment at which a day begins, by its number since 1970; each is worked out once. */
function dayStarts(timeZone: string): (day: number) => number {
  const known = new Map<number, number>()
  return (day) => {
    let found = known.get(day)
    if (found === undefined) {
      // a day beyond all calendars is far away whatever its zone
      const text = Math.abs(day) < 1_000_000 ? new Date(day * 86_400_000).toISOString().slice(0, 10) : null
      found = text !== null && /^\d{4}-/.test(text) ? startOfDay(text, timeZone).getTime() : day * 86_400_000
      known.set(day, found)
    }
    return found
  }
}

function spansOf({ spans, late, created }: Row, stages: number, dayStart: (day: number) => number): PastSpan[] {
  const written = new Map<number, number>()
  for (let at = 0; at < (late?.length ?? 0); at += 16) {
    const occurred = Math.round(late!.readDoubleBE(at) * 1000)
    written.set(occurred, Math.max(written.get(occurred) ?? 0, late!.readDoubleBE(at + 8) * 1000))
  }
  const found = Array.from({ length: spans!.length / spanBytes }, (_, index) => {
    const at = index * spanBytes
    const from = spans!.readDoubleBE(at) * 1000
    const due = spans!.readInt32BE(at + 32)
    return {
      from,
      to: spans!.readDoubleBE(at + 8) * 1000,
      known: from === -Infinity ? created * 1000 : Math.max(from, written.get(Math.round(from)) ?? from),
      clock: spans!.readDoubleBE(at + 16) * 1000,
      amount: spans!.readDoubleBE(at + 24),
      due: due === -2_147_483_648 ? Number.NaN : dayStart(due),
      stage: Math.min(stages - 1, Math.max(0, spans!.readInt32BE(at + 36) - 1)),
      status: spans!.readInt16BE(at + 40) - 1,
      exit: spans!.readInt16BE(at + 42),
      next: -1,
    }
  })
  found.forEach((span, index) => {
    const after = found[index + 1]
    if (span.exit > 0 && after && !hasEnded(after.status)) span.next = after.stage
  })
  return found
}
