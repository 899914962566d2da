import { sql } from 'kysely'
import { evidenceOf } from '../../activities/contact-evidence.ts'
import type { ActivityKind } from '../../activities/activity.ts'
import type { Level } from '../../customers/customer.ts'
import { editingCustomer } from '../../customers/permissions.ts'
import { isForDevelopment, type Grade, type Relationship } from '../../customers/quality-matrix.ts'
import { nextStep, raisedBy, strengthBefore, usualContacts } from '../../customers/relationship-gain.ts'
import { lowering, type TrustProof } from '../../customers/relationship.ts'
import { relationStrength, type Evidence } from '../../customers/relation-strength.ts'
import { reaches } from '../../people/reach.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf, daysBetween, startOfDay } from '../../platform/time.ts'
import type { StandingDetail } from '../contract.ts'

const curveMonths = 24
const shownChanges = 20

/** Where a customer stands, read live from its contacts where that can be; null when not there, out of reach or not judged yet. */
export async function readStandingOf(tx: Tx, caller: Caller, id: string): Promise<StandingDetail | null> {
  const { orgId, now, timeZone } = caller
  const customer = await tx
    .selectFrom('customer')
    .select(['owner_id as ownerId', 'deleted_at'])
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!customer || !reaches(caller, customer.ownerId, id)) return null
  const [standing, contacts, met, overrides, facts, proofs, changes] = await Promise.all([
    tx.selectFrom('customer_standing').selectAll().where('org_id', '=', orgId).where('customer_id', '=', id).executeTakeFirst(),
    readContacts(tx, orgId, id, now),
    readMet(tx, orgId, id, now),
    readOverrides(tx, orgId, id),
    tx
      .selectFrom('customer_quality_fact')
      .selectAll()
      .where('org_id', '=', orgId)
      .where('customer_id', '=', id)
      .executeTakeFirst(),
    readProofs(tx, orgId, id),
    readChanges(tx, orgId, id),
  ])
  const today = dayOf(now, timeZone)
  const { strength, regularity } = relationStrength(contacts)
  const answered = contacts.filter(({ direction }) => direction !== 'no-reply')
  const relationship = (standing?.relationship ?? 'untouched') as Relationship
  const level = (standing?.level ?? 'potential') as Level
  const ties = {
    strength,
    answered: answered.length,
    answeredDays: standing?.answered_days ?? 0,
    trustedUntil: standing?.trusted_until ?? null,
  }
  const below = standing?.below_since ?? null
  return {
    level: {
      value: level,
      proposed: (standing?.proposed_level ?? null) as Level | null,
      rule: (standing?.level_rule ?? null) as StandingDetail['level']['rule'],
      fit: standing?.fit ?? null,
      known: standing?.known ?? null,
      override: overrides.get('level') ?? null,
    },
    relationship: {
      value: relationship,
      kept: (standing?.kept_relationship ?? 'untouched') as Relationship,
      belowSince: below,
      lowersOn: below && addDays(below, lowering.days),
      override: overrides.get('relationship') ?? null,
    },
    grade: (standing?.grade ?? null) as Grade,
    isForDevelopment: isForDevelopment(level, relationship),
    levelDueSince: standing?.known_well_since ?? null,
    strength,
    regularity,
    answered: answered.length,
    lastAnsweredAt: standing?.last_answered_at?.toISOString() ?? null,
    people: met.people,
    roles: met.roles,
    trustedUntil: ties.trustedUntil,
    curve: curveOf(contacts, now, timeZone, today),
    raises: usualContacts.map((one) => ({ ...one, strength: raisedBy(contacts, one.type, one.minutes) })),
    next: nextStep(ties, relationship, today),
    facts: {
      expectsReasonably: facts?.expects_reasonably ?? null,
      buysAgain: facts?.buys_again ?? null,
      isLighthouse: facts?.is_lighthouse ?? false,
      lighthouseReason: facts?.lighthouse_reason ?? null,
      version: facts?.version ?? 0,
    },
    proofs,
    changes,
    permissions: {
      edit: verdictOf(
        editingCustomer(caller, { id, ownerId: customer.ownerId, archived: customer.deleted_at !== null }),
        caller.locale,
      ),
    },
  }
}

/** At the ends of the last 23 months and today. */
function curveOf(contacts: readonly Evidence[], now: Date, timeZone: string, today: string): StandingDetail['curve'] {
  const points: StandingDetail['curve'] = [{ day: today, strength: strengthBefore(contacts, 0) }]
  for (let month = `${today.slice(0, 7)}-01`; points.length < curveMonths; month = `${addDays(month, -1).slice(0, 7)}-01`) {
    const ago = daysBetween(startOfDay(month, timeZone), now)
    points.unshift({ day: addDays(month, -1), strength: strengthBefore(contacts, ago) })
  }
  return points
}

