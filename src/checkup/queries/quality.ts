import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { readGroupNames } from '../../funnel/queries/group-names.ts'
import { membersBelow, reachable } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { startOfDay } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import { judgeLeads, type LeadCounts, type LeadRow, sumLeads } from '../quality.ts'
import { told } from '../telling.ts'
import type { QualityReply, readQuality } from '../time-contract.ts'
import { rateOf } from '../verdict.ts'
import { definition, label } from '../wording.ts'
import { words } from '../words.ts'
import { worthOfAll } from '../../funnel/queries/money.ts'

type Asked = z.output<typeof readQuality.query>

/** Leads beside what became of them, per source and rep (GET /checkup/quality): one pass over the leads within reach. */
export async function readQualityReport(tx: Tx, caller: Caller, query: Asked): Promise<Outcome<QualityReply>> {
  if (query.from !== undefined && query.to !== undefined && query.from > query.to) return refuse('span-backwards')
  const team = query.team === undefined ? null : await membersBelow(tx, caller.orgId, query.team)
  const [rows, sources, owners] = await Promise.all([
    readLeads(tx, caller, query, team),
    readGroupNames(tx, caller, 'source'),
    readGroupNames(tx, caller, 'owner'),
  ])
  const none = say(caller.locale, words, 'none')
  const part = (by: 'source' | 'owner', names: ReadonlyMap<string, string>) =>
    judgeLeads(grouped(rows, by)).map((row) => reply(row, row.key === null ? none : (names.get(row.key) ?? row.key), caller))
  const [total] = judgeLeads([sumLeads(rows)])
  return accept({
    definition: definition(caller.locale, 'quality.definition'),
    from: query.from ?? null,
    to: query.to ?? null,
    currency: caller.currency,
    total: reply(total!, say(caller.locale, words, 'quality.total'), caller),
    bySource: part('source', sources),
    byOwner: part('owner', owners),
  })
}

interface LeadSum extends LeadCounts {
  source: string | null
  owner: string
}

/** Leads made in the span. One that became a deal counts as won when that deal is, whoever owns the deal now. */
async function readLeads(tx: Tx, caller: Caller, asked: Asked, team: readonly string[] | null): Promise<LeadSum[]> {
  const when = (day: string | undefined, test: (at: Date) => RawBuilder<unknown>): RawBuilder<unknown> =>
    day === undefined ? sql`true` : test(startOfDay(day, caller.timeZone))
  const oneOf = (column: string, values: readonly string[] | null | undefined, type: 'uuid[]' | 'text[]'): RawBuilder<unknown> =>
    values && (values.length > 0 || column === 'l.owner_id')
      ? sql`${sql.ref(column)} = any(${[...values]}::${sql.raw(type)})`
      : sql`true`
  const named = asked.owner && asked.owner.length > 0 ? asked.owner : null
  const owners = team === null ? named : named === null ? team : named.filter((id) => team.includes(id))
  const { rows } = await sql<Omit<LeadSum, 'key'>>`
    select l.source_id as source, l.owner_id as owner, count(*)::int as leads,
      (count(*) filter (where l.status = 'open'))::int as open, (count(*) filter (where l.status = 'qualified'))::int as qualified,
      (count(*) filter (where l.status = 'invalid'))::int as invalid, (count(o.id))::int as won,
      ${worthOfAll(caller)} as "wonMinor"
    from lead l
    left join opportunity o on o.org_id = l.org_id and o.id = l.opportunity_id and o.status = 'won' and o.deleted_at is null
    where l.org_id = ${caller.orgId} and l.deleted_at is null and ${reachable(caller, 'l.owner_id')}
      and ${when(asked.from, (at) => sql`l.created_at >= ${at}`)} and ${when(asked.to, (at) => sql`l.created_at < ${at}`)}
      and ${oneOf('l.owner_id', owners, 'uuid[]')} and ${oneOf('l.source_id', asked.source, 'uuid[]')}
      and ${oneOf('l.product_id', asked.product, 'uuid[]')} and ${oneOf('l.region', asked.region, 'text[]')}
    group by 1, 2`.execute(tx)
  return rows.map((row) => ({ key: null, ...row }))
}

function grouped(rows: readonly LeadSum[], by: 'source' | 'owner'): LeadCounts[] {
  const groups = new Map<string | null, LeadSum[]>()
  for (const row of rows) groups.set(row[by], [...(groups.get(row[by]) ?? []), row])
  return [...groups].map(([key, own]) => ({ ...sumLeads(own), key }))
}

function reply(row: LeadRow, name: string, { locale }: Caller): QualityReply['total'] {
  const { key, leads, open, qualified, invalid, won, wonMinor, others, wonMinorPerLead, ...judged } = row
  const qualifiedShare = rateOf(qualified, leads)
  return {
    key,
    name,
    leads,
    open,
    qualified,
    invalid,
    won,
    wonMinor,
    qualifiedShare,
    wonShare: { ...rateOf(won, leads), shrunk: null, ...judged, label: label(judged.judgement, locale) },
    others: rateOf(others.successes, others.n),
    wonMinorPerLead,
    sentence: say(locale, words, 'quality.sentence', {
      name,
      leads,
      qualified,
      won,
      qualifiedShare: told.share(qualifiedShare.share),
      wonShare: told.share(leads === 0 ? null : won / leads),
    }),
  }
}
