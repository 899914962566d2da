/**
 * What targets, forecast rounds and the list of the day cost in a company of 20,000 deals and 24 reps: statements, processor of this
 * process and of the database, buffers, bytes of the reply, one JSON line each. Company and a supervisor's half of it.
 * `npm run -s bench -- fill S URL`, then `npm run -s bench -- plans URL [ROUNDS]`. Statements and buffers where the server has
 * pg_stat_statements loaded; with BENCH_VIEW=name the costliest statements of that view.
 */
import { sql } from 'kysely'
import pg from 'pg'
import { readActions } from '../src/diary/queries/actions.ts'
import { openRound } from '../src/forecast/commands/rounds/run.ts'
import { submitForecast } from '../src/forecast/commands/rounds/say.ts'
import { readJudges } from '../src/forecast/queries/rounds/judges.ts'
import { latestRound, readRoundNow } from '../src/forecast/queries/rounds/rounds.ts'
import { readSheet } from '../src/forecast/queries/rounds/sheet.ts'
import { readRound } from '../src/forecast/queries/rounds/team.ts'
import { readCaller } from '../src/people/queries.ts'
import { inOrganisation, type Tx } from '../src/platform/database/connect.ts'
import type { Caller } from '../src/platform/session.ts'
import { createTarget } from '../src/targets/commands/create.ts'
import { editTarget } from '../src/targets/commands/edit.ts'
import { stepTarget } from '../src/targets/commands/steps.ts'
import { readAttainment } from '../src/targets/queries/attainment.ts'
import { readDayPlan } from '../src/targets/queries/day-plan.ts'
import { listPlanDecisions } from '../src/targets/queries/decisions.ts'
import { planInForce, openPlan } from '../src/targets/queries/plans.ts'
import { readTarget } from '../src/targets/queries/read-target.ts'
import { onServer } from './ground/funnel-companies.ts'
import { cpuOf, quantile } from './ground/measure.ts'

const [url = '', times = '10'] = process.argv.slice(2)
const now = new Date()
const { db, caller: admin, supervisor, end } = await onServer(url, now)
const asked = { measure: 'won-amount', level: 'base' } as const

type View = (tx: Tx, caller: Caller) => Promise<unknown>
const year = now.getFullYear()
const draftId = async (tx: Tx): Promise<string> => (await openPlan(tx, admin.orgId, year + 1, 'won-amount'))!.id
const round = async (tx: Tx) => (await latestRound(tx, admin))!
const views: Record<string, View> = {
  attainment: (tx, caller) => readAttainment(tx, caller, asked),
  'attainment of the year': (tx, caller) => readAttainment(tx, caller, { ...asked, column: 'year' }),
  'attainment of first purchases': (tx, caller) => readAttainment(tx, caller, { ...asked, measure: 'new-customers' }),
  'attainment of calls and visits': (tx, caller) => readAttainment(tx, caller, { ...asked, measure: 'activity-call.visit' }),
  'day plan': (tx, caller) => readDayPlan(tx, caller, asked),
  plan: async (tx, caller) => readTarget(tx, caller, await draftId(tx)),
  'plans to decide': (tx, caller) => listPlanDecisions(tx, caller, { limit: 50, who: 'within-reach' }),
  'cell changed': async (tx, caller) => {
    const { nodes } = (await openPlan(tx, admin.orgId, year + 1, 'won-amount'))!
    const node = nodes.find(
      ({ memberId }) => memberId !== null && (caller.reach === 'organisation' || caller.reach.includes(memberId)),
    )!.id
    return editTarget(tx, caller, await draftId(tx), { kind: 'set', level: 'base', node, column: 'm3', value: 7_000_000, absorb: { by: 'months' } }, null) // prettier-ignore
  },
  'plan from history': (tx, caller) =>
    createTarget(tx, caller, { year: year + 2, measure: 'won-amount', note: '', from: 'history', growth: 0.1, stretch: 1.1, challenge: 1.2 }), // prettier-ignore
  'round now': (tx, caller) => readRoundNow(tx, caller),
  round: async (tx, caller) => readRound(tx, caller, await round(tx)),
  sheet: async (tx, caller) => readSheet(tx, caller, { owner: (await rep(tx, caller)).memberId }),
  judges: (tx, caller) => readJudges(tx, caller),
  submission: async (tx, caller) =>
    submitForecast(tx, await rep(tx, caller), (await round(tx)).id, { team: null, commitMinor: 1, bestCaseMinor: 2, note: '' }),
  'own actions': async (tx, caller) => readActions(tx, await rep(tx, caller), { scope: 'mine' }),
  'actions of the team': (tx, caller) => readActions(tx, caller, { scope: 'team' }),
}

