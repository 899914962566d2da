import pg from 'pg'
import { expect, it } from 'vitest'
import { setUpOver, startSluice } from '../../test/sluice-process.ts'
import type { Loose } from '../../test/server.ts'
import { runningUrl } from '../platform/embedded/start.ts'

const patience = 400_000
const rows = 8_000
const list = [
  '商机编号,商机名称,客户名称,商机阶段,金额,创建时间',
  ...Array.from(
    { length: rows },
    (_, n) => `K${n},第${n}单,K客户${n % 300}有限公司,${n % 3 ? '赢单' : '方案报价'},${n + 1},2026-01-0${(n % 9) + 1}`,
  ),
]

it(
  'a process killed in the middle of an import leaves nothing behind; started again it brings everything in, and the same file then changes nothing',
  async () => {
    let sluice = await startSluice()
    const { dataDir } = sluice
    try {
      const token = await setUpOver(sluice.url)
      const asker = (method: string, path: string, body?: FormData) =>
        fetch(`${sluice.url}/api/v1${path}`, {
          method,
          headers: { authorization: `Bearer ${token}` },
          ...(body ? { body } : {}),
        })
      const ask = async (method: string, path: string, body?: FormData): Promise<Loose> =>
        (await asker(method, path, body)).json()
      const send = async (): Promise<string> => {
        const form = new FormData()
        for (const [key, value] of Object.entries({ kind: 'opportunities', mode: 'commit' })) form.set(key, value)
        form.set('file', new File([list.join('\r\n') + '\r\n'], '大.csv'))
        return (await ask('POST', '/imports', form)).id
      }
      const database = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
        const client = new pg.Client({ connectionString: runningUrl(dataDir) })
        await client.connect()
        try {
          return await work(client)
        } finally {
          await client.end()
        }
      }
      const tables = [
        'opportunity',
        'customer',
        'stage_event',
        'opportunity_span',
        'import_change',
        'import_identity',
        'search_gram',
      ]
      const counts = () =>
        database(async (client) => {
          const found: Record<string, number> = {}
          for (const table of tables)
            found[table] = Number((await client.query<{ n: string }>(`select count(*) n from ${table}`)).rows[0]!.n)
          return found
        })
      const settled = async (id: string): Promise<Loose> => {
        for (;;) {
          const run = await ask('GET', `/imports/${id}`)
          if (!['waiting', 'running'].includes(run.status)) return run
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
      }
      const before = await counts()
      const id = await send()
      for (let run = await ask('GET', `/imports/${id}`); !(run.rows.processed > 1000); run = await ask('GET', `/imports/${id}`)) {
        expect(['waiting', 'running']).toContain(run.status)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      await sluice.end('SIGKILL')

      sluice = await startSluice({ dataDir })
      // its lease is still the dead process's
      expect(await counts()).toEqual(before)
      await database((client) => client.query(`update job set lease_until = null where done_at is null`))
      expect(await settled(id)).toMatchObject({ status: 'done', rows: { created: rows, failed: 0 } })
      const after = await counts()
      expect(after).toMatchObject({
        opportunity: rows,
        customer: 300,
        opportunity_span: after.stage_event,
        import_identity: rows,
      })
      expect(await settled(await send())).toMatchObject({ status: 'done', rows: { created: 0, updated: 0, unchanged: rows } })
      const again = await counts()
      expect({ ...again, search_gram: 0 }).toEqual({ ...after, search_gram: 0 })
      // search hears of a large import after its end
      for (let found: Loose = { items: [] }; found.items.length === 0; found = await ask('GET', `/opportunities?q=K${rows - 1}`))
        await new Promise((resolve) => setTimeout(resolve, 100))
      expect((await ask('GET', `/imports/${id}`)).searchableAt).not.toBeNull()
    } finally {
      await sluice.remove()
    }
  },
  patience,
)
