import { sql } from 'kysely'
import { joinTeam } from '../../account-team/commands/team.ts'
import { keepKeyAccounts, judgeKeyAccounts } from '../../key-accounts/commands/judge.ts'
import { saveJudging, sayFacts } from '../../key-accounts/commands/say.ts'
import { nothingSaid, type Facts } from '../../key-accounts/evidence.ts'
import { keepOperating } from '../../operating/commands/keep.ts'
import { saveSetting } from '../../operating/commands/setting.ts'
import { defaultMechanism } from '../../operating/mechanism.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { planAccounts } from './plans.ts'
import { must, type Settled } from './settle.ts'
import { takeStock } from './stocktakes.ts'

/** So long ago the demo company began to look after its key accounts. */
const daysAgo = 60

type Known = Partial<Facts> & { years?: number; note?: string }
/** What its people know of those who bought most, the largest buyer first. */
const known: readonly Known[] = [
  { years: 6, walletShare: 0.55, margin: 0.36, daysLate: 3, strategic: 2, note: '集团标杆项目，新厂选型由我们牵头' },
  { years: 5, walletShare: 0.62, margin: 0.38, daysLate: 0, strategic: 2, note: '行业协会会长单位' },
  { years: 7, walletShare: 0.5, margin: 0.4, daysLate: 5, strategic: 2 },
  { years: 5, walletShare: 0.6, margin: 0.39, daysLate: 2, strategic: 2 },
  { years: 4, walletShare: 0.35, margin: 0.3, daysLate: 12, strategic: 1 },
  { years: 3, walletShare: 0.3, margin: 0.33, daysLate: 8, strategic: 1, note: '只买一条产线，另两条在竞争对手手里' },
  { years: 5, walletShare: 0.45, margin: 0.31, daysLate: 40, overdueDays: 120, strategic: 1, note: '尾款逾期四个月，先收款' },
  { years: 3, walletShare: 0.25, margin: 0.28, daysLate: 15, strategic: 1 },
  { years: 2, walletShare: 0.2, margin: 0.35, daysLate: 6, strategic: 1 },
  { years: 4, walletShare: 0.3, margin: 0.26, daysLate: 10, strategic: 0 },
]

/** S accounts that can be served well: one fewer than there are, so that the overflow shows. */
const capacity = 3

/** What the demo company does for its key accounts: what is known of them, who looks after them, what each tier is owed, plans and stocktakes. */
export async function keepAccountsOfDemo(tx: Tx, caller: Caller, settled: Settled): Promise<void> {
  const then: Caller = { ...caller, now: new Date(caller.now.getTime() - daysAgo * 86_400_000) }
  const director = settled.members.get('director')!
  const buyers = await largestBuyers(tx, caller)
  for (const [at, { years = 0, note = null, ...facts }] of known.slice(0, buyers.length).entries()) {
    const { id, owner } = buyers[at]!
    const customerSince = addDays(dayOf(then.now, caller.timeZone), -365 * years)
    must(await sayFacts(tx, { ...then, memberId: owner }, id, { ...nothingSaid, ...facts, customerSince, note }, null))
  }
  must(await saveJudging(tx, { ...then, memberId: director }, { judging: null, capacity }, null))
  await judgeKeyAccounts(tx, caller.orgId, then.now, 'all')
  const tiers = {
    ...defaultMechanism,
    S: { ...defaultMechanism.S, discountLimit: 0.15 },
    A: { ...defaultMechanism.A, roles: ['technical'], discountLimit: 0.1 },
    B: { ...defaultMechanism.B, contactDays: 44 },
  }
  must(await saveSetting(tx, then, { tiers, isOn: true }, null))
  await formTeams(tx, then, settled, buyers)
  await keepKeyAccounts(tx, caller.orgId, caller.now, { all: true })
  await planAccounts(tx, caller, settled, buyers)
  await keepOperating(tx, caller.orgId, caller.now, { all: true })
  await takeStock(tx, caller, settled)
}

export interface Buyer {
  id: string
  owner: string
}

/** Who bought most within a year, the largest first. */
export async function largestBuyers(tx: Tx, caller: Caller): Promise<Buyer[]> {
  const { rows } = await sql<Buyer>`
    select c.id, c.owner_id as owner from opportunity o join customer c on c.org_id = o.org_id and c.id = o.customer_id
    where o.org_id = ${caller.orgId} and o.status = 'won' and c.deleted_at is null and o.closed_at > ${caller.now}::timestamptz - interval '1 year'
    group by c.id, c.owner_id order by sum(o.amount_minor) desc nulls last, c.id limit ${known.length}`.execute(tx)
  return rows
}

/** Each has a sponsor and somebody for the technical side, but for the last of them a role nobody has taken yet. */
async function formTeams(tx: Tx, caller: Caller, { members }: Settled, buyers: readonly Buyer[]): Promise<void> {
  const reps = [...members].filter(([key]) => /-\d+$/.test(key)).map(([, id]) => id)
  for (const [at, { id, owner }] of buyers.slice(0, 6).entries()) {
    const others = reps.filter((rep) => rep !== owner)
    const join = async (role: string, memberId: string) => must(await joinTeam(tx, caller, id, { memberId, role }))
    await join('technical', others[at]!)
    if (at < 4) await join('sponsor', members.get('director')!)
    if (at < 2) await join('service', others[at + 5]!)
  }
}
