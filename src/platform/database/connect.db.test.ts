import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aDatabase, type TestDatabase } from '../../../test/database.ts'
import { newId } from '../ids.ts'
import { addressOf, inOrganisation, inOrganisationOnProof, openDatabase, readingIn, underway, type Tx } from './connect.ts'
import { flights } from './flight.ts'
import { written } from './values.ts'

let database: TestDatabase
const orgId = newId()
const other = newId()

beforeAll(async () => {
  database = await aDatabase()
  for (const id of [orgId, other])
    await inOrganisation(database.db, id, (tx) =>
      tx
        .insertInto('organisation')
        .values({ org_id: id, name: id, locale: 'zh-CN', time_zone: 'Asia/Shanghai', currency: 'CNY' })
        .execute(),
    )
})
afterAll(() => database.drop())

const team = (tx: Tx, name: string, id = newId()) =>
  tx.insertInto('team').values({ org_id: orgId, id, parent_id: null, name, is_region: false }).execute()
const names = async () => {
  const rows = await readingIn(database.db, orgId, (tx) => tx.selectFrom('team').select('name').orderBy('name').execute())
  return rows.map(({ name }) => name)
}
const counted = async (work: () => Promise<unknown>): Promise<number> => {
  let count = 0
  const hear = () => void count++
  flights.subscribe(hear)
  await work()
  flights.unsubscribe(hear)
  return count
}

test('Nothing stays open behind a database that was closed, by whichever way it was asked', async () => {
  const own = openDatabase(addressOf(database.db), { max: 2 })
  await inOrganisation(own.db, orgId, (tx) => sql`select 1`.execute(tx))
  expect(own.pool.totalCount).toBe(1)
  await own.close()
  expect([own.pool.totalCount, own.pool.ended]).toEqual([0, true])
})

