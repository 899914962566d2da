import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { census, type Census } from '../census.ts'
import type { CheckupQuery, CheckupReply } from '../contract.ts'
import { figures, type Figures } from '../figures.ts'
import { replyOf } from '../reply.ts'
import { aboutSentence, type Counted } from '../wording.ts'
import { lately } from './lately.ts'
import { prepare, type Prepared } from './prepare.ts'

/** The check-up (GET /checkup). */
export async function readCheckupReport(tx: Tx, caller: Caller, query: CheckupQuery): Promise<Outcome<CheckupReply>> {
  const prepared = await prepare(tx, caller, query)
  if (!prepared.ok) return prepared
  return accept(await checkupOf(prepared.value, caller))
}

export const checkupOf = (prepared: Prepared, caller: Caller): Promise<CheckupReply> =>
  lately(prepared.deals, ['checkup', askedOf(prepared, caller)], prepared.now, () => {
    const found = figuresOf(prepared)
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

/** Everything the report counts. */
const figuresOf = ({ deals, picks, filtered, stretch, rule, horizons, stages, query }: Prepared): Figures =>
  figures(deals, {
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
