/** The companies on which the funnel's reports are measured. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { foundations } from '../../src/apps/slices.ts'
import { keepUp } from '../../src/funnel/jobs.ts'
import { createOrganisation } from '../../src/people/commands/set-up.ts'
import { readCaller } from '../../src/people/queries.ts'
import { inOrganisation, openDatabase, type Db } from '../../src/platform/database/connect.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { prepareRoles } from '../../src/platform/database/roles.ts'
import { startEmbedded } from '../../src/platform/embedded/start.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Caller } from '../../src/platform/session.ts'
import { fillFunnel } from '../funnel-data.ts'
import { secret } from './companies.ts'

/** As many as the thread of the reports has: what is counted ahead or read again in the background does not stand in anybody's way. */
export const connections = 4

export interface Ground {
  db: Db
  /** Reaches the whole company. */
  caller: Caller
  supervisor: Caller
  deals: number
  /** Of the server, for its owner. */
  ownerUrl: string
  /** Changes the amount of an open deal, another one each time, by a connection that is not measured. */
  news: () => Promise<void>
  end: () => Promise<void>
}

/** An organisation of its own in a fresh embedded database. */
export async function onEmbedded(wanted: number, now: Date): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const server = await startEmbedded({ dataDir, log: () => {} })
  await migrate({ ownerUrl: server.url })
  const { appUrl } = await prepareRoles(server.url, 'for this benchmark only')
  const { db: made, close } = openDatabase(appUrl, { max: connections, idleMs: 0 })
  const organisation = await createOrganisation(
    made,
    {
      organizationName: '基准',
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      currency: 'CNY',
      name: '管理员',
      email: 'bench@example.com',
      passwordHash: null,
    },
    foundations,
    now,
  )
  if (!organisation.ok) throw new Error(organisation.refusal.code)
  const { orgId, memberId } = organisation.value
  const who = (await inOrganisation(made, orgId, (tx) => readCaller(tx, orgId, memberId, 'job', now)))!
  const filled = await fillFunnel(made, who, wanted)
  await learnAll(appUrl, who)
  await asOwner(server.url, 'vacuum analyze')
  const beside = await connected(server.url)
  console.log(JSON.stringify({ bench: 'funnel-fill', ...filled, dealsPerSecond: Math.round(filled.deals / filled.seconds) }))
  return {
    db: made,
    caller: who,
    deals: filled.deals,
    ownerUrl: server.url,
    news: await changesBy(beside, orgId),
    supervisor: await supervisorOf(made, who, now),
    end: async () => {
      await beside.end()
      await close()
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The largest organisation on a server filled before. */
export async function onServer(ownerUrl: string | undefined, now: Date): Promise<Ground> {
  if (!ownerUrl) throw new Error('funnel L needs the URL of a filled server')
  await migrate({ ownerUrl })
  const { appUrl } = await prepareRoles(ownerUrl, secret)
  const { db: opened, close } = openDatabase(appUrl, { max: connections, idleMs: 0 })
  const [largest] = await asOwner<{ org_id: string; deals: string }>(
    ownerUrl,
    'select org_id, count(*) as deals from opportunity group by 1 order by 2 desc limit 1',
  )
  const [admin] = await asOwner<{ id: string }>(
    ownerUrl,
    `select id from member where org_id = '${largest!.org_id}' and role = 'administrator' limit 1`,
  )
  const orgId = largest!.org_id
  const who = (await inOrganisation(opened, orgId, (tx) => readCaller(tx, orgId, admin!.id, 'job', now)))!
  const beside = await connected(ownerUrl)
  return {
    db: opened,
    caller: who,
    deals: Number(largest!.deals),
    ownerUrl,
    news: await changesBy(beside, orgId),
    supervisor: await supervisorOf(opened, who, now),
    end: async () => {
      await beside.end()
      await close()
    },
  }
}

/** The head of half the teams: somebody whose reach is a list of members. */
async function supervisorOf(db: Db, caller: Caller, now: Date): Promise<Caller> {
  const reach = await inOrganisation(db, caller.orgId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select m.id from member m where m.org_id = ${caller.orgId} and m.team_id in (
        select id from team where org_id = ${caller.orgId} and parent_id is not null order by id
        limit (select greatest(1, count(*) / 2) from team where org_id = ${caller.orgId}))`.execute(tx)
    return rows.map(({ id }) => id)
  })
  return { ...caller, role: 'supervisor', reach, now }
}

/** As the job has learned the deals by a minute after they were written. */
async function learnAll(appUrl: string, { orgId }: Caller): Promise<void> {
  const { db: made, close } = openDatabase(appUrl, { max: 3 })
  const before = process.cpuUsage()
  const began = Date.now()
  await inOrganisation(made, orgId, (tx) => keepUp(tx, { id: orgId, orgId, kind: 'bench', payload: {}, attempt: 1 }, made))
  await inOrganisation(made, orgId, (tx) =>
    sql`update opportunity_known_through set through = ${newId()} where org_id = ${orgId}`.execute(tx),
  )
  const { user, system } = process.cpuUsage(before)
  await close()
  console.log(
    JSON.stringify({ bench: 'funnel-learn', seconds: (Date.now() - began) / 1000, ownCpuSeconds: (user + system) / 1e6 }),
  )
}

async function changesBy(client: pg.Client, orgId: string): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ id: string }>(
    `select id from opportunity where org_id = $1 and status = 'open' and deleted_at is null order by md5(id::text) limit 500`,
    [orgId],
  )
  let changed = 0
  return async () => {
    const { id } = rows[changed++ % rows.length]!
    await client.query(
      `with deal as (
         update opportunity set amount_minor = coalesce(amount_minor, 0) + 100 where org_id = $1 and id = $2 returning amount_minor),
       span as (
         update opportunity_span set amount_minor = (select amount_minor from deal) where org_id = $1 and opportunity_id = $2 and valid_to = 'infinity')
       insert into outbox (org_id, topic, entity_kind, entity_id) values ($1, 'opportunity.changed', 'opportunity', $2)`,
      [orgId, id],
    )
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function asOwner<Row extends pg.QueryResultRow>(ownerUrl: string, text: string): Promise<Row[]> {
  const client = await connected(ownerUrl)
  const { rows } = await client.query<Row>(text)
  await client.end()
  return rows
}
