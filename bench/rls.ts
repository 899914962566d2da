/** What row-level security costs: the same functions on the application's connection and on an owner's that bypasses it. */
import { readBoard } from '../src/opportunities/queries/board.ts'
import { readOpportunity } from '../src/opportunities/queries/detail.ts'
import { readHistory } from '../src/opportunities/queries/history.ts'
import { listOpportunities } from '../src/opportunities/queries/list.ts'
import { readCaller } from '../src/people/queries.ts'
import { inOrganisation, openDatabase, type Db, type Tx } from '../src/platform/database/connect.ts'
import { prepareRoles } from '../src/platform/database/roles.ts'
import type { Caller } from '../src/platform/session.ts'
import { secret, type SizeName } from './ground/companies.ts'
import { favour, quantile, tell } from './ground/measure.ts'
import { openBench } from './ground/serving.ts'

const size = (process.argv[2] ?? 'S') as SizeName
const rounds = Number(process.argv[3] ?? 200)
const bench = await openBench(size)
const { appUrl } = await prepareRoles(bench.ownerUrl, secret)
const guarded = openDatabase(appUrl, { max: 1 })
const bare = openDatabase(bench.ownerUrl, { max: 1 })

const caller = await inOrganisation(guarded.db, bench.orgId, async (tx) => {
  const { id } = await tx
    .selectFrom('member')
    .select('id')
    .where('org_id', '=', bench.orgId)
    .where('role', '=', 'administrator')
    .executeTakeFirstOrThrow()
  return (await readCaller(tx, bench.orgId, id, 'api', new Date()))!
})
const { items } = await inOrganisation(guarded.db, bench.orgId, (tx) =>
  listOpportunities(tx, caller, { limit: 200, sort: 'newest' }),
)
const id = (round: number) => items[(round * 37) % items.length]!.id

const works: Record<string, (tx: Tx, caller: Caller, round: number) => Promise<unknown>> = {
  'deal page': (tx, who, round) => readOpportunity(tx, who, id(round)),
  'deal history': (tx, who, round) => readHistory(tx, who, id(round), { limit: 50 }),
  'deal list': (tx, who) => listOpportunities(tx, who, { limit: 50, sort: 'newest' }),
  board: (tx, who) => readBoard(tx, who, 'default', { limit: 40, sort: 'urgency' }),
}

const timed = async (db: Db, work: (typeof works)[string], round: number): Promise<number> => {
  const began = performance.now()
  await inOrganisation(db, bench.orgId, (tx) => work(tx, caller, round))
  return performance.now() - began
}

try {
  for (const [name, work] of Object.entries(works)) {
    favour([process.pid, ...bench.pids()])
    const [withIt, without]: [number[], number[]] = [[], []]
    // one after the other in turns, so that what else the machine does falls on both alike
    for (let round = 0; round < rounds; round++) {
      withIt.push(await timed(guarded.db, work, round))
      without.push(await timed(bare.db, work, round))
    }
    const skip = Math.floor(rounds / 10)
    const figure = quantile(withIt.slice(skip), 0.5) / quantile(without.slice(skip), 0.5)
    tell({ name: `${size}: row-level security on ${name}`, figure, unit: '×', bar: 1.15, medianMs: quantile(withIt, 0.5) })
  }
} finally {
  await guarded.close()
  await bare.close()
  await bench.stop()
}
