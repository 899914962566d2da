import { sql } from 'kysely'
import { levels } from '../../customers/customer.ts'
import { proposeLevel, type Criterion, type TargetProfile } from '../../customers/level.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { editingProfile } from '../permissions.ts'
import type { StoredProfile } from '../setting.ts'
import { readToJudge } from '../store/standings.ts'
import { readRules } from './setting.ts'

export async function readSetting(tx: Tx, caller: Caller) {
  const { rules, profile, version, matrixIsDefault } = await readRules(tx, caller.orgId)
  return {
    profile: profile && shapeProfile(profile),
    matrix: rules.matrix,
    matrixIsDefault,
    version,
    permissions: { edit: verdictOf(editingProfile(caller), caller.locale) },
  }
}

/** Lists that may be changed, as replies have them. */
const shapeProfile = ({ mandatory, criteria, premium, keepsStated }: StoredProfile) => ({
  mandatory: [...mandatory],
  criteria: criteria.map((one) => ({ ...one, values: [...one.values] })),
  premium,
  keepsStated,
})

/** A trait is one of buyers when the most frequent values that cover so many of them do. */
const covered = 0.8

/** A first target profile: what most of the customers who bought have in common. */
export async function draftProfile(tx: Tx, caller: Caller) {
  const { rows } = await sql<{ industry: string | null; band: string | null; region: string | null }>`
    select c.industry, c.headcount_band as band, c.region from customer c
    where c.org_id = ${caller.orgId} and c.deleted_at is null and exists (select from opportunity o where o.org_id = c.org_id and o.customer_id = c.id
      and o.status = 'won' and o.deleted_at is null) limit 20000`.execute(tx)
  const common = (values: readonly (string | null)[]): string[] => {
    const counts = new Map<string, number>()
    for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
    const ranked = [...counts].sort(([, a], [, b]) => b - a)
    const all = ranked.reduce((sum, [, count]) => sum + count, 0)
    let sum = 0
    return ranked.filter(([, count]) => (sum += count) - count < covered * all).map(([value]) => value)
  }
  const criterion = (field: Criterion['field'], values: string[], weight: number): Criterion[] =>
    values.length === 0
      ? []
      : [{ field, operator: 'one-of', values: values.slice(0, 200), number: null, weight, knockOut: false }]
  return {
    buyers: rows.length,
    profile: shapeProfile({
      mandatory: ['industry', 'headcount'],
      criteria: [
        ...criterion('industry', common(rows.map(({ industry }) => industry)), 3), // prettier-ignore
        ...criterion('headcount', common(rows.map(({ band }) => band)), 2), // prettier-ignore
        ...criterion('region', common(rows.map(({ region }) => region)), 1), // prettier-ignore
      ],
      premium: { revenueMinor: null, dealMinor: null },
      keepsStated: true,
    }),
  }
}

/** So many customers are tried, the oldest first: enough to see where a profile leads. */
const tried = 20_000

/** How many customers each level has and would have. Overrides are left aside: they would hold. */
export async function tryOut(tx: Tx, caller: Caller, profile: TargetProfile) {
  const some = await readToJudge(tx, caller.orgId, sql`true`, tried)
  const after = new Map<string, number>()
  const now = new Map<string, number>()
  for (const one of some) {
    const level = one.overrides.level ?? proposeLevel(profile, one.facts).level
    after.set(level, (after.get(level) ?? 0) + 1)
    now.set(one.stated, (now.get(one.stated) ?? 0) + 1)
  }
  return {
    customers: some.length,
    levels: levels.map((level) => ({ level, now: now.get(level) ?? 0, after: after.get(level) ?? 0 })),
  }
}
