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
