import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCustomer, aDeal } from '../../test/factories/a-company.ts'
import { aServer, type Loose, type TestServer } from '../../test/server.ts'
import { aStaffedCompany, type Staffed } from '../../test/two-companies.ts'
import { inOrganisation, type Tx } from '../platform/database/connect.ts'
import { newId } from '../platform/ids.ts'
import { keepSignatureTasks } from './commands/ask-signature.ts'
import { keepReviewTasks } from './commands/remind.ts'

/** The staffed company is made in its own present; the plans lie in one of ours. */
let isStaffed = false
const clock = { at: new Date('2026-06-15T04:00:00Z'), now: () => (isStaffed ? clock.at : new Date()) }
let server: TestServer
let ours: Staffed
type As = keyof Staffed['tokens']
const ask = (as: As, method: string, path: string, body?: unknown, match?: number) =>
  server.ask(method, `/api/v1${path}`, {
    as: ours.tokens[as],
    ...(body === undefined ? {} : { body }),
    ...(match === undefined ? {} : { headers: { 'if-match': String(match) } }),
  })
const within = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(server.database.db, ours.orgId, work)
const customer = (name: string, owner: 'li' | 'chen' = 'li') =>
  within((tx) => aCustomer(tx, ours.orgId, { name, ownerId: ours.members[owner]! }))
const deal = (customerId: string, productId: string | null, tenThousands: number, wonOn?: string) =>
  within(async (tx) => {
    const id = await aDeal(tx, ours.orgId, { customerId, ownerId: ours.members['li']!, status: wonOn ? 'won' : 'open' })
    const closed_at = wonOn ? new Date(`${wonOn}T04:00:00Z`) : null
    await tx
      .updateTable('opportunity')
      .set({ amount_minor: tenThousands * 1_000_000, product_id: productId, closed_at })
      .where('id', '=', id)
      .execute()
    return id
  })
const read = async (id: string, as: As = 'li'): Promise<Loose> => (await ask(as, 'GET', `/account-plans/${id}`)).body
const list = async (as: As, query = ''): Promise<Loose> => (await ask(as, 'GET', `/account-plans${query}`)).body
const cell = (plan: Loose, unitId: string | null): Loose => plan.cells.find((one: Loose) => one.unitId === unitId)

let key: string
let plan: string
const lab = newId()

beforeAll(async () => {
  server = await aServer({ clock })
  ours = await aStaffedCompany(server, '云帆')
  isStaffed = true
  key = await customer('远航集团')
  const body = { customerId: key, title: '2026 年度计划', fromOn: '2026-01-01', throughOn: '2026-12-31' }
  const made = await ask('li', 'POST', '/account-plans', body)
  expect(made.status).toBe(201)
  plan = made.body.id
}, 120_000)
afterAll(() => server.close())

/** Saves the plan with a change, as of the version it has. */
const save = async (change: object, as: As = 'li', match?: number) => {
  const { document, version } = await read(plan)
  return ask(as, 'PUT', `/account-plans/${plan}`, { ...document, ...change }, match ?? version)
}