/** Somebody who sells, within reach. */
async function rep(tx: Tx, { orgId, reach }: Caller): Promise<Caller> {
  const { rows } = await sql<{ id: string }>`select id from member where org_id = ${orgId} and role = 'rep' order by id`.execute(
    tx,
  )
  const id = rows.find((one) => reach === 'organisation' || reach.includes(one.id))!.id
  await sql`update member set status = 'active' where org_id = ${orgId} and id = ${id}`.execute(tx)
  return (await readCaller(tx, orgId, id, 'job', now))!
}

/** A plan in force, one being worked on, and rounds in which everybody has said something. */
async function prepare(tx: Tx): Promise<void> {
  const draft = { note: '', growth: 0.1, stretch: 1.1, challenge: 1.25 }
  for (const measure of ['won-amount', 'new-customers', 'activity-call.visit'] as const) {
    if (await planInForce(tx, admin.orgId, year, measure)) continue
    const made = await createTarget(tx, admin, { ...draft, year, measure, from: 'history' })
    if (!made.ok) throw new Error(made.refusal.code)
    await stepTarget(tx, admin, made.value.id, { step: 'submit', note: '' }, null)
    const done = await stepTarget(tx, admin, made.value.id, { step: 'approve', note: '' }, null)
    if (!done.ok) throw new Error(done.refusal.code)
  }
  if (!(await openPlan(tx, admin.orgId, year + 1, 'won-amount')))
    await createTarget(tx, admin, { ...draft, year: year + 1, measure: 'won-amount', from: 'history' })
  if (!(await latestRound(tx, admin))) await openRound(tx, admin)
}

class Back extends Error {}

/** What a view does, taken back afterwards. */
const once = async (work: (tx: Tx) => Promise<unknown>): Promise<unknown> => {
  let found: unknown
  await inOrganisation(db, admin.orgId, async (tx) => {
    found = await work(tx)
    throw new Back()
  }).catch((error: unknown) => {
    if (!(error instanceof Back)) throw error
  })
  return found
}

/** Somebody of the supervisor's own, so that there is a team to look at. */
const leadOf = async (): Promise<string> => (supervisor.reach === 'organisation' ? admin.memberId : supervisor.reach[0]!)

const measured: [string, Caller][] = [
  ['company', admin],
  ['half of it', { ...supervisor, memberId: await leadOf() }],
]
const only = process.env.BENCH_VIEW
const owner = new pg.Client({ connectionString: url })
await owner.connect()
const isCounting = await owner
  .query('create extension if not exists pg_stat_statements; select pg_stat_statements_reset()')
  .then(() => true)
  .catch(() => false)
interface Counted {
  query: string
  calls: string
  ms: number
  buffers: string
}
/** What was asked since the last count, costliest first. */
async function counted(): Promise<Counted[]> {
  if (!isCounting) return []
  const { rows } = await owner.query<Counted>(`
    select query, calls, total_exec_time as ms, shared_blks_hit + shared_blks_read as buffers from pg_stat_statements s
    join pg_roles r on r.oid = s.userid where r.rolname like 'sluice%' and query !~* '^(begin|rollback|commit|set )' order by total_exec_time desc`)
  await owner.query('select pg_stat_statements_reset()')
  return rows
}
try {
  await inOrganisation(db, admin.orgId, prepare)
  const { rows } = await inOrganisation(db, admin.orgId, (tx) => sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx))
  for (const [name, view] of Object.entries(views).filter(([one]) => !only || one === only))
    for (const [who, caller] of measured) await measure(name, who, (tx) => view(tx, caller), rows[0]!.pid)
} finally {
  await owner.end()
  await end()
}

async function measure(name: string, who: string, work: (tx: Tx) => Promise<unknown>, pid: number): Promise<void> {
  const found = await once(work)
  const outcome = found as { ok?: boolean; refusal?: { code: string } }
  await counted()
  const walls: number[] = []
  const [database, process_] = [cpuOf([pid]), process.cpuUsage()]
  for (let at = 0; at < Number(times); at++) {
    const began = performance.now()
    await once(work)
    walls.push(performance.now() - began)
  }
  const { user, system } = process.cpuUsage(process_)
  const statements = await counted()
  const sum = (of: (one: Counted) => number): number =>
    Math.round(statements.reduce((all, one) => all + of(one), 0) / Number(times))
  const each = (ms: number): number => Math.round((ms / Number(times)) * 10) / 10
  console.log(
    JSON.stringify({
      bench: 'plans',
      name,
      who,
      ...(outcome?.ok === false && { refused: outcome.refusal!.code }),
      statements: sum(({ calls }) => Number(calls)),
      buffers: sum(({ buffers }) => Number(buffers)),
      databaseMs: each(cpuOf([pid]) - database),
      processMs: each((user + system) / 1000),
      p50: Math.round(quantile(walls, 0.5)),
      bytes: JSON.stringify(found ?? null).length,
    }),
  )
  if (only) for (const { query, ...more } of statements.slice(0, 6)) console.log(JSON.stringify(more), query)
}
