import type { Chosen } from '../funnel/facts/chosen.ts'
import { type Columns, roomFor, widened } from '../funnel/facts/columns.ts'
import type { Facts } from '../funnel/facts/facts.ts'
import { idAt, idWords, rowOf } from '../funnel/facts/id-index.ts'
import { millisecondsOf, unknown } from '../funnel/facts/moment.ts'
import { type Changes, noChanges, noteChange } from './changes.ts'
import { attributes, type Deals, states, stayWidth } from './deals.ts'
import { rememberRows } from './pick.ts'
import { followRow, never } from './reach.ts'
import { longer, type PastStays, writeStays } from './stays-from-spans.ts'

const dealKinds = {
  state: Uint8Array,
  highest: Uint8Array,
  final: Uint8Array,
  entered: Int32Array,
  enteredAt: Float64Array,
  endedAt: Float64Array,
  amountMinor: Float64Array,
  otherCurrency: Uint8Array,
  standing: Uint32Array,
  first: Uint32Array,
  count: Uint16Array,
}

/** Codes as the facts had them when the row was written: what is counted of a row is of one moment. */
const codeKinds = {
  owner: Uint16Array,
  source: Uint16Array,
  product: Uint16Array,
  region: Uint16Array,
  band: Uint16Array,
  reason: Uint16Array,
  competitor: Uint16Array,
}
/** Their columns in the facts. Statistics count for the member credited with a deal. */
const columnOf = { owner: 'credit', source: 'source', product: 'product', region: 'region', band: 'band', reason: 'lossReason', competitor: 'competitor' } as const // prettier-ignore

/**
 * What the check-up counts besides the facts themselves, one row for each of their deals: made once for a pipeline, whoever asks, and
 * written on where deals changed. A test holds it together with what `columns` makes of deals read one by one, to the second.
 */
interface Beside {
  pipeline: number
  stageCount: number
  /** Code of the currency in which amounts are summed. */
  currency: number
  /** Rows of the facts that are in it, and how many writings of facts it has followed. */
  rows: number
  followed: number
  deals: Columns<typeof dealKinds>
  codes: Columns<typeof codeKinds>
  /** What was written anew since all rows were in. */
  changes: Changes | null
  stays: Int32Array
  stayCount: number
  firstAt: Int32Array
  reached: Deals['reached']
  past: PastStays | null
}

const bytesBeside = ({ deals, codes, stays, firstAt, reached }: Beside): number =>
  [
    ...Object.values(deals),
    ...Object.values(codes),
    stays,
    firstAt,
    ...Object.values(reached).map(({ numbers }) => numbers),
  ].reduce((sum, { byteLength }) => sum + byteLength, 0)

function nothingBeside(facts: Facts, asked: Pick<Beside, 'pipeline' | 'stageCount' | 'currency'>): Beside {
  const room = facts.deals.pipeline.length
  return {
    ...asked,
    rows: 0,
    followed: facts.written.forgotten + facts.written.rows.length,
    deals: roomFor(dealKinds, room),
    codes: roomFor(codeKinds, room),
    changes: null,
    stays: new Int32Array((Math.ceil(facts.spanCount * 0.6) + 600) * stayWidth),
    stayCount: 0,
    firstAt: new Int32Array(room * asked.stageCount).fill(never),
    reached: {},
    past: null,
  }
}

/** Whether too much was written since to follow row by row. */
const lagsBehind = ({ followed }: Beside, { written }: Facts): boolean => followed < written.forgotten

/** Takes in the rows that the facts have gained, at most `most` of them; true when all are in. */
function gain(beside: Beside, facts: Facts, most: number): boolean {
  const { count } = facts.index
  const to = Math.min(count, beside.rows + most)
  const room = facts.deals.pipeline.length
  if (beside.deals.state.length < room) {
    beside.deals = widened(dealKinds, beside.deals, room)
    beside.codes = widened(codeKinds, beside.codes, room)
    beside.firstAt = longer(beside.firstAt, room * beside.stageCount)
    beside.reached = {}
  }
  for (; beside.rows < to; beside.rows++) {
    if (beside.changes) noteChange(beside.changes, beside.rows, null)
    write(beside, facts, beside.rows)
  }
  if (beside.rows < count) return false
  beside.changes ??= noChanges()
  return true
}

/** Writes again what the facts have written since. Rows that are not in yet come later. */
function follow(beside: Beside, facts: Facts): void {
  const { rows, forgotten } = facts.written
  for (let at = beside.followed - forgotten; at < rows.length; at++) {
    const row = rows[at]!
    if (row >= beside.rows) continue
    if (beside.changes) noteChange(beside.changes, row, columnsOf(beside, facts))
    write(beside, facts, row)
  }
  beside.followed = forgotten + rows.length
}

