import { sql } from 'kysely'
import { visibleActivity } from '../../activities/queries/activities.ts'
import { reaches } from '../../people/reach.ts'
import { reachable } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { say, type Words } from '../../platform/words.ts'
import { kindWords } from '../../activities/kind-words.ts'
import { roleWords } from '../../contacts/role-words.ts'
import { documentWords } from '../../pipelines/document-words.ts'
import type { ElementState } from '../../pipelines/criteria.ts'
import type { PipelineFull } from '../../pipelines/definition.ts'
import type { ElementDefinition } from '../../pipelines/element-definition.ts'
import { dealOf } from '../commands/load.ts'
import { pipelineOf } from '../commands/pass-gate.ts'
import { contradictionsOf, type Contradiction, type DealRecord } from '../element-contradictions.ts'
import type { ElementsOfDeal } from '../element-contract.ts'
import {
  completeness,
  configuredBeta,
  dueOf,
  elementChance,
  explanation,
  isStale,
  learnedOf,
  parOf,
  valueOf,
  type ElementKnown,
  type StageWeights,
} from '../elements.ts'
import { knowing } from '../permissions.ts'
import type { OpportunityRow } from '../store/rows.ts'
import { words } from '../words/elements.ts'
import { readChanceGround, stageBase } from './chance-ground.ts'

interface ElementRow {
  key: string
  state: ElementState
  answer: string | null
  note: string | null
  as_of: Date
  updated_at: Date
  updated_by: string
  updated_by_name: string | null
  kind: 'activity' | 'contact' | 'document' | 'import' | null
  evidence_id: string | null
  evidence: Evidence | null
}

/** A piece of evidence as the database tells it; words make a label of it. */
interface Evidence {
  kind: 'activity' | 'contact' | 'document'
  id: string
  at: string | null
  sort: string | null
  text: string
  archived: boolean
}

const activityEvidence = sql`jsonb_build_object('kind', 'activity', 'id', a.id, 'at', a.happened_at, 'sort', a.kind, 'text', left(a.content, 60), 'archived', a.deleted_at is not null)`
const contactEvidence = sql`jsonb_build_object('kind', 'contact', 'id', p.id, 'at', null, 'sort', p.role, 'text', p.name, 'archived', p.deleted_at is not null)`
const documentEvidence = sql`jsonb_build_object('kind', 'document', 'id', d.id, 'at', d.uploaded_at, 'sort', d.category, 'text', d.file_name, 'archived', d.deleted_at is not null)`
const ofActivity = sql`
  left join customer c on c.org_id = a.org_id and c.id = a.customer_id
  left join lead l on l.org_id = a.org_id and l.id = a.lead_id
  left join opportunity o on o.org_id = a.org_id and o.id = a.opportunity_id`

async function readRows(tx: Tx, caller: Caller, id: string): Promise<ElementRow[]> {
  const { rows } = await sql<ElementRow>`
    select e.key, e.state, e.answer, e.note, e.as_of, e.updated_at, e.updated_by, m.name as updated_by_name,
           e.evidence_kind as kind, e.evidence_id,
           case e.evidence_kind
             when 'activity' then (select ${activityEvidence} from activity a ${ofActivity}
                                    where a.org_id = e.org_id and a.id = e.evidence_id and ${visibleActivity(caller)})
             when 'contact' then (select ${contactEvidence} from contact p where p.org_id = e.org_id and p.id = e.evidence_id)
             when 'document' then (select ${documentEvidence} from document d where d.org_id = e.org_id and d.id = e.evidence_id)
           end as evidence
      from opportunity_element e left join member m on m.org_id = e.org_id and m.id = e.updated_by
     where e.org_id = ${caller.orgId} and e.opportunity_id = ${id}`.execute(tx)
  return rows
}

type Deal = Pick<OpportunityRow, 'id' | 'customer_id'>

/** What could prove something about a deal: its contacts with the customer, the customer's people, documents. */
export async function readEvidenceChoices(tx: Tx, caller: Caller, { id, customer_id }: Deal) {
  const { rows } = await sql<{ evidence: Evidence }>`
    (select ${activityEvidence} as evidence from activity a ${ofActivity}
      where a.org_id = ${caller.orgId} and (a.opportunity_id = ${id} or a.customer_id = ${customer_id}) and a.deleted_at is null
        and ${visibleActivity(caller)} order by a.happened_at desc, a.id desc limit 12)
    union all
    (select ${contactEvidence} from contact p where p.org_id = ${caller.orgId} and p.customer_id = ${customer_id} and p.deleted_at is null
      order by (p.role = 'decider') desc nulls last, p.id desc limit 20)
    union all
    (select ${documentEvidence} from document d
      where d.org_id = ${caller.orgId} and (d.opportunity_id = ${id} or d.customer_id = ${customer_id}) and d.deleted_at is null
      order by d.id desc limit 20)`.execute(tx)
  return rows.map(({ evidence }) => ({
    kind: evidence.kind,
    id: evidence.id,
    label: labelOf(caller, evidence),
    at: evidence.at && new Date(evidence.at).toISOString(),
  }))
}

