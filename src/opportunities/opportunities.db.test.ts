import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aContact, aCustomer, type Company, type Person } from '../../test/factories/a-company.ts'
import { aDatabase, type TestDatabase } from '../../test/database.ts'
import { foundPipelines } from '../pipelines/commands/found.ts'
import { openGates } from '../../test/factories/open-gates.ts'
import { openDatabase } from '../platform/database/connect.ts'
import { reindex } from '../platform/database/search-grams.ts'
import type { Caller } from '../platform/session.ts'
import { bulkMove } from './commands/bulk-move.ts'
import { archiveOpportunity, changeOpportunity } from './commands/change.ts'
import { closeOpportunity, moveStage, reopenOpportunity, undoEvent } from './commands/move.ts'
import { openOpportunity } from './commands/open.ts'
import { reconcile } from './commands/reconcile.ts'
import { wakeUpDue } from './jobs.ts'
import { readBoard as boardEndpoint } from './contract.ts'
import { readBoard } from './queries/board.ts'
import { addDays, dayOf } from '../platform/time.ts'
import { readOpportunity } from './queries/detail.ts'
import { readAsOf, readHistory } from './queries/history.ts'
import { listOpportunities } from './queries/list.ts'

const now = new Date('2026-11-22T02:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

let database: TestDatabase
let company: Company
let other: Company
let customers: Record<'li' | 'chen', string>

beforeAll(async () => {
  database = await aDatabase()
  company = await aCompany(database.db, { now })
  other = await aCompany(database.db, { now })
  for (const place of [company, other])
    await place.within(async (tx) => {
      await foundPipelines(tx, await place.as('admin'))
      await openGates(tx, place)
    })
  customers = await company.within(async (tx) => {
    const made = {
      li: await aCustomer(tx, company.orgId, { name: '江南华联超市有限公司', ownerId: company.member.li }),
      chen: await aCustomer(tx, company.orgId, { name: '岭南电子有限公司', ownerId: company.member.chen }),
    }
    await reindex(tx, company.orgId, 'customer', [{ entityId: made.li, texts: ['江南华联超市有限公司'] }])
    return made
  })
})
afterAll(async () => {
  for (const close of closers) await close()
  await database.drop()
})

const closers: (() => Promise<void>)[] = []
/** As the owner of the tables, past every rule: to plant faults. */
const asOwner = () => {
  const opened = openDatabase(database.ownerUrl, { max: 1 })
  closers.push(opened.close)
  return opened.db
}

async function opened(person: 'li' | 'chen' = 'li', more: Partial<Parameters<typeof openOpportunity>[2]> = {}): Promise<string> {
  const outcome = await company.doing(person, (tx, caller) =>
    openOpportunity(tx, caller, { customerId: customers[person], amountMinor: 100_000, ...more }),
  )
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value.id
}
const move = (id: string, toStage: string, person: Person = 'li', reason?: string, at?: Date) =>
  company.doing(person, (tx, caller) => moveStage(tx, caller, { id, toStage, reason }), at)
const detail = (id: string, person: Person = 'li') =>
  company.within(async (tx) => readOpportunity(tx, await company.as(person), id))

describe('a deal goes its way', () => {
  test('from the first stage to a win, every step in its history', async () => {
    const id = await opened()
    for (const stage of ['need-discovery', 'solution', 'negotiation', 'closing'])
      expect(await move(id, stage)).toMatchObject({ ok: true })
    expect(
      await company.doing('li', (tx, caller) => closeOpportunity(tx, caller, { id, outcome: 'won', amountMinor: 90_000 })),
    ).toMatchObject({ ok: true })
    const won = await detail(id)
    expect(won).toMatchObject({ status: 'won', amountMinor: 90_000, probability: 1, stage: { key: 'closing' } })
    const history = await company.within(async (tx) => readHistory(tx, await company.as('li'), id, { limit: 50 }))
    expect(history!.items.map(({ kind, field }) => field ?? kind).sort()).toEqual([
      'advance',
      'advance',
      'advance',
      'advance',
      'amountMinor',
      'enter',
      'win',
    ])
  })

  test('a skip is seen as such, and what was skipped is marked on its path', async () => {
    const id = await opened()
    await move(id, 'solution')
    expect((await detail(id))!.path.map(({ state }) => state)).toEqual(['done', 'skipped', 'current', 'ahead', 'ahead', 'ahead'])
    expect(await detail(id)).toMatchObject({ skips: 1 })
  })

  test('a move that is refused leaves nothing behind', async () => {
    const id = await opened()
    await move(id, 'solution')
    expect(await move(id, 'need-discovery')).toMatchObject({ ok: false, refusal: { code: 'reason-required' } })
    expect(await detail(id)).toMatchObject({ stage: { key: 'solution' }, backMoves: 0, version: 2 })
  })

  test('a loss can be undone at once by who did it, and is then in no statistic', async () => {
    const id = await opened()
    const lost = await company.doing('li', (tx, caller) =>
      closeOpportunity(tx, caller, { id, outcome: 'lost', reasonKey: 'price' }),
    )
    if (!lost.ok) throw new Error('not lost')
    const undo = (person: Person, at: Date) =>
      company.doing(person, (tx, caller) => undoEvent(tx, caller, { id, eventId: lost.value.eventId }), at)
    expect(await undo('zhao', later(1))).toMatchObject({ refusal: { code: 'cannot-undo', facts: { why: 'somebody-else' } } })
    expect(await undo('li', later(11))).toMatchObject({ refusal: { facts: { why: 'too-late' } } })
    expect(await undo('li', later(1))).toMatchObject({ ok: true })
    expect(await detail(id)).toMatchObject({ status: 'open', lossReason: null, closedAt: null, reopened: 0 })
  })

  test('on hold until its day, then awake by itself in the stage it was in', async () => {
    const id = await opened()
    await move(id, 'need-discovery')
    await company.doing('li', (tx, caller) => closeOpportunity(tx, caller, { id, outcome: 'on-hold', wakeUpOn: '2026-11-23' }))
    expect(await detail(id)).toMatchObject({ status: 'on-hold', wakeUpOn: '2026-11-23' })
    await sql`update opportunity set wake_up_on = current_date - 1 where id = ${id}`.execute(asOwner())
    await company.within((tx) => wakeUpDue(tx, { id: '', orgId: company.orgId, kind: '', payload: {}, attempt: 1 }, database.db))
    expect(await detail(id)).toMatchObject({ status: 'open', wakeUpOn: null, stage: { key: 'need-discovery' } })
  })

  test('a loss comes back within 90 days and not after', async () => {
    const id = await opened()
    await company.doing('li', (tx, caller) => closeOpportunity(tx, caller, { id, outcome: 'lost', reasonKey: 'price' }))
    const reopen = (days: number) =>
      company.doing('li', (tx, caller) => reopenOpportunity(tx, caller, { id }), later(days * 1440))
    expect(await reopen(91)).toMatchObject({ refusal: { code: 'reopening-too-late' } })
    expect(await reopen(89)).toMatchObject({ ok: true })
    expect(await detail(id)).toMatchObject({ status: 'open', reopened: 1, lossReason: null })
  })

  test('what was known then can be asked, and later changes do not colour it', async () => {
    const id = await opened()
    await company.doing('li', (tx, caller) => changeOpportunity(tx, caller, id, { amountMinor: 300_000 }, null), later(60))
    await move(id, 'need-discovery', 'li', undefined, later(120))
    const at = async (minutes: number) => company.within(async (tx) => readAsOf(tx, await company.as('li'), id, later(minutes)))
    expect(await at(-1)).toMatchObject({ known: false })
    expect(await at(30)).toMatchObject({ known: true, amountMinor: 100_000, stage: { key: 'lead-capture' } })
    expect(await at(90)).toMatchObject({ amountMinor: 300_000, stage: { key: 'lead-capture' } })
    expect(await at(150)).toMatchObject({ stage: { key: 'need-discovery' } })
  })
})

describe('two at once', () => {
  test('of two people who move the same deal, the second sees the first and is told', async () => {
    const id = await opened()
    const results = await Promise.all([move(id, 'need-discovery', 'li'), move(id, 'need-discovery', 'zhao')])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'already-in-stage' } })
  })
  test('an edit on a stale version is refused with the version that is current', async () => {
    const id = await opened()
    const edit = (version: number) =>
      company.doing('li', (tx, caller) => changeOpportunity(tx, caller, id, { note: `v${version}` }, version))
    expect(await edit(1)).toMatchObject({ ok: true })
    expect(await edit(1)).toMatchObject({ refusal: { code: 'version-conflict', facts: { version: 2 } } })
  })
})