/** Milliseconds; −Infinity where nobody knows. */
const timeOf = (second: number): number => (second === unknown ? -Infinity : millisecondsOf(second))

function write(beside: Beside, facts: Facts, deal: number): void {
  const { deals, standings } = facts
  const { deals: into, stageCount, firstAt } = beside
  const standing = standings.all[deals.standing[deal]!]!
  for (const name of attributes) beside.codes[name][deal] = deals[columnOf[name]][deal]!
  into.standing[deal] = deals.standing[deal]!
  into.state[deal] = states.indexOf(standing.state)
  into.highest[deal] = standing.highest
  into.final[deal] = standing.final
  into.entered[deal] = standing.entered
  into.enteredAt[deal] = timeOf(deals.entered[deal]!)
  const hasEnded = standing.state !== 'open' && standing.state !== 'onHold'
  const closed = deals.closed[deal]!
  into.endedAt[deal] = hasEnded && closed !== unknown ? millisecondsOf(closed) : NaN
  const isOther = deals.currency[deal] !== beside.currency
  into.otherCurrency[deal] = Number(isOther)
  into.amountMinor[deal] = isOther ? NaN : deals.amount[deal]!
  writeStays(beside, facts, deal, hasEnded && closed === unknown)
  if (Object.keys(beside.reached).length > 0)
    followRow({ ...into, stays: into, stageCount, firstAt, reached: beside.reached }, deal)
}

interface Asked {
  pipelineId: string
  stageCount: number
  currency: string
  /** Whose reach the chosen ones are within. */
  whose: string
  /** As of a past day: see `PastStays`. */
  past?: PastStays | null
}

/** Of the pipelines asked for last. */
const mostKept = 3
const kept = new WeakMap<Facts, Beside[]>()

/** So many rows are taken in before others may have the process. */
const piece = 10_000

/** The shared columns of a pipeline, as new as the facts, with those deals marked that were chosen. */
export async function sharedDeals(
  facts: Facts,
  chosen: Chosen,
  { pipelineId, stageCount, currency, whose, past = null }: Asked,
  breath: () => Promise<void>,
): Promise<Deals> {
  const asked = {
    pipeline: facts.dictionaries.pipeline.codes.get(pipelineId) ?? -1,
    stageCount,
    currency: facts.dictionaries.currency.codes.get(currency) ?? -1,
  }
  const isSame = (one: Beside): boolean =>
    one.pipeline === asked.pipeline && one.stageCount === stageCount && one.currency === asked.currency && !lagsBehind(one, facts)
  const others = (kept.get(facts) ?? []).filter((one) => one.pipeline !== asked.pipeline && !lagsBehind(one, facts))
  const own = kept.get(facts)?.find(isSame) ?? nothingBeside(facts, asked)
  kept.set(facts, [...others, own].slice(-mostKept))
  own.past = past
  follow(own, facts)
  while (!gain(own, facts, piece)) await breath()
  facts.beside['columns'] = [...others, own].reduce((sum, one) => sum + bytesBeside(one), 0)
  const all = new Uint8Array(facts.index.count)
  for (const deal of chosen) all[deal] = 1
  rememberRows(all, chosen)
  return { ...dealsOf(own, facts, whose), all }
}

const nobody = new Uint8Array()

function columnsOf(beside: Beside, { dictionaries }: Facts) {
  const { member, source, product, region, band, lossReason, competitor } = dictionaries
  const values = { owner: member, source, product, region, band, reason: lossReason, competitor }
  const { first, count, ...columns } = beside.deals
  return {
    ...columns,
    stageCount: beside.stageCount,
    of: Object.fromEntries(
      attributes.map((name) => [name, { codes: beside.codes[name], values: values[name].values }]),
    ) as unknown as Deals['of'],
    firstAt: beside.firstAt,
    stays: { numbers: beside.stays, first, count },
  }
}

function dealsOf(beside: Beside, facts: Facts, whose: string): Deals {
  const { serial, index, standings } = facts
  return {
    ...columnsOf(beside, facts),
    size: index.count,
    facts: serial,
    all: nobody,
    changes: beside.changes ?? undefined,
    changed: beside.changes?.count ?? 0,
    whose,
    idOf: (deal) => idAt(index, deal),
    placeOf: (id) => rowOf(index, idWords(id)),
    standings: standings.all,
    reached: beside.reached,
  }
}
