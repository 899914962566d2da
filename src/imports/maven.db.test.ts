import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aServer, founder, type TestServer } from '../../test/server.ts'
import { reconcile } from '../opportunities/commands/reconcile.ts'
import { inOrganisation } from '../platform/database/connect.ts'
import { projectRoot } from '../platform/root.ts'
import { anImporter, type Importer } from '../../test/factories/an-importer.ts'

const folder = join(projectRoot, '..', 'shared', 'data', 'maven')
const present = existsSync(folder)
if (!present) console.warn('SKIPPED: the Maven sales data (../shared/data/maven) is not here; the golden import tests do not run')

interface Figures {
  total: number
  won: number
  lost: number
  engaging: number
  prospecting: number
  won_value: number
}

describe.skipIf(!present)('a whole CRM export, by the proposed mapping alone', () => {
  const golden = present ? JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')) : {}
  let server: TestServer
  let importer: Importer
  let orgId: string

  beforeAll(async () => {
    server = await aServer({ working: true })
    const setUp = await server.ask('POST', '/api/v1/setup', { body: { ...founder, timeZone: 'Asia/Shanghai' } })
    orgId = setUp.body.organizationId
    importer = anImporter(server, setUp.body.token)
  })
  afterAll(() => server.close())

  it('takes people, products and customers first', async () => {
    expect(await importer.bringIn(join(folder, 'sales_teams.csv'), 'members')).toMatchObject({
      status: 'done',
      rows: { created: 35, failed: 0 },
    })
    expect(await importer.bringIn(join(folder, 'products.csv'), 'products')).toMatchObject({
      status: 'done',
      rows: { created: 7, failed: 0 },
    })
    expect(await importer.bringIn(join(folder, 'accounts.csv'), 'customers')).toMatchObject({
      status: 'done',
      rows: { created: 85, failed: 0 },
    })
  })

  it('shows GTXPro for confirmation and maps every column', async () => {
    const proposal = await importer.propose(join(folder, 'sales_pipeline.csv'), 'opportunities')
    expect(proposal.mapping.columns).toEqual({
      externalId: 'opportunity_id',
      owner: 'sales_agent',
      product: 'product',
      customer: 'account',
      stage: 'deal_stage',
      engagedOn: 'engage_date',
      closedOn: 'close_date',
      amount: 'close_value',
    })
    expect(proposal.nearMatches).toEqual([{ field: 'product', given: 'GTXPro', count: 1480, ours: 'GTX Pro' }])
    expect(proposal.stages.map(({ word, meaning }: { word: string; meaning: string }) => [word, meaning])).toEqual([
      ['Won', 'won'],
      ['Lost', 'lost'],
      ['Engaging', 'need-discovery'],
      ['Prospecting', 'lead-capture'],
    ])
    expect(proposal.zeroOnLost).toEqual({ field: 'amount', column: 'close_value', deals: 2473 })
    expect(proposal.ownPipeline).toEqual({ name: 'sales_pipeline', stages: ['Prospecting', 'Engaging'], fit: 0 })
  })

  it('equals the known totals, also in the other two date styles, which then change nothing', async () => {
    const first = await importer.bringIn(join(folder, 'sales_pipeline_mdy.csv'), 'opportunities')
    expect(first).toMatchObject({ status: 'done', rows: { total: 8800, created: 8800, failed: 0 } })
    expect(first.warnings.map(({ code }: { code: string }) => code)).toContain('customer-not-given')
    await expectGolden()
    // the file says 0 for every lost deal: that is no amount, and what was lost is estimated instead of nothing
    const lost = await inOrganisation(server.database.db, orgId, (tx) =>
      tx.selectFrom('opportunity').select('amount_minor').distinct().where('status', '=', 'lost').execute(),
    )
    expect(lost).toEqual([{ amount_minor: null }])
    for (const copy of ['sales_pipeline_dmy.csv', 'sales_pipeline.csv'])
      expect(await importer.bringIn(join(folder, copy), 'opportunities')).toMatchObject({
        status: 'done',
        rows: { created: 0, updated: 0, unchanged: 8800 },
      })
    await expectGolden()
    expect(await inOrganisation(server.database.db, orgId, (tx) => reconcile(tx, orgId))).toEqual([])
  }, 600_000)

  describe('the check-up of it, against what the file itself says', () => {
    interface Deal {
      id: string
      stage: string
      engaged: string | null
      closed: string | null
      value: number
    }
    const deals: Deal[] = present
      ? readFileSync(join(folder, 'sales_pipeline.csv'), 'utf8')
          .trim()
          .split(/\r?\n/)
          .slice(1)
          .map((line) => {
            const [id, , , , stage, engaged, closed, value] = line.split(',')
            return { id: id!, stage: stage!, engaged: engaged || null, closed: closed || null, value: Number(value || 0) }
          })
      : []
    const days = ({ engaged, closed }: Deal): number => (Date.parse(closed!) - Date.parse(engaged!)) / 86_400_000
    const won = deals.filter(({ stage }) => stage === 'Won')
    const lost = deals.filter(({ stage }) => stage === 'Lost')
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
    const median = (values: readonly number[]): number => {
      const sorted = values.toSorted((a, b) => a - b)
      return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
    }
    /** File ids by the ids that the import gave. */
    let fileIds: Map<string, string>
    beforeAll(async () => {
      const rows = await inOrganisation(server.database.db, orgId, (tx) =>
        tx.selectFrom('opportunity').select(['id', 'external_id']).where('org_id', '=', orgId).execute(),
      )
      fileIds = new Map(rows.map(({ id, external_id }) => [id, external_id!]))
    })
    const idsOf = async (path: string): Promise<string[]> => {
      const seen: string[] = []
      for (let cursor = ''; ;) {
        const page = await importer.ask('GET', `${path}&limit=200${cursor && `&cursor=${cursor}`}`)
        seen.push(...page.items.map(({ id }: { id: string }) => fileIds.get(id)!))
        if (page.nextCursor === null) return seen.sort()
        cursor = page.nextCursor
      }
    }
    const ids = (some: readonly Deal[]): string[] => some.map(({ id }) => id).sort()

    it('conversions: who came, went on, died and is still there, to the deal', async () => {
      const { stages, totals } = await importer.ask('GET', '/checkup?cohort=all')
      const [first, second] = stages
      expect([golden.rows, golden.stages]).toEqual([
        deals.length,
        { Won: won.length, Lost: lost.length, Engaging: 1589, Prospecting: 500 },
      ])
      expect([first.cameIn.count, first.stillThere.count]).toEqual([8800, golden.stages.Prospecting])
      expect([second.cameIn.count, second.wentOn.count, second.died.count, second.stillThere.count]).toEqual([
        8300, 4238, 2473, 1589,
      ])
      expect(second.judged).toMatchObject({ of: 8300, passed: 4238 })
      expect(totals).toMatchObject({ won: { count: 4238, amountMinor: golden.won_value * 100 }, died: { count: 2473 } })
      expect(totals.winRate.share).toBeCloseTo(golden.win_rate, 6)
      const stage = `/checkup/deals?cohort=all&stage=${second.key}`
      expect(await idsOf(`${stage}&outcome=wentOn`)).toEqual(ids(won))
      expect(await idsOf(`${stage}&outcome=died`)).toEqual(ids(lost))
      expect(await idsOf(`${stage}&outcome=stillThere`)).toEqual(ids(deals.filter(({ stage: word }) => word === 'Engaging')))
    }, 240_000)

    it('cohorts by quarter of engagement: came, won, lost, to the count', async () => {
      for (const [from, to] of [
        ['2016-10-01', '2017-01-01'],
        ['2017-01-01', '2017-04-01'],
        ['2017-04-01', '2017-07-01'],
        ['2017-07-01', '2017-10-01'],
        ['2017-10-01', '2018-01-01'],
      ] as const) {
        const came = deals.filter(({ engaged }) => engaged !== null && engaged >= from && engaged < to)
        const { stages, totals } = await importer.ask('GET', `/checkup?cohort=all&from=${from}&to=${to}`)
        const of = (word: string): number => came.filter(({ stage }) => stage === word).length
        expect([from, stages[1].cameIn.count, stages[1].wentOn.count, stages[1].died.count]).toEqual([
          from,
          came.length,
          of('Won'),
          of('Lost'),
        ])
        expect(totals.won.amountMinor).toBe(
          100 * came.filter(({ stage }) => stage === 'Won').reduce((sum, { value }) => sum + value, 0),
        )
      }
    })

    it('durations: won deals took 51.8 days on average, 57 in the middle, 138 at most; those that still wait are counted as waiting', async () => {
      const took = won.map(days)
      expect([mean(took).toFixed(1), median(took), Math.max(...took)]).toEqual(['51.8', 57, 138])
      expect([golden.avg_cycle_won, golden.median_cycle_won]).toEqual([51.782, 57])
      const { stages } = await importer.ask('GET', '/checkup/time?cohort=all')
      const [, second] = stages
      expect(second.winners).toMatchObject({ deals: won.length, medianDays: 57, mostDays: 138 })
      expect(second.winners.meanDays).toBeCloseTo(golden.avg_cycle_won, 3)
      expect([second.stays, second.finished, second.open.deals]).toEqual([8300, won.length + lost.length, 1589])
      // median of the finished alone, as the file gives it, and the censored one, by hand
      expect(second.naiveMedianDays).toBe(median([...won, ...lost].map(days)))
      const stays = [
        ...[...won, ...lost].map((deal) => ({ length: days(deal), ended: true })),
        ...deals.flatMap(({ stage, engaged }) =>
          stage === 'Engaging' ? [{ length: Date.now() / 86_400_000 - Date.parse(engaged!) / 86_400_000, ended: false }] : [],
        ),
      ].sort((a, b) => a.length - b.length)
      let [survival, censored] = [1, null as number | null]
      for (let at = 0; at < stays.length && censored === null;) {
        const { length } = stays[at]!
        const atRisk = stays.length - at
        let ended = 0
        for (; at < stays.length && stays[at]!.length === length; at++) ended += Number(stays[at]!.ended)
        survival *= 1 - ended / atRisk
        if (survival <= 0.5) censored = length
      }
      expect(second.medianDays).toBe(censored)
    })

    it('movement from 2017-07-01 to 2017-10-01: every bar, to the deal', async () => {
      const [from, to] = ['2017-07-01', '2017-10-01']
      const openOn =
        (day: string) =>
        (deal: Deal): boolean =>
          (deal.engaged === null || deal.engaged < day) && (deal.closed === null || deal.closed >= day)
      const before = deals.filter(openOn(from))
      const after = deals.filter(openOn(to))
      const closedIn = (word: string): Deal[] =>
        before.filter(({ stage, closed }) => stage === word && closed !== null && closed < to)
      const created = after.filter(({ engaged }) => engaged !== null && engaged >= from)
      const came = deals.filter(({ engaged, closed }) => engaged !== null && engaged >= from && closed !== null && closed < to)
      const about = `from=${from}&to=${to}`
      const { opening, closing, parts, notes } = await importer.ask('GET', `/funnel/movement?${about}`)
      const count = (key: string): number => [...parts, ...notes].find((part: { key: string }) => part.key === key).count
      // deals of which the file does not say when they began are open on every day
      expect([opening.count, closing.count]).toEqual([before.length, after.length])
      expect([count('created'), count('won'), count('lost'), count('cameAndWent')]).toEqual([
        created.length,
        closedIn('Won').length,
        closedIn('Lost').length,
        came.length,
      ])
      expect(opening.count + count('created') - count('won') - count('lost')).toBe(closing.count)
      const money = (some: readonly Deal[]): number =>
        100 * some.reduce((sum, { stage, value }) => sum + (stage === 'Won' ? value : 0), 0)
      expect([opening.amountMinor, closing.amountMinor]).toEqual([money(before), money(after)])
      expect(parts.find((part: { key: string }) => part.key === 'won').amountMinor).toBe(-money(closedIn('Won')))
      for (const [part, some] of [
        ['created', created],
        ['won', closedIn('Won')],
        ['lost', closedIn('Lost')],
        ['cameAndWent', came],
      ] as const)
        expect([part, await idsOf(`/funnel/movement/deals?${about}&part=${part}`)]).toEqual([part, ids(some)])
      const { flows } = await importer.ask('GET', `/funnel/flows?${about}`)
      const flowed = (end: string): number =>
        flows
          .filter((flow: { end: string }) => flow.end === end)
          .reduce((sum: number, { count: n }: { count: number }) => sum + n, 0)
      const ended = (word: string): number =>
        deals.filter(({ stage, closed }) => stage === word && closed !== null && closed >= from && closed < to).length
      expect([flowed('won'), flowed('lost')]).toEqual([ended('Won'), ended('Lost')])
      expect([ended('Won'), ended('Lost')]).toEqual([
        golden.by_quarter_close['2017Q3'].won,
        golden.by_quarter_close['2017Q3'].lost,
      ])
    }, 240_000)
  })

  async function expectGolden() {
    const figures = async (by: string): Promise<Record<string, Figures>> => {
      const rows = await inOrganisation(server.database.db, orgId, async (tx) => {
        const result = await sql<Figures & { key: string }>`
          select ${sql.raw(by)} as key, count(*)::int as total,
            count(*) filter (where o.status = 'won')::int as won, count(*) filter (where o.status = 'lost')::int as lost,
            count(*) filter (where o.status = 'open' and s.key = 'need-discovery')::int as engaging,
            count(*) filter (where o.status = 'open' and s.key = 'lead-capture')::int as prospecting,
            coalesce(sum(o.amount_minor) filter (where o.status = 'won'), 0)::bigint / 100 as won_value
          from opportunity o join stage s on s.org_id = o.org_id and s.id = o.stage_id
            join member m on m.org_id = o.org_id and m.id = o.credit_owner_id
            left join team t on t.org_id = m.org_id and t.id = m.team_id left join team r on r.org_id = t.org_id and r.id = t.parent_id
            left join product p on p.org_id = o.org_id and p.id = o.product_id
          where o.deleted_at is null group by 1`.execute(tx)
        return result.rows
      })
      return Object.fromEntries(rows.map(({ key, ...rest }) => [key, rest]))
    }
    const known = (groups: Record<string, Record<string, number>>) =>
      Object.fromEntries(
        Object.entries(groups).map(([key, { total, won, lost, engaging, prospecting, won_value }]) => [
          key,
          { total, won, lost, engaging, prospecting, won_value },
        ]),
      )
    expect((await figures(`'all'`)).all).toEqual({
      total: golden.rows,
      won: 4238,
      lost: 2473,
      engaging: 1589,
      prospecting: 500,
      won_value: golden.won_value,
    })
    expect(await figures('m.name')).toEqual(known(golden.by_agent))
    expect(await figures('p.name')).toEqual(known(golden.by_product))
    expect(await figures('r.name')).toEqual(known(golden.by_region))
    expect(await figures(`replace(t.name, '团队', '')`)).toEqual(known(golden.by_manager))
    expect(await figures(`coalesce(to_char(o.closed_at at time zone 'Asia/Shanghai', 'YYYY"Q"Q'), '')`)).toEqual(
      known(golden.by_quarter_close),
    )
  }
})