describe('A transaction', () => {
  test('sends what is asked at once as one message, in order', async () => {
    const count = await counted(() =>
      inOrganisation(database.db, orgId, async (tx) => {
        const [, { rows }] = await Promise.all([team(tx, '甲'), sql<{ name: string }>`select name from team`.execute(tx)])
        expect(rows).toEqual([{ name: '甲' }])
      }),
    )
    expect(count).toBe(2)
  })

  test('is not acknowledged when a statement that nobody waited for has failed, in the same message or an earlier one', async () => {
    const id = newId()
    const inOne = inOrganisation(database.db, orgId, async (tx) => underway(team(tx, '乙', id), team(tx, '乙', id)))
    await expect(inOne).rejects.toMatchObject({ code: '23505' })
    const swallowed = inOrganisation(database.db, orgId, async (tx) => {
      await Promise.allSettled([team(tx, '乙', id), team(tx, '乙', id)])
    })
    await expect(swallowed).rejects.toThrow('nobody waited for')
    expect(await names()).not.toContain('乙')
  })

  test('that failed lets nothing through that goes on afterwards', async () => {
    let late: Promise<unknown> | undefined
    const failing = inOrganisation(database.db, orgId, async (tx) => {
      late = new Promise((resolve) => setTimeout(resolve, 100)).then(() => team(tx, '迟到'))
      late.catch(() => {})
      throw new Error('gone')
    })
    await expect(failing).rejects.toThrow('gone')
    await expect(late).rejects.toThrow('gone')
    expect(await names()).not.toContain('迟到')
  })

  test('that was committed lets nothing through either', async () => {
    let kept: Tx | undefined
    await inOrganisation(database.db, orgId, async (tx) => {
      kept = tx
      await team(tx, '丙')
    })
    await expect(team(kept!, '丁')).rejects.toThrow('after the commit')
    expect(await names()).toContain('丙')
  })

  test('goes on after an error on the same connection: nothing that was half prepared stays', async () => {
    const broken = (text: string) => sql`select ${text}::integer as number, ${sql.lit(newId())} as mark`
    for (let turn = 0; turn < 30; turn++)
      await expect(
        inOrganisation(database.db, orgId, (tx) =>
          Promise.all([broken('x').execute(tx), sql`select ${turn}::text as t`.execute(tx)]),
        ),
      ).rejects.toMatchObject({ code: '22P02' })
    const same = (text: string) =>
      readingIn(database.db, orgId, (tx) => sql<{ n: number }>`select ${text}::integer as n`.execute(tx))
    await expect(same('x')).rejects.toMatchObject({ code: '22P02' })
    expect((await same('7')).rows).toEqual([{ n: 7 }])
    expect((await same('8')).rows).toEqual([{ n: 8 }])
  })

  test('sends on while the database is still at work, and takes the answers in order', async () => {
    const tick = () => new Promise((resolve) => setImmediate(resolve))
    let sent = 0
    const hear = () => void sent++
    await inOrganisation(database.db, orgId, async (tx) => {
      const answered: number[] = []
      const ask = (n: number, of: 'number' | 'sleep' = 'number') =>
        (of === 'sleep' ? sql<{ n: number }>`select ${n}::int as n, pg_sleep(0.2)` : sql<{ n: number }>`select ${n}::int as n`)
          .execute(tx)
          .then(({ rows }) => answered.push(rows[0]!.n))
      flights.subscribe(hear)
      const asked = [ask(1, 'sleep')]
      for (const n of [2, 3, 4]) {
        await tick()
        asked.push(ask(n))
      }
      await tick()
      flights.unsubscribe(hear)
      expect({ sent, answered }).toEqual({ sent: 4, answered: [] })
      await Promise.all(asked)
      expect(answered).toEqual([1, 2, 3, 4])
    })
  })

  test('that fails in one of several messages under way fails in those behind it, and the connection is good for the next', async () => {
    const tick = () => new Promise((resolve) => setImmediate(resolve))
    for (let turn = 0; turn < 20; turn++) {
      const codes: unknown[] = []
      const asked = (one: Promise<unknown>) =>
        one.then(String, ({ code }: { code: string }) => code).then((code) => codes.push(code))
      const work = inOrganisation(database.db, orgId, async (tx) => {
        const all = [asked(sql`select pg_sleep(0.01), ${'x'}::text::integer as n`.execute(tx))]
        await tick()
        all.push(asked(sql`select ${turn}::text as behind`.execute(tx)))
        await tick()
        all.push(asked(team(tx, '戊')))
        await Promise.all(all)
      })
      await expect(work).rejects.toThrow('nobody waited for')
      expect(codes).toEqual(['22P02', '25P02', '25P02'])
    }
    expect(await names()).not.toContain('戊')
  })

  test('whose connection is lost fails in every message under way, and the next has another', async () => {
    const tick = () => new Promise((resolve) => setImmediate(resolve))
    const failed: unknown[] = []
    const work = inOrganisation(database.db, orgId, async (tx) => {
      const heard = (one: Promise<unknown>) => one.catch((error: unknown) => failed.push(error))
      const all = [heard(sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx))]
      for (let more = 0; more < 3; more++) {
        await tick()
        all.push(heard(sql`select ${more}::int`.execute(tx)))
      }
      await Promise.all(all)
    })
    await expect(work).rejects.toThrow()
    expect(failed).toHaveLength(4)
    expect(await names()).not.toContain('戊')
  })
})