describe('who may', () => {
  test('a colleague of another team finds nothing, the own supervisor everything, the auditor only reads', async () => {
    const id = await opened()
    expect(await detail(id, 'chen')).toBeNull()
    expect(await detail(id, 'wang')).toBeNull()
    expect(await detail(id, 'zhao')).not.toBeNull()
    expect((await detail(id, 'auditor'))!.permissions.move).toMatchObject({ code: 'forbidden' })
    expect(await move(id, 'need-discovery', 'chen')).toMatchObject({ refusal: { code: 'not-found' } })
    expect(await move(id, 'need-discovery', 'auditor')).toMatchObject({ refusal: { code: 'forbidden' } })
  })
  test('a rep hands nothing to others, a supervisor only within the own team', async () => {
    const id = await opened()
    const give = (person: Person, to: string) =>
      company.doing(person, (tx, caller) => changeOpportunity(tx, caller, id, { ownerId: to }, null))
    expect(await give('li', company.member.wang)).toMatchObject({ refusal: { code: 'forbidden' } })
    expect(await give('zhao', company.member.chen)).toMatchObject({ refusal: { code: 'unknown-reference' } })
    expect(await give('zhao', company.member.wang)).toMatchObject({ ok: true })
    expect(await detail(id, 'li')).toBeNull()
  })
  test('customers, contacts and products of elsewhere cannot be named', async () => {
    const foreign = await other.within((tx) => aCustomer(tx, other.orgId, { ownerId: other.member.li }))
    const contact = await company.within((tx) =>
      aContact(tx, company.orgId, { customerId: customers.chen, ownerId: company.member.chen }),
    )
    const open = (given: Partial<Parameters<typeof openOpportunity>[2]>) =>
      company.doing('li', (tx, caller) => openOpportunity(tx, caller, { customerId: customers.li, ...given }))
    expect(await open({ customerId: foreign })).toMatchObject({ refusal: { code: 'unknown-reference' } })
    expect(await open({ customerId: customers.chen })).toMatchObject({ refusal: { code: 'unknown-reference' } })
    expect(await open({ contactId: contact })).toMatchObject({ refusal: { code: 'contact-of-other-customer' } })
    expect(await open({ ownerId: company.member.wang })).toMatchObject({ refusal: { code: 'forbidden' } })
  })
  test('another organisation’s deal is not there, by any path', async () => {
    const id = await opened()
    expect(await other.within(async (tx) => readOpportunity(tx, await other.as('admin'), id))).toBeNull()
    expect(await other.doing('admin', (tx, caller) => moveStage(tx, caller, { id, toStage: 'solution' }))).toMatchObject({
      refusal: { code: 'not-found' },
    })
    const forged: Caller = { ...(await other.as('admin')), orgId: company.orgId }
    expect(await other.within((tx) => readOpportunity(tx, forged, id))).toBeNull()
  })
})

