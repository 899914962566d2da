/**
 * 200,000 customers with 5 million activities in one organisation, on a server: the quality matrix, the list of a cell, key accounts
 * and the public pool as people ask for them, and how long it takes to judge everybody anew.
 * `BENCH_DATABASE_URL=postgres://owner@… npm run -s bench -- quality [rounds] [views]`, filled before by `npm run -s bench -- fill Q URL`;
 * `views` asks a database whose customers an earlier run has judged.
 */
import { keepKeyAccounts } from '../src/key-accounts/commands/judge.ts'
import { readOrganization } from '../src/people/queries.ts'
import { inOrganisation, openDatabase, type Tx } from '../src/platform/database/connect.ts'
import { prepareRoles } from '../src/platform/database/roles.ts'
import { dayOf } from '../src/platform/time.ts'
import { defaultRule } from '../src/pool/rule.ts'
import { recycle } from '../src/pool/commands/recycle.ts'
import { keepStandings } from '../src/quality/commands/keep-up.ts'
import { sql } from 'kysely'
import { clientOf } from './ground/client.ts'
import { secret } from './ground/companies.ts'
import { favour, fineCpuOf, quantile, tell, untilCalm, usedBetween } from './ground/measure.ts'
import { openBench, unlimited } from './ground/serving.ts'

const rounds = Number(process.argv[2] ?? 200)
const bench = await openBench('Q', await unlimited())
const { must, end } = clientOf(bench)
const { appUrl } = await prepareRoles(bench.ownerUrl, secret)
const { db, close } = openDatabase(appUrl, { max: 1 })
const now = new Date()
const { orgId } = bench
/** Without the limit of time of a statement: on a busy machine the processor's time still tells. */
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  inOrganisation(db, orgId, async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx)
    return work(tx)
  })
/** Processes of the database alone: what is judged is asked for by this process. */
const database = (): number[] => bench.pids().slice(1)

/** Seconds by the wall, and the processor's of the database and of this process. */
async function timed(name: string, bar: number | undefined, work: () => Promise<number>): Promise<void> {
  const [own, theirs, began] = [process.cpuUsage(), fineCpuOf(database()), performance.now()]
  const count = await work()
  const { user, system } = process.cpuUsage(own)
  const inDatabase = usedBetween(theirs, fineCpuOf(database())) / 1000
  tell({
    name,
    figure: (performance.now() - began) / 1000,
    unit: 's',
    ...(bar ? { bar } : {}),
    count,
    inDatabase,
    inApp: (user + system) / 1e6,
  })
}

/** One request after another; the bar is of the 95th percentile. */
async function asked(name: string, bar: number, one: (round: number) => Promise<unknown>): Promise<void> {
  for (let round = 0; round < 20; round++) await one(round)
  favour(bench.pids())
  const taken: number[] = []
  const before = fineCpuOf(bench.pids())
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    await one(round)
    taken.push(performance.now() - began)
  }
  const processor = usedBetween(before, fineCpuOf(bench.pids())) / rounds
  tell({ name, figure: quantile(taken, 0.95), unit: 'ms', bar, median: quantile(taken, 0.5), processor })
}

