import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reconcile } from '../opportunities/commands/reconcile.ts'
import { inOrganisation } from '../platform/database/connect.ts'
import type { Client } from '../platform/verb.ts'
import { aServer, type Answer, type Loose, type TestServer } from '../../test/server.ts'
import { beginDemo } from './cli.ts'
import { competitors as rivals } from './catalogue.ts'
import { repsOf } from './staff.ts'
import { troubles } from './troubles.ts'

/** One Sunday evening: what the company looks like must not hang on the hour at which it is tested. */
const evening = new Date('2026-11-22T13:00:00Z')

describe('loading the demo company', () => {
  let server: TestServer
  let client: Client
  let token: string
  let orgId: string
  const api = (method: string, path: string, body?: unknown, as = token) =>
    server.ask(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) })
  const count = (table: string): Promise<number> =>
    inOrganisation(server.database.db, orgId, async (tx) =>
      Number((await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(tx)).rows[0]!.n),
    )
  const idOf = async (key: string): Promise<string> =>
    (await api('GET', '/pipelines?limit=50')).body.items.find((pipeline: Loose) => pipeline.key === key).id
  const states: { status: string; progress: number; part: string | null }[] = []
  const said: string[] = []
  let begun: Awaited<ReturnType<typeof beginDemo>>
  let meanwhile: Answer

  beforeAll(async () => {
    server = await aServer({ working: true, clock: { now: () => evening } })
    const call = async (method: string, path: string, { body, token: as }: { body?: unknown; token?: string } = {}) => {
      const answer = await server.ask(method, `/api/v1${path}`, { ...(as ? { as } : {}), ...(body ? { body } : {}) })
      if (answer.status >= 400) throw new Error(answer.body.type)
      if (method === 'GET' && path === '/demo') {
        states.push(answer.body)
        meanwhile ??= await server.ask('POST', '/api/v1/demo', { as: as! })
      }
      return answer.body
    }
    client = { call, download: async () => Buffer.alloc(0) } as Client
    begun = await beginDemo(client, (line) => said.push(line))
    token = begun.token
    orgId = begun.organizationId!
  }, 600_000)
  afterAll(() => server.close())

  it('runs as a job that tells how far it is and runs once', async () => {
    expect(states.at(-1)).toMatchObject({ status: 'done', progress: 1, part: null })
    expect(new Set(states.map(({ progress }) => progress)).size).toBeGreaterThan(2)
    expect(states.map(({ progress }) => progress)).toEqual(
      states.map(({ progress }) => progress).sort((one, other) => one - other),
    )
    expect([meanwhile.status, meanwhile.body.type]).toEqual([409, 'demo-being-loaded'])
  })

  it('gives a new Sluice an administrator with a password nobody else knows, told once', async () => {
    expect(begun.password).toMatch(/^[\w-]{16}$/)
    expect(said.filter((line) => line.includes(begun.password!))).toHaveLength(1)
    const session = await server.ask('POST', '/api/v1/sessions', { body: { email: begun.email, password: begun.password } })
    expect(session.status).toBe(201)
    await expect(beginDemo(client, () => {})).rejects.toThrow('already-set-up')
  })

  it('fills every list', async () => {
    for (const path of ['/customers', '/contacts', '/opportunities', '/leads', '/activities', '/products', '/competitors'])
      expect((await api('GET', `${path}?limit=5`)).body.items.length, path).toBeGreaterThan(3)
    const { body } = await api('GET', '/members?limit=100')
    expect(body.items.filter((member: { role: string }) => member.role === 'rep')).toHaveLength(12)
    expect(await count('activity')).toBeGreaterThan(8000)
    const { body: board } = await api('GET', '/boards/default?limit=5')
    expect(board.columns.every((column: { count: number }) => column.count > 0)).toBe(true)
  })

  it('has contracts that end, use of what was bought, and a pool with its rule and warnings', async () => {
    expect((await api('GET', '/pool/facets')).body.all).toBeGreaterThan(10)
    expect((await api('GET', '/pool/warnings?scope=team')).body.all).toBeGreaterThan(0)
    expect(await count('customer_date')).toBeGreaterThan(24)
    expect(await count('customer_usage')).toBe(360)
  })

  it('has a group: the largest buyer under a head, whose chain says who decides there and what is missing', async () => {
    const { items } = (await api('GET', '/customers?q=' + encodeURIComponent('控股集团') + '&limit=5')).body
    expect(items).toHaveLength(1)
    const { body: head } = await api('GET', `/customers/${items[0].id}/decision-chain`)
    expect(head.group.map(({ depth, people, deciders }: Loose) => [depth, people > 0, deciders > 0])).toEqual(
      expect.arrayContaining([[0, true, true], [1, true, true], [2, true, false]]),
    ) // prettier-ignore
    expect(head.group).toHaveLength(4)
    expect(head.people.filter(({ reportsToId }: Loose) => reportsToId !== null)).toHaveLength(3)
    expect(head.gaps.map(({ code }: Loose) => code)).toEqual(['decider-untouched', 'decider-unread', 'no-counterpart'])
    const buyer = head.group.find(({ people }: Loose) => people > 4)
    const { body: chain } = await api('GET', `/customers/${buyer.id}/decision-chain`)
    expect(chain.parentId).toBe(items[0].id)
    expect(chain.people.filter(({ counterpart }: Loose) => counterpart !== null)).toHaveLength(3)
  })

  it('has evidence for its gates: some open deals can move on, others lack a few things', async () => {
    for (const table of ['opportunity_element', 'task', 'document', 'document_content', 'gate_attempt', 'approval'])
      expect(await count(table), table).toBeGreaterThan(20)
    const lacking: number[] = []
    for (let cursor = ''; ;) {
      const { body } = await api('GET', `/opportunities?limit=100&status=open&pipeline=default&sort=newest${cursor}`)
      for (const { id } of body.items as { id: string }[]) {
        const { body: gates } = await api('GET', `/opportunities/${id}/gates`)
        // moves back ask for a reason; the first other one leads a stage on
        const next = gates.moves.find(({ result }: { result: string }) => result !== 'reason')
        if (next) lacking.push(next.missing.length)
      }
      if (!body.nextCursor) break
      cursor = `&cursor=${body.nextCursor}`
    }
    expect(lacking.length).toBeGreaterThan(120)
    const share = (test: (missing: number) => boolean) => lacking.filter(test).length / lacking.length
    expect(share((missing) => missing === 0)).toBeGreaterThan(0.2)
    expect(share((missing) => missing === 0)).toBeLessThan(0.5)
    expect(share((missing) => missing <= 4)).toBeGreaterThan(0.7)
    const { rows } = await inOrganisation(server.database.db, orgId, (tx) =>
      sql<{ result: string }>`select distinct result from gate_attempt order by 1`.execute(tx),
    )
    expect(rows.map(({ result }) => result)).toEqual(['overridden', 'passed', 'refused', 'warned'])
  }, 120_000)

  it('has a past that its gates could have let through: of the deals that moved, one in ten to one in four lacked something', async () => {
    for (const key of ['b2b-six-stages', 'fast-cycle']) {
      const { body: tried } = await api('POST', `/pipelines/${await idOf(key)}/trials`, {})
      const past = (tried.gates as Loose[]).map(({ past: each }) => each).filter(({ sampled }) => sampled >= 100)
      for (const gate of past) expect(gate.held / gate.sampled).toBeLessThan(0.25)
      // where a gate asks for more than what a customer's record shows, some lacked it; for some it came later
      const held = past.reduce((sum, gate) => sum + gate.held, 0)
      if (key === 'fast-cycle') continue
      expect(past.some((gate) => gate.held / gate.sampled > 0.1)).toBe(true)
      expect(past.reduce((sum, gate) => sum + gate.never, 0)).toBeLessThan(0.8 * held)
      expect(past.some(({ medianDays }) => medianDays > 1)).toBe(true)
    }
  }, 180_000)

  it('has an element that tells who wins, and one that tells nothing', async () => {
    const { body } = await api('GET', '/element-report?pipeline=b2b-six-stages')
    const stage = body.stages.find(({ key }: Loose) => key === 'solution')
    const rates = (key: string) => {
      const { states } = stage.elements.find((element: Loose) => element.key === key)
      return Object.fromEntries(states.map(({ state, rate }: Loose) => [state, rate]))
    }
    const [telling, useless] = [rates(troubles.tellingElement), rates(troubles.uselessElement)]
    expect(telling['confirmed'] - telling['unfavourable']).toBeGreaterThan(0.45)
    expect(Math.abs(useless['confirmed'] - useless['unfavourable'])).toBeLessThan(0.15)
    expect(Math.abs(useless['confirmed'] - useless['partial'])).toBeLessThan(0.15)
  })

  it('says of each element something of its own, in the sense of its state', async () => {
    const { rows } = await inOrganisation(server.database.db, orgId, (tx) =>
      sql<{ key: string; state: string; notes: string[] }>`
        select key, state, array_agg(distinct note) as notes from opportunity_element group by key, state`.execute(tx),
    )
    const { body } = await api('GET', '/element-report?pipeline=b2b-six-stages')
    const names = new Map<string, string>(body.stages[0].elements.map(({ key, name }: Loose) => [key, name]))
    const stateOf = new Map<string, string>()
    for (const { key, state, notes } of rows)
      for (const note of notes) {
        expect(note.startsWith(`${names.get(key) ?? '?'}：`)).toBe(false)
        expect(stateOf.get(`${key} ${note}`) ?? state).toBe(state)
        stateOf.set(`${key} ${note}`, state)
      }
    expect(rows.length).toBeGreaterThan(35)
  })

  it('names several competitors on deals, with what to say against each, and counts further rounds of proposals', async () => {
    expect((await api('GET', '/battlecards?limit=10')).body.items.every(({ answer }: Loose) => answer.length > 20)).toBe(true)
    const { rows } = await inOrganisation(server.database.db, orgId, (tx) =>
      sql<{ several: number; reworks: number }>`
        select (select count(*)::int from (select 1 from named_competitor group by opportunity_id having count(*) > 1) n) as several,
               (select sum(reworks)::int from opportunity) as reworks`.execute(tx),
    )
    expect(rows[0]!.several).toBeGreaterThan(30)
    expect(rows[0]!.reworks).toBeGreaterThan(30)
  })

  it('agrees with its events to the last span', async () => {
    const differing = await inOrganisation(server.database.db, orgId, (tx) => reconcile(tx, orgId))
    expect(differing).toEqual([])
    expect(await count('field_event')).toBeGreaterThan(1000)
  }, 120_000)

  it('lets the check-up find what is planted: who records late, whose deals hang on one person, what has no next step', async () => {
    const { body: found } = await api('GET', '/checkup/habits?pipeline=b2b-six-stages')
    const late = repsOf(troubles.lateRecorder.region)[troubles.lateRecorder.rep]!.name
    const standingOut = found.owners.filter((row: Loose) => row.recording.judgement === 'significantly-high')
    expect(standingOut.map(({ name }: Loose) => name)).toEqual([late])
    expect(standingOut[0].medianHours).toBeGreaterThan(24)
    expect(found.open).toMatchObject({ size: { differs: 'larger' } })
    expect(found.open.singleMoneyShare).toBeGreaterThan(found.open.single.count / found.open.deals.count)
    // the same, counted one deal at a time
    const today = evening.toLocaleDateString('en-CA', { timeZone: 'Asia/Shanghai' })
    const { items: open } = (await api('GET', '/opportunities?limit=200&status=open&pipeline=b2b-six-stages')).body
    const overdue = open.filter(({ nextStepOn }: Loose) => nextStepOn !== null && nextStepOn < today)
    expect(found.open).toMatchObject({
      deals: { count: open.length },
      none: { count: open.filter(({ nextStepOn }: Loose) => nextStepOn === null).length },
      overdue: {
        count: overdue.length,
        amountMinor: overdue.reduce((sum: number, { amountMinor }: Loose) => sum + amountMinor, 0),
      },
    })
    for (const [lacking, sum] of [
      ['second-contact', found.open.single],
      ['next-step', found.open.none],
      ['overdue-step', found.open.overdue],
    ]) {
      const { body: list } = await api('GET', `/checkup/deals?pipeline=b2b-six-stages&lacking=${lacking}&limit=200`)
      expect([lacking, list.total, list.amountMinor]).toEqual([lacking, sum.count, sum.amountMinor])
    }
    const { items: records } = (await api('GET', `/activities?late=true&owner=${standingOut[0].key}&limit=5`)).body
    expect(records.every((record: Loose) => record.late)).toBe(true)
    for (const [locale, words] of [
      ['zh-CN', [`「${late}」的`, '没有下一步', '只认识对方一个人']],
      ['zh-TW', [`「${late}」的`, '沒有下一步', '只認識對方一個人']],
      ['en', [`${late} wrote down`, 'have no next step', 'only one person of the customer is known']],
    ] as const) {
      const { body: summary } = await api('GET', `/checkup/summary?pipeline=b2b-six-stages&locale=${locale}`)
      const said = summary.paragraphs.find(({ key }: Loose) => key === 'habits').sentences.join('')
      for (const word of words) expect(said).toContain(word)
      expect(said).not.toContain('{{')
      expect(summary.actions.filter(({ key }: Loose) => key.startsWith('habit:'))).toHaveLength(3)
    }
  })

  it('lets the check-up find the weak region, the poor source and the rising competitor', async () => {
    const day = (ago: number) => new Date(evening.getTime() - ago * 86_400_000).toISOString().slice(0, 10)
    const low = async (query: string) => {
      const { body } = await api('GET', `/checkup/compare?pipeline=b2b-six-stages&${query}`)
      return body.groups.flatMap(({ name, cells }: Loose) =>
        cells.flatMap(({ judgement }: Loose, at: number) => (judgement === 'significantly-low' ? [`${name}/${at + 1}`] : [])),
      )
    }
    const { weakStage, rising } = troubles
    expect(await low(`by=region&from=${day(weakStage.sinceDays)}`)).toContain(`${weakStage.region}/${weakStage.position}`)
    const { items: sources } = (await api('GET', '/sources?limit=100')).body
    const poor = sources.find(({ key }: Loose) => key === troubles.poorSource.key).name
    expect(await low('by=source')).toEqual(expect.arrayContaining([`${poor}/1`, `${poor}/2`]))
    const { competitors } = (await api('GET', '/checkup/losses?pipeline=b2b-six-stages')).body
    expect(competitors.filter(({ trend }: Loose) => trend === 'rising').map(({ name }: Loose) => name)).toEqual([
      rivals[rising.competitor]!.name,
    ])
  })

  it('can be seen as it was known on a past day', async () => {
    const { body } = await api('GET', '/opportunities?limit=200&status=won&sort=newest')
    const deal = body.items[body.items.length - 1]
    const { body: history } = await api('GET', `/opportunities/${deal.id}/history?limit=100`)
    const won = history.items.find(({ kind }: { kind: string }) => kind === 'win')
    const before = new Date(Date.parse(won.recordedAt) - 60_000).toISOString()
    const { body: then } = await api('GET', `/opportunities/${deal.id}/as-of?at=${encodeURIComponent(before)}`)
    expect(then).toMatchObject({ known: true, status: 'open' })
  })

  it('finds its customers by any part of the name and by pinyin', async () => {
    const { body: some } = await api('GET', '/customers?limit=1')
    const { name } = some.items[0]
    const { body } = await api('GET', `/customers?q=${encodeURIComponent(name.slice(2, 5))}&limit=200`)
    expect(body.items.map((customer: { name: string }) => customer.name)).toContain(name)
  })

  it('lets the administrator invite any of its people, who then sees what such a person sees', async () => {
    const { body } = await api('GET', '/members?role=rep&limit=1')
    const rep = body.items[0]
    const invited = await api('POST', `/members/${rep.id}/invitations`)
    expect(invited.status).toBe(201)
    const secret = invited.body.invitationUrl.split('/').pop()
    const joined = await server.ask('POST', `/api/v1/invitations/${secret}/acceptance`, {
      body: { password: 'a long enough phrase' },
    })
    expect(joined.status).toBe(201)
    const { body: own } = await api('GET', '/opportunities?limit=200', undefined, joined.body.token)
    expect(own.items.length).toBeGreaterThan(20)
    // the own deals, and those of key accounts on whose team the rep is
    type Deal = { owner: { id: string }; customer: { id: string } }
    const others = own.items.filter((deal: Deal) => deal.owner.id !== rep.id).map((deal: Deal) => deal.customer.id)
    for (const id of new Set<string>(others)) {
      const { body: team } = await api('GET', `/customers/${id}/account-team`, undefined, joined.body.token)
      expect(team.items.map(({ member }: { member: { id: string } }) => member.id)).toContain(rep.id)
    }
    const refused = await api('POST', '/demo', undefined, joined.body.token)
    expect(refused.status).toBe(403)
  })

  it('is not loaded a second time, nor among real customers', async () => {
    const again = await api('POST', '/demo')
    expect([again.status, again.body.type]).toEqual([409, 'demo-needs-empty-organization'])
    expect(again.body.title).toBe('示例公司只能加载到还没有客户的组织里')
    expect((await api('GET', '/demo')).body.permissions.load.code).toBe('demo-needs-empty-organization')
  })
})