test('history cannot be rewritten, not even by the application', async () => {
  for (const table of ['stage_event', 'field_event', 'audit_entry']) {
    await expect(company.within((tx) => sql`update ${sql.table(table)} set actor_id = actor_id`.execute(tx))).rejects.toThrow(
      /permission denied/,
    )
    await expect(company.within((tx) => sql`delete from ${sql.table(table)}`.execute(tx))).rejects.toThrow(/permission denied/)
  }
})

test('a bulk move takes who may go and says of each other why not; a dry run changes nothing', async () => {
  const [a, b, c] = [await opened(), await opened(), await opened('chen')]
  await company.doing('li', (tx, caller) => closeOpportunity(tx, caller, { id: b, outcome: 'lost', reasonKey: 'price' }))
  const run = (dryRun: boolean) =>
    company.within(async (tx) => bulkMove(tx, await company.as('li'), { ids: [a, b, c], toStage: 'need-discovery', dryRun }))
  const expected = [
    { id: a, ok: true },
    { id: b, ok: false, problem: { type: 'not-open' } },
    { id: c, ok: false, problem: { type: 'not-found' } },
  ]
  expect(await run(true)).toMatchObject(expected)
  expect(await detail(a)).toMatchObject({ stage: { key: 'lead-capture' } })
  expect(await run(false)).toMatchObject(expected)
  expect(await detail(a)).toMatchObject({ stage: { key: 'need-discovery' } })
})