try {
  const { timeZone } = await within((tx) => readOrganization(tx, orgId))
  const moment = { at: now, today: dayOf(now, timeZone) }
  const { rows: sizes } = await within((tx) =>
    sql<{
      customers: number
      activities: number
    }>`select (select count(*)::int from customer where org_id = ${orgId}) as customers,
      (select count(*)::int from activity where org_id = ${orgId}) as activities`.execute(tx),
  )
  console.error(`${sizes[0]!.customers} customers, ${sizes[0]!.activities} activities`)
  // levels as a company would have judged them, so that the cells of the matrix are not one
  await within((tx) => sql`update customer set created_at = least(created_at, now() - interval '2 years'), level = (array['potential', 'target', 'target', 'premium', 'premium', 'strategic', 'no-match'])[1 + abs(hashtext(id::text)) % 7]
    where org_id = ${orgId} and level = 'potential' and not exists (select from customer_standing s where s.org_id = ${orgId})`.execute(tx)) // prettier-ignore
  // the past is not judged month by month here: the bench asks how long one day takes
  const begin = (day: string) =>
    within((tx) => sql`insert into quality_progress (org_id, touched_through, judged_on) values (${orgId}, ${now}, ${day})
      on conflict (org_id) do update set touched_through = excluded.touched_through, judged_on = excluded.judged_on, replayed_through = null`.execute(tx)) // prettier-ignore
  /** A pass over all customers as the job makes it, a transaction for each part. */
  const pass = async (all: boolean): Promise<number> => {
    let calls = 1
    for (let more = await within((tx) => keepStandings(tx, orgId, now, { all })); more; calls++)
      more = await within((tx) => keepStandings(tx, orgId, now))
    return calls
  }
  if (process.argv[3] !== 'views') {
    await begin(moment.today)
    await timed('every customer measured and judged, as after a change of the profile', undefined, () => pass(true))
    await begin(dayOf(new Date(now.getTime() - 86_400_000), timeZone))
    await timed('all relationship strengths anew, as every day', 10, () => pass(false))
  }
  // layers of fit as a profile would give them, the best one rare; levels above are set by hand, so that a profile must not judge them
  await within((tx) => sql`update customer_standing set fit = case when abs(hashtext(customer_id::text)) % 500 = 0 then 0.9
      when abs(hashtext(customer_id::text)) % 50 = 0 then 0.75 when abs(hashtext(customer_id::text)) % 5 = 0 then 0.65 else 0.3 end
    where org_id = ${orgId} and fit is null`.execute(tx)) // prettier-ignore
  await timed('key accounts judged', 30, () => within((tx) => keepKeyAccounts(tx, orgId, now, { all: true })))
  await within((tx) => sql`insert into pool_setting (org_id, is_on, contact_days, progress_days, warn_days, protected_levels, protected_grades, protected_tiers, lock_days, shows_phones, updated_at, updated_by)
    select ${orgId}, true, 60, 365, 7, '{strategic}', '{1}', '{S,A}', 30, false, ${now}, (select id from member where org_id = ${orgId} limit 1)
    on conflict (org_id) do nothing`.execute(tx)) // prettier-ignore
  await timed('a part of 1,000 falls into the pool', 10, () => within((tx) => recycle(tx, orgId, now)))
  const client = openDatabase(bench.ownerUrl, { max: 1 })
  await sql`vacuum analyze customer_standing, key_account, customer, pool_stay`.execute(client.db)
  await client.close()
  await untilCalm(bench.pids)

  const teams: { id: string; parentId: string | null }[] = (await must('GET', '/teams?limit=200')).items
  const team = teams.find(({ parentId }) => parentId !== null)!.id
  const people: { id: string }[] = (await must('GET', '/members?role=rep&limit=200')).items
  const rep = (round: number): string => people[(round * 37) % people.length]!.id
  const levels = ['potential', 'target', 'premium', 'strategic']
  const ties = ['untouched', 'neutral', 'familiar', 'partner']
  const halfAYearAgo = dayOf(new Date(now.getTime() - 182 * 86_400_000), timeZone)
  const cell = (round: number): string => `level=${levels[round % 4]}&relationship=${ties[(round >> 2) % 4]}`
  await asked('matrix of the company', 200, () => must('GET', '/quality-matrix'))
  await asked('matrix of a region', 200, () => must('GET', `/quality-matrix?team=${team}`))
  await asked('matrix of a rep', 200, (round) => must('GET', `/quality-matrix?owner=${rep(round)}`))
  await asked('matrix of a team', 200, (round) => must('GET', `/quality-matrix?team=${teams[round % teams.length]!.id}`))
  await asked('matrix since half a year ago', 200, () => must('GET', `/quality-matrix?since=${halfAYearAgo}`))
  const aQuarterAgo = dayOf(new Date(now.getTime() - 90 * 86_400_000), timeZone)
  await asked('matrix of a past day', 250, () => must('GET', `/quality-matrix?asOf=${aQuarterAgo}`))
  await asked('matrix of a rep on a past day', 250, (round) =>
    must('GET', `/quality-matrix?asOf=${aQuarterAgo}&owner=${rep(round)}`),
  )
  await asked('list of a cell, 50', 15, (round) => must('GET', `/quality/customers?${cell(round)}`))
  await asked('list of a cell of a rep', 15, (round) => must('GET', `/quality/customers?${cell(round)}&owner=${rep(round)}`))
  await asked('list of a cell, by open amount', 100, (round) => must('GET', `/quality/customers?${cell(round)}&sort=open`))
  await asked('development list', 100, () => must('GET', '/quality/customers?list=development'))
  await asked('level not judged', 100, () => must('GET', '/quality/customers?list=level-due'))
  await asked('who moved', 100, () => must('GET', '/quality/customers?list=moved'))
  await asked('overrides', 100, () => must('GET', '/quality/overrides'))
  const ofRep = async (round: number): Promise<string> =>
    (await must('GET', `/quality/customers?owner=${rep(round)}&limit=1`)).items[0].id
  const some = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(ofRep))
  await asked('standing of a customer, with its curve', 15, (round) =>
    must('GET', `/customers/${some[round % some.length]}/standing`),
  )
  for (const fit of ['best', 'near', 'edge'])
    await asked(`customer list by fit layer ${fit}`, 100, () => must('GET', `/customers?fit=${fit}`))
  await asked('deals of a rep by urgency', 100, (round) => must('GET', `/opportunities?owner=${rep(round)}&sort=urgency`))
  await asked('neglected customers', 100, () => must('GET', '/quality/customers?list=neglected'))
  await asked('key accounts, 50', 100, () => must('GET', '/key-accounts'))
  await asked('customer list, 50', 15, () => must('GET', '/customers'))
  await asked('pool, 50', 15, () => must('GET', '/pool'))
  await asked('pool, silent for longest', 100, () => must('GET', '/pool?sort=silent'))
  await asked('pool, by name', 100, () => must('GET', '/pool?sort=name'))
  await asked('pool, how many of which industry and region', 100, () => must('GET', '/pool/facets'))
  const { isOn: _, ...rest } = defaultRule
  const trial = { ...rest, isOn: true, contactDays: 60, progressDays: 365, protectedLevels: ['strategic'], protectedGrades: [1], protectedTiers: ['S', 'A'] } // prettier-ignore
  for (let round = 0; round < 3; round++)
    await timed('who would fall by a rule', 5, async () => (await must('POST', '/pool/trials', trial)).atOnce)
} finally {
  end()
  await close()
  await bench.stop()
}