describe('a plan', () => {
  test('begins with what we sell, its owner on the team and a first review after a quarter; a second one is refused while it runs', async () => {
    const { document, state, version } = await read(plan)
    // begun in June, it is not late from its first day
    expect([state, version, document.nextReviewOn]).toEqual(['running', 1, '2026-09-15'])
    expect(document.products).toMatchObject([{ productId: ours.records.product }])
    expect(document.team).toEqual([{ memberId: ours.members['li'], duty: '' }])
    const second = await ask('li', 'POST', '/account-plans', { customerId: key, title: '又一份', fromOn: '2026-01-01', throughOn: '2026-12-31' }) // prettier-ignore
    expect([second.status, second.body.type, second.body.title]).toEqual([409, 'plan-running', expect.any(String)])
    const back = await ask('li', 'POST', '/account-plans', { customerId: await customer('甲'), title: 'x', fromOn: '2026-02-01', throughOn: '2026-01-01' }) // prettier-ignore
    expect(back.body.type).toBe('plan-ends-before-it-starts')
  })

  test('its white space reads deals by product and unit; what was bought stands before what is said', async () => {
    const subsidiary = await customer('远航华东')
    const won = await deal(key, ours.records.product, 30, '2026-03-01')
    await deal(subsidiary, ours.records.product, 5)
    await deal(key, null, 7)
    const units = [
      { id: newId(), name: '华东', customerId: subsidiary },
      { id: lab, name: '研发中心', customerId: null },
    ]
    const aim = { productId: ours.records.product, unitId: lab, said: 'aimed', amountMinor: 20_000_000, note: '新产线' }
    const saved = await save({ units, cells: [aim] })
    expect(saved.status).toBe(200)
    expect(cell(saved.body, null)).toMatchObject({ state: 'bought', won: { deals: 1, amountMinor: 30_000_000 }, dealIds: [won] })
    expect(cell(saved.body, units[0]!.id)).toMatchObject({ state: 'open', open: { deals: 1, amountMinor: 5_000_000 } })
    expect(cell(saved.body, lab)).toMatchObject({ state: 'aimed', aimedMinor: 20_000_000, note: '新产线' })
    expect(saved.body.figures).toMatchObject({ wonMinor: 30_000_000, openMinor: 12_000_000, aimedMinor: 20_000_000 })
    expect(saved.body.coverage.share).toBeCloseTo(1 / 3)
    // given to the unit it was for, the deal leaves the company's own cell
    const placed = await ask('li', 'PUT', `/account-plans/${plan}/deals/${won}`, { unitId: lab })
    expect([cell(placed.body, null).state, cell(placed.body, lab).state]).toEqual(['unknown', 'bought'])
    const wrong = await ask('li', 'PUT', `/account-plans/${plan}/deals/${won}`, { unitId: units[0]!.id })
    expect(wrong.body.type).toBe('unknown-reference')
    expect((await ask('li', 'PUT', `/account-plans/${plan}/deals/${ours.records.opportunity}`, { unitId: lab })).status).toBe(404)
  })

  test('two who write at once: the second is told who was first, and nothing of theirs is kept; every version stays', async () => {
    const { version, document } = await read(plan)
    expect((await save({ goals: [{ id: newId(), text: '成为首选', measure: '占比 40%' }] }, 'zhao')).status).toBe(200)
    const late = await ask('li', 'PUT', `/account-plans/${plan}`, { ...document, title: '我的标题' }, version)
    expect([late.status, late.body.type, late.body.by]).toEqual([412, 'version-conflict', { id: ours.members['zhao'], name: expect.any(String) }]) // prettier-ignore
    const { items } = (await ask('li', 'GET', `/account-plans/${plan}/versions`)).body
    expect(items.map(({ changed }: Loose) => changed)).toEqual([['goals'], ['units', 'cells'], []])
    const first = (await ask('li', 'GET', `/account-plans/${plan}/versions/1`)).body
    expect([first.document.units, first.document.goals, first.names.products]).toEqual([[], [], { [ours.records.product]: expect.any(String) }]) // prettier-ignore
    expect((await ask('li', 'GET', `/account-plans/${plan}/versions/99`)).status).toBe(404)
    // saved as it is, it is no new version
    expect((await save({})).body.version).toBe(version + 1)
  })

  test('products, companies and members that are not there are refused; what stands nowhere any more goes', async () => {
    const far = await customer('别人的公司', 'chen')
    for (const change of [
      { products: [{ productId: newId(), amountMinor: null, share: null }] },
      { units: [{ id: newId(), name: '远', customerId: far }] },
      { team: [{ memberId: newId(), duty: '' }] },
    ])
      expect((await save(change)).body.type).toBe('unknown-reference')
    const { document } = await read(plan)
    const without = await save({ units: document.units.filter(({ id }: Loose) => id !== lab) })
    expect(without.body.document.cells).toEqual([])
    await save({ units: document.units, cells: document.cells })
  })
})