describe('board and list', () => {
  test('the board counts and sums what the caller reaches, and nothing else', async () => {
    const board = async (person: Person) =>
      company.within(async (tx) => readBoard(tx, await company.as(person), 'default', { limit: 2, sort: 'urgency' }))
    const { now, timeZone } = await company.as('chen')
    const today = dayOf(now, timeZone)
    await opened('li', { nextStep: '回访', nextStepOn: addDays(today, -3) })
    await opened('li', { nextStep: '回访', nextStepOn: today, amountMinor: null })
    const own = await board('chen')
    await opened('chen', { amountMinor: 777 })
    const grown = await board('chen')
    expect(grown!.columns[0]!.count).toBe(own!.columns[0]!.count + 1)
    expect(grown!.columns[0]!.amountMinor).toBe(own!.columns[0]!.amountMinor + 777)
    const all = await board('director')
    const { rows } = await company.within((tx) =>
      sql<{
        count: number
        sum: number
        without: number
        overdue: number
      }>`select count(*)::int as count, sum(amount_minor)::bigint as sum, count(*) filter (where amount_minor is null)::int as without,
                count(*) filter (where next_step_on < ${today}::date)::int as overdue
         from opportunity where status = 'open' and deleted_at is null`.execute(tx),
    )
    boardEndpoint.reply.parse(all)
    expect(all!.columns.reduce((sum, { count }) => sum + count, 0)).toBe(rows[0]!.count)
    expect(all!.columns.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(rows[0]!.sum)
    expect(all!.columns.reduce((sum, { withoutAmount }) => sum + withoutAmount, 0)).toBe(rows[0]!.without)
    expect(all!.columns.reduce((sum, { overdueSteps }) => sum + overdueSteps, 0)).toBe(rows[0]!.overdue)
    expect(rows[0]!.overdue).toBeGreaterThan(0)
  })

  test.each(['newest', 'urgency', 'amount', 'expectedClose', 'stageSince', 'name'] as const)(
    'pages sorted by %s together hold every deal once',
    async (sort) => {
      for (const more of [
        { nextStepOn: '2026-11-20' },
        { nextStepOn: '2026-11-20', amountMinor: null },
        { amountMinor: 5, expectedCloseOn: '2026-12-01' },
        {},
      ])
        await opened('li', more)
      const caller = await company.as('director')
      const whole = await company.within((tx) => listOpportunities(tx, caller, { limit: 200, sort }))
      const paged: string[] = []
      let cursor: string | undefined
      do {
        const page = await company.within((tx) => listOpportunities(tx, caller, { limit: 3, sort, cursor }))
        paged.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(paged).toEqual(whole.items.map(({ id }) => id))
      expect(new Set(paged).size).toBe(paged.length)
    },
  )

  test('a deal is found by any two characters of its name or of its customer’s', async () => {
    const id = await opened('li', { name: '产线视觉检测改造' })
    const found = async (q: string) =>
      (
        await company.within(async (tx) => listOpportunities(tx, await company.as('li'), { q, limit: 200, sort: 'newest' }))
      ).items.map((item) => item.id)
    for (const q of ['视觉', '检测改造', '线', 'cxsj', '华联']) expect(await found(q), q).toContain(id)
    expect(await found('视检')).not.toContain(id)
  })

  test('archived deals leave lists and boards and come back whole', async () => {
    const id = await opened()
    await company.doing('li', (tx, caller) => archiveOpportunity(tx, caller, id, true))
    const listed = async (archived?: boolean) =>
      (
        await company.within(async (tx) =>
          listOpportunities(tx, await company.as('li'), { limit: 200, sort: 'newest', archived }),
        )
      ).items.some((item) => item.id === id)
    expect([await listed(), await listed(true)]).toEqual([false, true])
    expect(await move(id, 'solution')).toMatchObject({ refusal: { code: 'archived' } })
    await company.doing('li', (tx, caller) => archiveOpportunity(tx, caller, id, false))
    expect([await listed(), await listed(true)]).toEqual([true, false])
  })
})

test('after any history, rows and spans are what the events say', async () => {
  const stages = ['lead-capture', 'need-discovery', 'solution', 'negotiation', 'closing', 'customer-care']
  const step = fc.oneof(
    fc.record({ do: fc.constant('move' as const), to: fc.constantFrom(...stages) }),
    fc.record({
      do: fc.constant('close' as const),
      outcome: fc.constantFrom('won' as const, 'lost' as const, 'terminated' as const, 'on-hold' as const),
    }),
    fc.record({ do: fc.constant('reopen' as const) }),
    fc.record({ do: fc.constant('amount' as const), amountMinor: fc.integer({ min: 0, max: 1_000_000 }) }),
    fc.record({ do: fc.constant('date' as const), day: fc.constantFrom('2026-12-01', '2027-01-01', '2027-02-01') }),
    fc.record({ do: fc.constant('owner' as const), to: fc.constantFrom('li', 'wang') }),
    fc.record({ do: fc.constant('undo' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ step, minutes: fc.integer({ min: 0, max: 5000 }) }), { minLength: 1, maxLength: 12 }),
      async (steps) => {
        const id = await opened()
        let [minutes, eventId] = [0, '']
        for (const { step: what, minutes: wait } of steps) {
          minutes += wait
          const outcome = await company.doing<unknown>(
            'zhao',
            async (tx, caller) => {
              if (what.do === 'move') return moveStage(tx, caller, { id, toStage: what.to, reason: '随机' })
              if (what.do === 'close')
                return closeOpportunity(tx, caller, { id, outcome: what.outcome, reasonKey: 'price', wakeUpOn: '2030-01-01' })
              if (what.do === 'reopen') return reopenOpportunity(tx, caller, { id })
              if (what.do === 'undo') return undoEvent(tx, caller, { id, eventId: eventId || id })
              const change =
                what.do === 'amount'
                  ? { amountMinor: what.amountMinor }
                  : what.do === 'date'
                    ? { expectedCloseOn: what.day }
                    : { ownerId: company.member[what.to as 'li'] }
              return changeOpportunity(tx, caller, id, change, null)
            },
            later(minutes),
          )
          if (outcome.ok) eventId = (outcome.value as { eventId?: string } | undefined)?.eventId ?? eventId
        }
        expect(await company.within((tx) => reconcile(tx, company.orgId, { ids: [id] }))).toEqual([])
      },
    ),
    { numRuns: 25 },
  )
  expect(await company.within((tx) => reconcile(tx, company.orgId))).toEqual([])
})

test('reconciliation finds a planted difference and mends it', async () => {
  const id = await opened()
  await sql`update opportunity set max_position = 6 where id = ${id}`.execute(asOwner())
  expect(await company.within((tx) => reconcile(tx, company.orgId))).toEqual([id])
  await company.within((tx) => reconcile(tx, company.orgId, { mend: true }))
  expect(await company.within((tx) => reconcile(tx, company.orgId))).toEqual([])
})
