import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { census, type Census } from '../census.ts'
import type { CheckupQuery, CheckupReply } from '../contract.ts'
import { figures, type Figures } from '../figures.ts'
import { followPage } from '../page-counts.ts'
import type { PageCounts } from '../page-figures.ts'
import { replyOf } from '../reply.ts'
import { aboutSentence, type Counted, window } from '../wording.ts'
import { usualAmounts } from '../stage-rows.ts'
import { lately } from './lately.ts'
import { prepare, type Prepared } from './prepare.ts'

/** The check-up (GET /checkup). */
export async function readCheckupReport(tx: Tx, caller: Caller, query: CheckupQuery): Promise<Outcome<CheckupReply>> {
  const prepared = await prepare(tx, caller, query)
  if (!prepared.ok) return prepared
  return accept(await checkupOf(prepared.value, caller))
}

export const checkupOf = (prepared: Prepared, caller: Caller): Promise<CheckupReply> =>
  lately(prepared, ['checkup', askedOf(prepared, caller)], prepared.now, async () => {
    const found = figuresOf(await pageCountsOf(prepared), prepared)
    return replyOf(prepared, found, caller, aboutOf(prepared, caller, prepared.query.cohort, found.page.census))
  })

/** What an answer about some deals depends on. */
export const askedOf = ({ query, resolved, stretch }: Prepared, { locale, currency, timeZone }: Caller) => [
  query,
  resolved.selection,
  stretch,
  locale,
  currency,
  timeZone,
]

/** What the page counts of its deals: several of its reports are made of it. */
export const pageCountsOf = ({
  query,
  resolved,
  deals,
  picks,
  stretch,
  rule,
  horizons,
  filter,
  now,
  holds,
}: Prepared): Promise<PageCounts> =>
  lately({ deals, holds }, ['page', resolved.selection, query.band, stretch, rule.counting, rule.horizons, horizons], now, () =>
    followPage(deals, filter, { picks, stretch, rule, horizons, inside: window(stretch, now), usualAmount: usualAmounts(deals) }),
  )

const figuresOf = (
  page: PageCounts,
  { deals, picks, filtered, stretch, rule, horizons, stages, query, filter }: Prepared,
): Figures =>
  figures(deals, {
    page,
    isSteady: filter !== null,
    horizons,
    picks,
    filtered,
    stretch,
    rule,
    typed: new Map(stages.flatMap(({ position, benchmark }) => (benchmark === null ? [] : [[position, benchmark] as const]))),
    against: query.against,
    probabilities: stages.map(({ probability }) => probability),
    targetMinor: query.targetMinor,
  })

/** Which deals a report is about, and how many it could not count. */
export function aboutOf(
  { query, resolved, deals, picks, stretch, rule }: Prepared,
  caller: Caller,
  counted: Counted = query.cohort,
  counts: Census = census(deals, picks, stretch, rule),
): CheckupReply['about'] {
  const { pipeline, asOf } = resolved
  const { counting, cohort, from, to } = query
  return {
    pipeline: { id: pipeline.id, key: pipeline.key, name: pipeline.name },
    counting,
    cohort,
    from: from ?? null,
    to: to ?? null,
    asOf: asOf?.toISOString() ?? null,
    timeZone: caller.timeZone,
    currency: caller.currency,
    ...aboutSentence(caller.locale, { counted, from, to, asOf: query.asOf, pipeline: pipeline.name }),
    ...counts,
  }
}