describe('actions and reviews', () => {
  test('an action is a task of whoever is to do it, on the list of the day when it is due, and the plan knows what came of it', async () => {
    const body = { title: '约见集团 CIO', assigneeId: ours.members['li'], dueOn: '2026-06-10' }
    const added = await ask('li', 'POST', `/account-plans/${plan}/actions`, body)
    expect(added.body.actions).toMatchObject([{ title: '约见集团 CIO', state: 'overdue', assignee: { id: ours.members['li'] } }])
    const [action] = added.body.actions
    const today = (await ask('li', 'GET', '/day-lists/actions')).body
    expect(JSON.stringify(today)).toContain('约见集团 CIO')
    expect((await list('li', '?state=running')).items[0].actions).toEqual({ total: 1, done: 0, late: 1 })
    await ask('li', 'POST', `/tasks/${action.id}/completions`, { result: '已见面' })
    expect((await read(plan)).actions).toMatchObject([{ state: 'done', result: '已见面' }])
    const out = await ask('li', 'POST', `/account-plans/${plan}/actions`, { ...body, assigneeId: ours.members['chen'] })
    expect(out.body.type).toBe('assignee-out-of-reach')
  })

  test('a review keeps the figures of its day and sets the next; whoever wrote it cannot sign it, and signed it never changes', async () => {
    await save({ nextReviewOn: '2026-04-01' })
    expect(await list('li', '?due=true')).toMatchObject({ items: [{ id: plan, isReviewLate: true }], counts: { reviewLate: 1 } })
    // it is a task of the owner among today's musts, which the supervisor sees in the team's lists
    const late = '复盘客户计划“2026 年度计划”（远航集团）'
    const mustsOf = async (as: As): Promise<string> =>
      JSON.stringify((await ask(as, 'GET', `/day-lists/actions?scope=${as === 'li' ? 'mine' : 'team'}`)).body.lists.map(({ must }: Loose) => must)) // prettier-ignore
    const remind = () => within((tx) => keepReviewTasks(tx, ours.orgId, clock.at))
    expect([await mustsOf('li'), await mustsOf('zhao')]).toEqual([expect.stringContaining(late), expect.stringContaining(late)])
    expect(await remind()).toBe(0)
    await save({ nextReviewOn: '2026-12-01' })
    expect(await mustsOf('li')).not.toContain(late)
    await save({ nextReviewOn: '2026-04-01' })
    expect(await mustsOf('li')).toContain(late)
    const { document } = await read(plan)
    const review = {
      heldOn: '2026-06-14',
      reached: '赢下第一单',
      ahead: '推研发中心',
      goals: [{ goalId: document.goals[0].id, reached: 'partly', note: '占比 25%' }],
      nextReviewOn: '2026-09-14',
    }
    const write = (change: object) => ask('li', 'POST', `/account-plans/${plan}/reviews`, { ...review, ...change })
    expect((await write({ heldOn: '2026-06-16' })).body.type).toBe('review-lies-ahead')
    expect((await write({ nextReviewOn: '2026-06-14' })).body.type).toBe('next-review-not-later')
    const written = (await write({})).body
    expect(written).toMatchObject({ isReviewLate: false, document: { nextReviewOn: '2026-09-14' } })
    expect(await mustsOf('li')).not.toContain(late)
    const done = (await ask('li', 'GET', `/tasks?customer=${key}&state=done&limit=50`)).body.items
    expect(done).toContainEqual(expect.objectContaining({ title: late, result: '复盘已写明' }))
    clock.at = new Date('2026-09-01T04:00:00Z')
    expect([await remind(), await remind()]).toEqual([1, 0])
    clock.at = new Date('2026-06-15T04:00:00Z')
    expect(await remind()).toBe(1)
    expect(written.reviews).toMatchObject([{ reached: '赢下第一单', goals: [{ text: '成为首选', reached: 'partly' }], figures: { wonMinor: 30_000_000, actions: 1, done: 1 }, signedAt: null }]) // prettier-ignore
    const [{ id, version }] = written.reviews
    const path = `/account-plans/${plan}/reviews/${id}`
    expect((await ask('li', 'PUT', path, { ...review, reached: '改写' }, version + 1)).body.type).toBe('version-conflict')
    expect((await ask('li', 'PUT', path, { ...review, reached: '改写' }, version)).body.reviews[0].reached).toBe('改写')
    expect(await ask('li', 'POST', `${path}/signature`)).toMatchObject({
      status: 403,
      body: { title: '这件事只有主管、总监或管理员可以做' },
    })
    expect((await list('zhao', '?unsigned=true')).items.map((one: Loose) => one.id)).toContain(plan)
    const signed = (await ask('zhao', 'POST', `${path}/signature`)).body.reviews[0]
    expect(signed).toMatchObject({ signedBy: { id: ours.members['zhao'] }, permissions: { edit: { code: 'review-signed' } } })
    expect((await ask('li', 'PUT', path, review)).body.type).toBe('review-signed')
    expect((await ask('zhao', 'POST', `${path}/signature`)).body.type).toBe('review-signed')
    await expect(within((tx) => tx.updateTable('account_plan_review').set({ reached: '篡改' }).where('id', '=', id).execute())).rejects.toThrow('signed review') // prettier-ignore
    expect((await list('li')).items[0]).toMatchObject({ lastReviewOn: '2026-06-14', isLastSigned: true })
    // who signs it must not have written it
    const own = (await ask('zhao', 'POST', `/account-plans/${plan}/reviews`, { ...review, heldOn: '2026-06-15' })).body.reviews[0]
    expect((await ask('zhao', 'POST', `/account-plans/${plan}/reviews/${own.id}/signature`)).body.type).toBe('own-review')
  })
})