/** Whether a piece of evidence is there, seen by the caller, and of this deal or its customer; when it happened, for an activity. */
export async function findEvidence(
  tx: Tx,
  caller: Caller,
  deal: Deal,
  { kind, id }: { kind: 'activity' | 'contact' | 'document'; id: string },
): Promise<{ at: Date | null } | null> {
  const ofDeal = {
    activity: sql<{ at: Date | null }>`
      select a.happened_at as at from activity a ${ofActivity} where a.org_id = ${caller.orgId} and a.id = ${id} and a.deleted_at is null
         and (a.opportunity_id = ${deal.id} or a.customer_id = ${deal.customer_id}) and ${visibleActivity(caller)}`,
    contact: sql<{ at: Date | null }>`
      select null::timestamptz as at from contact p where p.org_id = ${caller.orgId} and p.id = ${id} and p.deleted_at is null
         and p.customer_id = ${deal.customer_id}`,
    document: sql<{ at: Date | null }>`
      select null::timestamptz as at from document d where d.org_id = ${caller.orgId} and d.id = ${id} and d.deleted_at is null
         and (d.opportunity_id = ${deal.id} or d.customer_id = ${deal.customer_id})`,
  }
  const { rows } = await ofDeal[kind].execute(tx)
  return rows[0] ?? null
}

type RecordFacts = Pick<DealRecord, 'contacts' | 'deciderMet' | 'offersOnPaper' | 'lastDealLostTo'>

async function readRecord(tx: Tx, caller: Caller, { id, customer_id: customer }: Deal): Promise<RecordFacts> {
  const { rows } = await sql<{
    contacts: RecordFacts['contacts'] | null
    decider_met: boolean
    offers: number
    lost_to: string | null
  }>`
    select (select jsonb_agg(jsonb_build_object('role', p.role, 'attitude', p.attitude)) from contact p
             where p.org_id = ${caller.orgId} and p.customer_id = ${customer} and p.deleted_at is null) as contacts,
           exists (select from contact p join activity_contact ac on ac.org_id = p.org_id and ac.contact_id = p.id
                     join activity a on a.org_id = ac.org_id and a.id = ac.activity_id and a.deleted_at is null
                    where p.org_id = ${caller.orgId} and p.customer_id = ${customer} and p.role = 'decider' and p.deleted_at is null) as decider_met,
           (select count(*)::int from document d where d.org_id = ${caller.orgId} and d.opportunity_id = ${id} and d.deleted_at is null
               and d.category in ('proposal', 'quote', 'bid', 'contract')) as offers,
           (select case when p.status = 'lost' then k.name end from opportunity p
              left join competitor k on k.org_id = p.org_id and k.id = p.competitor_id
             where p.org_id = ${caller.orgId} and p.customer_id = ${customer} and p.id <> ${id} and p.deleted_at is null
               and p.status in ('won', 'lost', 'terminated') and ${reachable(caller, 'p.owner_id')}
             order by p.closed_at desc nulls last, p.id desc limit 1) as lost_to`.execute(tx)
  const row = rows[0]!
  return {
    contacts: row.contacts ?? [],
    deciderMet: row.decider_met,
    offersOnPaper: row.offers,
    lastDealLostTo: row.lost_to,
  }
}

const own = (caller: Caller, key: string, facts: Record<string, unknown> = {}) => say(caller.locale, words as Words, key, facts)
const sort = (caller: Caller, names: Words, key: string) => say(caller.locale, names, key)

function labelOf(caller: Caller, { kind, at, sort: what, text }: Evidence): string {
  if (kind === 'contact')
    return own(caller, what ? 'evidence.contact' : 'evidence.contact-without-role', {
      name: text,
      role: what && sort(caller, roleWords, `role.${what}`),
    })
  if (kind === 'document')
    return own(caller, 'evidence.document', { category: sort(caller, documentWords, `category.${what}`), name: text })
  const day = at ? dayOf(new Date(at), caller.timeZone) : ''
  return own(caller, 'evidence.activity', {
    day,
    kind: sort(caller, kindWords, `kind.${what}`),
    text: text.replaceAll(/\s+/g, ' '),
  })
}

