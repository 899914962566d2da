import type { BlankDeal } from '../../opportunities/commands/write-many.ts'
import { words as dealWords } from '../../opportunities/words.ts'
import { looseKey, nameKey } from '../../platform/text/keys.ts'
import { pinyinOf } from '../../platform/text/pinyin.ts'
import { say } from '../../platform/words.ts'
import type { DateValue } from '../dates.ts'
import { placeOf, planHistory, type PlannedEvent } from '../deal-history.ts'
import type { RowRead } from '../row-reader.ts'
import type { KnownStage, OutcomeWord } from '../stage-words.ts'
import { momentOf } from '../zoned-moment.ts'
import { competitorsOf, productsOf, sourcesOf } from './catalogue.ts'
import { customersOf } from './customers-by-name.ts'
import { ownersOf } from './owners.ts'
import { warn, type Run } from './run.ts'
import { meaningsOf } from './stage-meanings.ts'
import { fingerprintOf, given } from './upsert.ts'

/** One row as a deal: its columns (absent: as it is), its way, and what its events carry. */
export interface Told {
  row: RowRead
  identity: string
  externalId: string | null
  fingerprint: string
  /** The amount of this lost deal is not recorded: an earlier one on record stays. */
  isUnrecorded: boolean
  columns: Partial<BlankDeal>
  /** Where the row says that it stands. */
  stage: KnownStage | null
  outcome: OutcomeWord
  planned: PlannedEvent[]
  reasonKey: string | null
  reasonText: string | null
}

/** What the rows say as deals; members, customers and products that they name are found or made. */
export async function tellDeals(run: Run, rows: readonly RowRead[]): Promise<Told[]> {
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
    const { stage, outcome } = placeOf(meaningsOf(run, row))
    // 0 on every lost deal is how some systems write "nobody filled it in": what was lost is then estimated instead of nothing
    const isUnrecorded = run.plan.zeroOnLost === 'not-recorded' && outcome === 'lost' && row.values.amount === 0
    if (isUnrecorded) warn(run, 'amount-not-recorded', 'amount', '')
    const values = isUnrecorded ? { ...row.values, amount: null } : row.values
    const customer = customers.get(nameKey(text(row, 'customer') ?? ''))
    const dates = datesOf(run, row, outcome !== 'open')
    const externalId = text(row, 'externalId') ?? null
    const name = (text(row, 'name') ?? nameFor(run, customer?.name, text(row, 'product'), externalId)).slice(0, 200)
    const reason = text(row, 'lossReason')
    const reasonKey = reason ? (run.references.lossReasons.get(looseKey(reason)) ?? null) : null
    if (reason && !reasonKey) warn(run, 'loss-reason-unknown', 'lossReason', reason)
    const ended = outcome === 'lost' || outcome === 'terminated'
    const { full, initials } = spelled(run, name)
    const competitorId = competitors.get(text(row, 'competitor') ?? '')
    return {
      row,
      identity: externalId ? `x:${externalId}` : `n:${nameKey(name)}|${customer?.id ?? ''}|${dates.createdAt ?? ''}`,
      externalId,
      fingerprint: fingerprintOf({ values }),
      isUnrecorded,
      stage,
      outcome,
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

const spellings = new WeakMap<Run, Map<string, ReturnType<typeof pinyinOf>>>()

/** Many deals of a file are called the same, and spelling is a fifth of what telling one costs. */
function spelled(run: Run, name: string): ReturnType<typeof pinyinOf> {
  const known = spellings.get(run) ?? new Map<string, ReturnType<typeof pinyinOf>>()
  spellings.set(run, known)
  const spelling = known.get(name) ?? pinyinOf(name)
  if (known.size < 20_000) known.set(name, spelling)
  return spelling
}

const nameFor = (run: Run, customer: string | undefined, product: string | null | undefined, externalId: string | null): string =>
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