describe('a review is signed', () => {
  const unsigned = async (heldOn: string, as: As = 'li'): Promise<Loose> => {
    const reviews = (await ask(as, 'POST', `/account-plans/${plan}/reviews`, { heldOn, reached: '原话', ahead: '', goals: [], nextReviewOn: null })).body.reviews // prettier-ignore
    return reviews.find((one: Loose) => one.heldOn === heldOn)
  }
  const taskOf = (id: string) =>
    within((tx) => tx.selectFrom('task').selectAll().where('external_id', '=', `plan-signature ${id}`).executeTakeFirst())
  const path = (id: string): string => `/account-plans/${plan}/reviews/${id}`

  test('it is a task of whoever is to sign, of somebody else once that one rewrote it, and done when it is signed', async () => {
    const { id } = await unsigned('2026-06-01')
    expect(await taskOf(id)).toMatchObject({ assignee_id: ours.members['zhao'], due_on: '2026-06-18', role: 'supervisor', done_at: null }) // prettier-ignore
    const title = '为客户计划“2026 年度计划”（远航集团）2026-06-01 的复盘签字'
    const mine = (await ask('zhao', 'GET', `/tasks?customer=${key}&limit=50`)).body.items
    expect(mine).toContainEqual(expect.objectContaining({ title }))
    await ask('zhao', 'PUT', path(id), { heldOn: '2026-06-01', reached: '改写', ahead: '', goals: [], nextReviewOn: null })
    expect((await taskOf(id))!.assignee_id).toBe(ours.members['director'])
    await ask('li', 'POST', `/account-plans/${plan}/closing`)
    expect((await taskOf(id))!.cancelled_at).not.toBeNull()
    await ask('li', 'DELETE', `/account-plans/${plan}/closing`)
    expect((await taskOf(id))!.cancelled_at).toBeNull()
    expect((await ask('director', 'POST', `${path(id)}/signature`)).status).toBe(200)
    expect(await taskOf(id)).toMatchObject({ result: '复盘已签字', done_at: expect.any(Date) })
    expect(await within((tx) => keepSignatureTasks(tx, ours.orgId, clock.at))).toBe(0)
  })

  test('its task stays until it is signed: nobody ticks it off, puts it away or takes the signature back by it, and it says where to sign', async () => {
    const { id } = await unsigned('2026-05-30')
    const task = `/tasks/${(await taskOf(id))!.id}`
    const told = (await ask('zhao', 'GET', task)).body
    expect(told).toMatchObject({ page: `/account-plans/${plan}`, permissions: { complete: { code: 'task-ends-itself' }, edit: null } }) // prettier-ignore
    for (const as of ['zhao', 'director', 'li'] as const) {
      expect((await ask(as, 'POST', `${task}/completions`, { result: '看过了' })).body.type).toBe('task-ends-itself')
      expect((await ask(as, 'DELETE', task)).body.type).toBe('task-ends-itself')
    }
    expect(await taskOf(id)).toMatchObject({ done_at: null, deleted_at: null })
    await ask('zhao', 'POST', `${path(id)}/signature`)
    expect((await ask('zhao', 'GET', task)).body).toMatchObject({ state: 'done', result: '复盘已签字' })
    expect((await ask('zhao', 'DELETE', `${task}/completions`)).body.type).toBe('task-ends-itself')
    expect((await ask('zhao', 'DELETE', task)).status).toBe(204)
  })

  test('of two who sign at once one waits for the other, and is told who signed and when', async () => {
    const { id } = await unsigned('2026-06-02')
    const sign = (as: As) => ask(as, 'POST', `${path(id)}/signature`)
    const waiting = async (): Promise<number> =>
      Number((await sql<{ count: string }>`select count(*) from pg_locks where not granted`.execute(server.database.db)).rows[0]!.count) // prettier-ignore
    const before = await waiting()
    const { both, waited } = await within(async (tx) => {
      await tx.selectFrom('account_plan').select('id').where('id', '=', plan).forUpdate().execute()
      const both = ['zhao', 'director'].map((as) => sign(as as As))
      let waited = 0
      for (let tries = 0; waited < 2 && tries < 100; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 50))
        waited = (await waiting()) - before
      }
      return { both, waited }
    })
    const answers = await Promise.all(both)
    expect([waited, answers.map(({ status }) => status).toSorted()]).toEqual([2, [200, 409]])
    const late = answers.find(({ status }) => status === 409)!.body
    const signed = (await read(plan)).reviews.find((one: Loose) => one.id === id)
    expect(late).toMatchObject({ type: 'review-signed', by: signed.signedBy, at: signed.signedAt })
  })

  test('who writes, changes or signs without having seen what another wrote is told who and when; nothing of theirs is kept', async () => {
    const seen = (await read(plan)).reviews.length
    const { id, version } = await unsigned('2026-06-03', 'zhao')
    const told = { type: 'version-conflict', by: { id: ours.members['zhao'] }, at: expect.any(String) }
    const body = { heldOn: '2026-06-04', reached: '我也写', ahead: '', goals: [], nextReviewOn: null }
    const late = await ask('li', 'POST', `/account-plans/${plan}/reviews`, body, seen)
    expect([late.status, late.body]).toEqual([412, expect.objectContaining({ ...told, by: expect.objectContaining(told.by) })])
    expect((await read(plan)).reviews).toHaveLength(seen + 1)
    expect((await ask('li', 'POST', `/account-plans/${plan}/reviews`, body, seen + 1)).status).toBe(201)
    await ask('zhao', 'PUT', path(id), { ...body, heldOn: '2026-06-03', reached: '改过' }, version)
    expect((await ask('li', 'PUT', path(id), body, version)).body).toMatchObject(told)
    expect((await ask('director', 'POST', `${path(id)}/signature`, undefined, version)).body).toMatchObject(told)
    expect((await ask('director', 'POST', `${path(id)}/signature`, undefined, version + 1)).status).toBe(200)
  })
})