/** What is known of a deal, how complete that is, and what it does to the chance to win. */
export async function elementsOfDeal(tx: Tx, caller: Caller, id: string): Promise<Outcome<ElementsOfDeal>> {
  const row = await tx
    .selectFrom('opportunity')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || !reaches(caller, row.owner_id, row.customer_id)) return refuse('not-found')
  const { definition, present } = await pipelineOf(tx, row)
  const [rows, statistics, record, choices] = await Promise.all([
    readRows(tx, caller, id),
    readChanceGround(tx, caller.orgId, row.pipeline_id),
    readRecord(tx, caller, row),
    readEvidenceChoices(tx, caller, row),
  ])
  const known: ElementKnown[] = rows.map((each) => ({
    key: each.key,
    state: each.state,
    answer: each.answer,
    asOf: each.as_of.getTime(),
  }))
  const order = definition.stages.map(({ key }) => key)
  const past = statistics.get(row.stage_id)
  const base = stageBase(present?.probability, past, [...statistics.values()])
  const open = row.status === 'open' || row.status === 'on-hold'
  const knowledge = { order, pars: past?.pars, weights: past?.weights }
  const found =
    present && open && definition.elements.length > 0
      ? elementChance(definition.elements, known, present.key, base.chance, knowledge)
      : null
  const chance = found?.chance ?? null
  const contradictions = !open
    ? []
    : contradictionsOf(definition.elements, known, {
        ...record,
        stageKey: present?.key ?? '',
        order,
        today: dayOf(caller.now, caller.timeZone),
        amountMinor: row.amount_minor,
        expectedCloseOn: row.expected_close_on,
        evidenceGone: rows.filter(({ evidence }) => evidence?.archived).map(({ key }) => key),
        chance,
        ownProbability: row.own_probability,
      })
  const named = (key: string) => ({ key, name: definition.elements.find((each) => each.key === key)?.name[caller.locale] ?? key })
  const parts = explanation(found?.contributions ?? [], row.amount_minor)
  const short = ({ key, contribution, gain }: { key: string; contribution: number; gain: number }) => ({
    ...named(key),
    contribution,
    gain,
  })
  return accept({
    stage: present ? { key: present.key, name: present.name[caller.locale] } : null,
    version: row.version,
    elements: definition.elements.map((element) => {
      const part = found?.contributions.find(({ key }) => key === element.key)
      return {
        ...shapeElement(caller, definition, element, rows, present?.key ?? '', knowledge),
        contribution: part?.contribution ?? null,
        gain: part?.gain ?? null,
      }
    }),
    completeness: present ? completeness(definition.elements, known, present.key) : null,
    chance: {
      stage: base.told,
      elements: chance,
      own: row.own_probability,
      learned: past?.weights
        ? { deals: past.weights.deals, share: meanShare(past.weights), computedAt: past.computedAt.toISOString() }
        : null,
    },
    explanation: {
      up: parts.up.map(short),
      down: parts.down.map(short),
      gains: parts.gains.map((part) => ({ ...short(part), gainMinor: part.gainMinor })),
    },
    contradictions: contradictions.map((each) => spoken(caller, each, named)),
    evidence: choices,
    permissions: { edit: verdictOf(knowing(caller, dealOf(row)), caller.locale) },
  })
}

const meanShare = ({ elements }: StageWeights): number => {
  const shares = Object.values(elements).map(({ share }) => share)
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length
}

function shapeElement(
  caller: Caller,
  definition: PipelineFull,
  element: ElementDefinition,
  rows: readonly ElementRow[],
  stageKey: string,
  {
    order,
    pars,
    weights,
  }: { order: readonly string[]; pars?: Record<string, number> | undefined; weights?: StageWeights | undefined },
) {
  const { locale } = caller
  const row = rows.find(({ key }) => key === element.key)
  const known = row && { key: row.key, state: row.state, answer: row.answer, asOf: row.as_of.getTime() }
  const learned = learnedOf(element, stageKey, weights)
  const due = definition.stages.find(({ key }) => key === element.dueStage)
  const answers = (element.answers ?? []).map(({ key, name, value }) => ({ key, name: name[locale], value }))
  const answer = answers.find(({ key }) => key === row?.answer)
  return {
    key: element.key,
    name: element.name[locale],
    question: element.question[locale],
    state: row?.state ?? ('unknown' as const),
    value: valueOf(element, known),
    answer: answer ? { key: answer.key, name: answer.name } : null,
    answers,
    note: row?.note ?? null,
    evidence: row?.kind
      ? {
          kind: row.kind,
          id: row.evidence_id,
          label: row.kind === 'import' ? own(caller, 'evidence.import') : row.evidence && labelOf(caller, row.evidence),
          archived: row.evidence?.archived ?? false,
        }
      : null,
    asOf: row?.as_of.toISOString() ?? null,
    updatedAt: row?.updated_at.toISOString() ?? null,
    updatedBy: row ? { id: row.updated_by, name: row.updated_by_name ?? '' } : null,
    staleDays: element.staleDays,
    stale: isStale(element, known, caller.now.getTime()),
    dueStage: due ? { key: due.key, name: due.name[locale] } : null,
    due: dueOf(element, stageKey, order),
    weight: element.weights[stageKey] ?? 0,
    beta: learned?.answers ? null : (learned?.weight ?? configuredBeta(element, stageKey)),
    learnedShare: learned?.share ?? 0,
    par: pars?.[element.key] ?? parOf(element, stageKey, order),
    parLearned: pars?.[element.key] !== undefined,
  }
}

function spoken(caller: Caller, { code, element, facts, mend }: Contradiction, named: (key: string) => { name: string }) {
  const name = element === null ? undefined : named(element).name
  const label =
    mend.kind === 'element' ? own(caller, 'mend.element', { element: name }) : own(caller, `mend.${mend.kind}.${mend.key}`)
  return {
    code,
    element,
    sentence: own(caller, `contradiction.${code}`, { ...facts, element: name }),
    mend: { ...mend, label },
  }
}
