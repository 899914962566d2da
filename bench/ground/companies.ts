/** Companies of the sizes of the bars, ready to be asked: S, one of 20,000 deals; L, a million, of which one company has 800,000. */
import pg from 'pg'
import { foundations } from '../../src/apps/slices.ts'
import { reconcile } from '../../src/opportunities/commands/reconcile.ts'
import { createOrganisation } from '../../src/people/commands/set-up.ts'
import { issueCredential } from '../../src/people/store.ts'
import { inOrganisation, openDatabase } from '../../src/platform/database/connect.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { prepareRoles } from '../../src/platform/database/roles.ts'
import { fillOrganisation, sizeS, withoutIndexes, type Size } from '../data.ts'

export const secret = 'the secret of benchmarks, nothing else'

const sizeL: Size = { deals: 800_000, customers: 320_000, reps: 200, days: 1825, activitiesPerDeal: 6, pinyinGrams: false }
const besideL: Size = { ...sizeL, deals: 10_000, customers: 4_000, reps: 12 }

/** What a forecast learns from: see bench/training.ts, which adds what is known of each deal. */
const sizeT: Size = { deals: 80_000, customers: 20_000, reps: 60, days: 1825, activitiesPerDeal: 1, pinyinGrams: false }

/** Customers and contacts with them rather than deals: what quality, key accounts and the pool are measured by. */
const sizeQ: Size = { deals: 250_000, customers: 200_000, reps: 200, days: 1825, activitiesPerDeal: 20, pinyinGrams: false }

/** The companies of a size, the one that is measured first. */
export const companiesOf = {
  S: [sizeS],
  L: [sizeL, ...Array.from({ length: 20 }, () => besideL)],
  T: [sizeT],
  Q: [sizeQ],
} as const
export type SizeName = keyof typeof companiesOf

export interface Company {
  orgId: string
  token: string
}

/** Fills an empty database. Returns the first company with a token of its administrator. */
export async function buildCompanies(ownerUrl: string, name: SizeName, log: (line: string) => void): Promise<Company> {
  const began = Date.now()
  await migrate({ ownerUrl, log: () => {} })
  const { appUrl } = await prepareRoles(ownerUrl, secret)
  const { db, close } = openDatabase(appUrl)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const companies: Company[] = []
  const now = new Date()
  try {
    await withoutIndexes(
      client,
      async () => {
        for (const [at, size] of companiesOf[name].entries()) {
          const made = await createOrganisation(
            db,
            {
              organizationName: `基准 ${at}`,
              locale: 'zh-CN',
              timeZone: 'Asia/Shanghai',
              currency: 'CNY',
              name: '管理员',
              email: `admin${at}@bench.example`,
              passwordHash: null,
            },
            foundations,
            now,
          )
          if (!made.ok) throw new Error(made.refusal.code)
          const { orgId, memberId } = made.value
          const { secret: token } = await issueCredential(db, { kind: 'api-token', orgId, memberId, name: 'bench' })
          companies.push({ orgId, token })
          await fillOrganisation({ client, orgId, size, now, log: at === 0 ? log : () => {} })
        }
      },
      log,
    )
    log(`${name} made in ${Math.round((Date.now() - began) / 1000)} s`)
    const first = companies[0]!
    await client.query(`create table if not exists bench_company (name text, org_id uuid, token text)`)
    await client.query('insert into bench_company values ($1, $2, $3)', [name, first.orgId, first.token])
    return first
  } finally {
    await client.end()
    await close()
  }
}

/** How many of a random sample of deals differ from what the fold makes of their events. Must be 0. */
export async function differingOf(
  ownerUrl: string,
  orgId: string,
  sample = 1000,
): Promise<{ checked: number; differing: number }> {
  const { appUrl } = await prepareRoles(ownerUrl, secret)
  const { db, close } = openDatabase(appUrl)
  try {
    return await inOrganisation(db, orgId, async (tx) => {
      const rows = await tx
        .selectFrom('opportunity')
        .select('id')
        .where('org_id', '=', orgId)
        .orderBy((order) => order.fn('md5', [order.cast('id', 'text')]))
        .limit(sample)
        .execute()
      const differing = await reconcile(tx, orgId, { ids: rows.map(({ id }) => id) })
      return { checked: rows.length, differing: differing.length }
    })
  } finally {
    await close()
  }
}
