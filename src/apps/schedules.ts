import { Cron } from 'croner'
import { sql } from 'kysely'
import { keepUpKind } from '../funnel/known.ts'
import { inOrganisation, type Db } from '../platform/database/connect.ts'
import { askFor } from '../platform/jobs.ts'

/** Everything that happens by the clock, on one page: a name, a time, and the kind of job asked for in every organisation. */
const perOrganisation: { name: string; when: string; kind: string; atStart?: true }[] = [
  { name: 'holidays that were published meanwhile', when: '13 * * * *', kind: 'people.holidays' },
  { name: 'deals on hold whose day has come', when: '3 * * * *', kind: 'opportunities.wake-up' },
  { name: 'questions whose approver is late', when: '*/10 * * * *', kind: 'opportunities.approvals' },
  { name: 'histories recomputed and compared', when: '7 2 * * *', kind: 'opportunities.reconcile' },
  { name: 'what the past says about stages and elements', when: '23 2 * * *', kind: 'opportunities.statistics' },
  { name: 'what is known of deals, for questions about a past day', when: '*/10 * * * *', kind: keepUpKind, atStart: true },
  { name: 'what was known recomputed and compared', when: '47 2 * * *', kind: 'funnel.check' },
  { name: 'the open pipeline of yesterday added up', when: '23 * * * *', kind: 'funnel.snapshots' },
  { name: 'rounds of forecasts opened, reminded of and locked', when: '*/5 * * * *', kind: 'forecast.rounds' },
  { name: 'the forecast learned anew, once a week', when: '31 * * * *', kind: 'forecast.train-weekly' },
  { name: 'how well lost customers were known', when: '*/10 * * * *', kind: 'winback.keep-up' },
  { name: 'win-back lists that fill themselves', when: '37 5 * * *', kind: 'winback.refill' },
  { name: 'value and potential of customers with open deals', when: '6-59/10 * * * *', kind: 'quality.tiers' },
  {
    name: 'where customers stand: all once a day, between that whoever was touched',
    when: '*/10 * * * *',
    kind: 'quality.keep-up',
  },
  { name: 'key accounts: all once a day, between that whoever was touched', when: '*/10 * * * *', kind: 'key-accounts.keep-up' },
  {
    name: 'who buys again: all once a day, between that whoever was touched',
    when: '4-59/10 * * * *',
    kind: 'repurchase.keep-up',
  },
  {
    name: 'upkeep: all and their lists once a day, between that whose customers were touched',
    when: '7-59/10 * * * *',
    kind: 'upkeep.keep-up',
  },
  { name: 'health: all once a day, between that whoever was touched', when: '*/10 * * * *', kind: 'health.keep-up' },
  { name: 'what key accounts are owed: tasks made, moved and withdrawn', when: '5-59/10 * * * *', kind: 'operating.keep-up' },
  { name: 'reviews of account plans that come near', when: '27 * * * *', kind: 'account-plans.reviews' },
  { name: 'customers that fall into the public pool', when: '43 1 * * *', kind: 'pool.recycle' },
]

const cleaning: { name: string; when: string; run: (db: Db) => Promise<unknown> }[] = [
  {
    name: 'news older than two days',
    when: '17 * * * *',
    run: (db) => sql`delete from outbox where at < now() - interval '2 days'`.execute(db),
  },
  {
    name: 'credentials that expired',
    when: '27 3 * * *',
    run: (db) => sql`delete from credential where expires_at < now() - interval '7 days'`.execute(db),
  },
  {
    name: 'jobs done a week ago',
    when: '37 3 * * *',
    run: (db) => sql`delete from job where done_at < now() - interval '7 days'`.execute(db),
  },
  {
    name: 'idempotency keys older than a day',
    when: '47 * * * *',
    run: async (db) => {
      for (const orgId of await organisations(db)) {
        await inOrganisation(db, orgId, (tx) =>
          sql`delete from idempotency_key where org_id = ${orgId} and at < now() - interval '1 day'`.execute(tx),
        )
      }
    },
  },
]

const organisations = async (db: Db): Promise<string[]> =>
  (await db.selectFrom('membership').select('org_id').distinct().execute()).map(({ org_id }) => org_id)

async function askEverybody(db: Db, kind: string): Promise<void> {
  for (const orgId of await organisations(db)) await askFor(db, { orgId, kind, uniqueKey: kind })
}

export function startSchedules(db: Db, log: (line: string, error?: unknown) => void): { stop: () => void } {
  const start = (name: string, when: string, run: () => Promise<unknown>) =>
    new Cron(
      when,
      { name, unref: true, protect: true, catch: (error) => log(`schedule "${name}" failed`, error) },
      async () => void (await run()),
    )
  const crons = [
    ...cleaning.map(({ name, when, run }) => start(name, when, () => run(db))),
    ...perOrganisation.map(({ name, when, kind }) => start(name, when, () => askEverybody(db, kind))),
  ]
  for (const { name, kind } of perOrganisation.filter(({ atStart }) => atStart))
    void askEverybody(db, kind).catch((error: unknown) => log(`"${name}" was not asked for`, error))
  return { stop: () => crons.forEach((cron) => cron.stop()) }
}