describe('Work on proof', () => {
  const proving = (isGood: boolean) => async (tx: Tx) => {
    await sql`select 'proof'`.execute(tx)
    if (!isGood) throw new Error('not proved')
  }

  test('asks together with its proof and hears only once it is proved', async () => {
    const heard: string[] = []
    const prove = async (tx: Tx) => {
      await sql`select 'proof'`.execute(tx)
      await sql`select 'more proof'`.execute(tx)
      heard.push('proof')
    }
    const count = await counted(() =>
      inOrganisationOnProof(database.db, orgId, prove, async (tx) => {
        await team(tx, '己')
        heard.push('work')
      }),
    )
    expect(heard).toEqual(['proof', 'work'])
    expect(count).toBe(3)
    expect(await names()).toContain('己')
  })

  test('hears nothing but that where the proof fails, whatever it has decided, and nothing of it stays', async () => {
    const heard: unknown[] = []
    const works: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => team(tx, '庚').then(() => heard.push('told')),
      async (tx) => underway(team(tx, '庚')),
      async () => 'decided without a question',
      async () => {
        throw new Error('refused without a question')
      },
    ]
    for (const work of works)
      await expect(inOrganisationOnProof(database.db, orgId, proving(false), work)).rejects.toThrow('not proved')
    expect(heard).toEqual([])
    expect(await names()).not.toContain('庚')
    const refused = inOrganisationOnProof(database.db, orgId, proving(true), works[3]!)
    await expect(refused).rejects.toThrow('refused without a question')
  })

  test('what is to stay of a refusal travels with the rollback; the refused work leaves nothing, and a failure is heard of', async () => {
    const refusal = new Error('refused')
    const work = async (tx: Tx) => {
      underway(team(tx, '辛'))
      throw refusal
    }
    const refused = (afterwards: (tx: Tx) => Promise<unknown>) =>
      inOrganisationOnProof(database.db, orgId, proving(true), work, (failure) =>
        failure === refusal ? async (tx) => underway(afterwards(tx)) : undefined,
      )
    await expect(refused((tx) => team(tx, '壬'))).rejects.toBe(refusal)
    expect(await names()).toContain('壬')
    expect(await names()).not.toContain('辛')
    await expect(refused((tx) => sql`select 1 / 0`.execute(tx))).rejects.toMatchObject({ code: '22012' })
    await expect(refused((tx) => team(tx, '癸'))).rejects.toBe(refusal)
    const unproved = inOrganisationOnProof(database.db, orgId, proving(false), work, () => async (tx) => underway(team(tx, '子')))
    await expect(unproved).rejects.toThrow('not proved')
  })
})

describe('The application', () => {
  test.each(['opportunity', 'stage', 'member'])(
    'may not delete what history refers to without a key of its own: %s',
    async (table) => {
      const gone = inOrganisation(database.db, orgId, (tx) => sql`delete from ${sql.table(table)}`.execute(tx))
      await expect(gone).rejects.toMatchObject({ code: '42501' })
    },
  )
})

describe('Reading', () => {
  test('shows one organisation and nothing to the next who has the connection', async () => {
    const seen = (id: string) =>
      readingIn(database.db, id, async (tx) =>
        (await tx.selectFrom('organisation').select('name').execute()).map(({ name }) => name),
      )
    const answers = await Promise.all(Array.from({ length: 60 }, (_, turn) => seen(turn % 2 ? orgId : other)))
    answers.forEach((answer, turn) => expect(answer).toEqual([turn % 2 ? orgId : other]))
    await expect(database.db.selectFrom('organisation').select('name').execute()).rejects.toMatchObject({ code: /42704|22P02/ })
  })

  test('a number that JavaScript cannot hold is an error, and the connection is good for the next question', async () => {
    const asked = (text: string) => readingIn(database.db, orgId, (tx) => sql`select ${text}::bigint as n`.execute(tx))
    await expect(asked('9007199254740993')).rejects.toThrow('beyond 2^53')
    expect((await asked('42')).rows).toEqual([{ n: 42 }])
  })

  test('values arrive as they were sent', async () => {
    const at = new Date('2026-02-28T23:59:59.123Z')
    const list = ['a,b', '"', '\\', '', 'NULL', '云']
    const { rows } = await readingIn(database.db, orgId, (tx) =>
      sql`select ${at}::timestamptz as at, ${list}::text[] as list, ${[1, null]}::int[] as numbers, ${{ a: ["'"] }}::jsonb as facts,
                 ${Buffer.from([0, 255])}::bytea as bytes, ${'infinity'}::timestamptz as ever, ${true}::boolean as yes`.execute(
        tx,
      ),
    )
    expect(rows).toEqual([
      { at, list, numbers: [1, null], facts: { a: ["'"] }, bytes: Buffer.from([0, 255]), ever: Infinity, yes: true },
    ])
    expect(written(new Date(Number.NaN))).toBe('no such time')
  })
})