async function readContacts(tx: Tx, orgId: string, id: string, now: Date): Promise<Evidence[]> {
  const { rows } = await sql<{ kind: ActivityKind; minutes: number | null; answered: boolean; happened_at: Date }>`
    select kind, duration_minutes as minutes, feedback is not null as answered, happened_at from activity
    where org_id = ${orgId} and customer_id = ${id} and deleted_at is null and happened_at <= ${now}`.execute(tx)
  return rows.map(({ kind, minutes, answered, happened_at }) =>
    evidenceOf({ kind, minutes, feedback: answered ? '' : null }, daysBetween(happened_at, now)),
  )
}

/** Different people met within two years, and the roles in the purchase among them. */
async function readMet(tx: Tx, orgId: string, id: string, now: Date): Promise<{ people: number; roles: string[] }> {
  const { rows } = await sql<{ people: number; roles: string[] | null }>`
    select count(distinct p.id)::int as people, array_agg(distinct p.role) filter (where p.role is not null) as roles
    from activity a join activity_contact x on x.org_id = a.org_id and x.activity_id = a.id
      join contact p on p.org_id = x.org_id and p.id = x.contact_id and p.deleted_at is null
    where a.org_id = ${orgId} and a.customer_id = ${id} and a.deleted_at is null and a.happened_at > ${now}::timestamptz - interval '2 years'`.execute(
    tx,
  )
  return { people: rows[0]!.people, roles: rows[0]!.roles ?? [] }
}

async function readOverrides(tx: Tx, orgId: string, id: string) {
  const rows = await tx
    .selectFrom('customer_override as v')
    .innerJoin('member as m', (join) => join.onRef('m.org_id', '=', 'v.org_id').onRef('m.id', '=', 'v.made_by'))
    .select(['v.id', 'v.of', 'v.value', 'v.proposed', 'v.reason', 'v.made_at', 'v.made_by', 'm.name', 'v.expires_on'])
    .where('v.org_id', '=', orgId)
    .where('v.customer_id', '=', id)
    .where('v.ended_at', 'is', null)
    .execute()
  return new Map(
    rows.map((row) => [
      row.of,
      {
        id: row.id,
        of: row.of as 'level' | 'relationship',
        value: row.value,
        proposed: row.proposed,
        reason: row.reason,
        madeAt: row.made_at.toISOString(),
        madeBy: { id: row.made_by, name: row.name },
        expiresOn: row.expires_on,
      },
    ]),
  )
}

async function readProofs(tx: Tx, orgId: string, id: string): Promise<StandingDetail['proofs']> {
  const rows = await tx
    .selectFrom('customer_trust_proof as p')
    .leftJoin('member as m', (join) => join.onRef('m.org_id', '=', 'p.org_id').onRef('m.id', '=', 'p.created_by'))
    .select(['p.id', 'p.kind', 'p.proved_on', 'p.note', 'p.created_by', 'm.name'])
    .where('p.org_id', '=', orgId)
    .where('p.customer_id', '=', id)
    .where('p.deleted_at', 'is', null)
    .orderBy('p.proved_on', 'desc')
    .orderBy('p.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as TrustProof,
    provedOn: row.proved_on,
    note: row.note,
    by: row.name === null ? null : { id: row.created_by, name: row.name },
  }))
}

async function readChanges(tx: Tx, orgId: string, id: string): Promise<StandingDetail['changes']> {
  const rows = await tx
    .selectFrom('customer_standing_change as x')
    .leftJoin('member as m', (join) => join.onRef('m.org_id', '=', 'x.org_id').onRef('m.id', '=', 'x.made_by'))
    .selectAll('x')
    .select('m.name')
    .where('x.org_id', '=', orgId)
    .where('x.customer_id', '=', id)
    .orderBy('x.day', 'desc')
    .orderBy('x.id', 'desc')
    .limit(shownChanges)
    .execute()
  return rows.map((row) => {
    const why = row.why as { reason?: string; afterwards?: boolean }
    return {
      id: row.id,
      day: row.day,
      fromLevel: row.from_level as Level,
      toLevel: row.to_level as Level,
      fromRelationship: row.from_relationship as Relationship,
      toRelationship: row.to_relationship as Relationship,
      fromGrade: row.from_grade as Grade,
      toGrade: row.to_grade as Grade,
      isAfterwards: why.afterwards === true,
      reason: why.reason ?? null,
      by: row.made_by === null || row.name === null ? null : { id: row.made_by, name: row.name },
    }
  })
}