describe('who sees and changes plans', () => {
  test('who reaches the customer reads them, who may change it writes them; others find nothing, another organisation neither', async () => {
    expect((await ask('chen', 'GET', `/account-plans/${plan}`)).status).toBe(404)
    expect((await ask('chen', 'GET', `/account-plans/${plan}/versions`)).status).toBe(404)
    expect((await list('chen')).items).toEqual([])
    expect((await list('director', `?customer=${key}`)).items).toHaveLength(1)
    expect((await list('director', '?q=远航')).items).toHaveLength(1)
    expect((await list('director', '?q=没有这家')).items).toHaveLength(0)
    const first = await list('director', '?limit=1&sort=aimed')
    expect(first.items[0].id).toBe(plan)
    expect((await list('director', `?limit=1&sort=aimed&cursor=${first.nextCursor}`)).items[0].id).toBe(ours.records.plan)
    const { document, permissions } = await read(plan, 'auditor')
    expect(permissions.edit.code).toBe('forbidden')
    expect((await ask('auditor', 'PUT', `/account-plans/${plan}`, { ...document, title: 'x' })).status).toBe(403)
    expect((await ask('marketing', 'GET', '/account-plans')).status).toBe(403)
  })
  test('a closed plan is not changed; opened again it goes on, unless another runs by then', async () => {
    expect((await ask('li', 'POST', `/account-plans/${plan}/closing`)).body.state).toBe('closed')
    expect((await save({ title: 'x' })).body.type).toBe('plan-closed')
    const next = { customerId: key, title: '2027 年度计划', fromOn: '2027-01-01', throughOn: '2027-12-31' }
    const other = (await ask('li', 'POST', '/account-plans', next)).body.id
    expect((await ask('li', 'DELETE', `/account-plans/${plan}/closing`)).body.type).toBe('plan-running')
    await ask('li', 'POST', `/account-plans/${other}/closing`)
    expect((await ask('li', 'DELETE', `/account-plans/${plan}/closing`)).body.state).toBe('running')
  })
})
