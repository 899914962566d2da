import { sql } from 'kysely'
import type { FieldEvent } from '../../opportunities/stage-history.ts'
import type { ElementDefinition } from '../../pipelines/element-definition.ts'
import { readDefinition } from '../../pipelines/queries.ts'
import { insertMany } from '../../platform/database/bulk.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import type { Caller } from '../../platform/session.ts'
import { elementOfField, fieldOfElement, readElement, type ElementSaid } from '../element-fields.ts'
import type { RowRead } from '../row-reader.ts'
import { warn, type Run } from './run.ts'

/** An element of a deal as the database has it. */
export interface KeptElement {
  state: string
  answer: string | null
  note: string | null
  evidence_kind: string | null
  evidence_id: string | null
  as_of: string
}

const definitionsKnown = new WeakMap<Run, Promise<readonly ElementDefinition[]>>()

/** Elements of the run's pipeline; asked once. */
const definitionsOf = (run: Run): Promise<readonly ElementDefinition[]> => {
  const { id, version } = run.pipeline
  const known =
    definitionsKnown.get(run) ?? readDefinition(run.tx, run.caller.orgId, id, version).then(({ elements }) => elements)
  definitionsKnown.set(run, known)
  return known
}

/** What rows say of elements, by row; what the pipeline does not have or nobody understands is left out and told. */
export async function elementsSaid(run: Run, rows: readonly RowRead[]): Promise<Map<RowRead, ElementSaid[]>> {
  const fields = [...run.plan.columns, ...run.plan.defaults].filter(({ field }) => field.type === 'element')
  if (fields.length === 0) return new Map()
  const definitions = new Map((await definitionsOf(run)).map((element) => [element.key, element]))
  return new Map(
    rows.map((row) => [
      row,
      fields.flatMap(({ field: { key: field } }) => {
        const text = row.values[field]
        const element = definitions.get(elementOfField(field) ?? '')
        if (typeof text !== 'string') return []
        const said = element && readElement(element, text)
        if (!element) warn(run, 'element-unknown', field, elementOfField(field) ?? field)
        else if (!said) warn(run, 'element-answer-unknown', field, `${element.name[run.caller.locale]}: ${text}`)
        return said ? [said] : []
      }),
    ]),
  )
}

/** What is on record of these deals' elements. */
export async function loadElements(
  tx: Tx,
  orgId: string,
  ids: readonly string[],
): Promise<Map<string, Map<string, KeptElement>>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<KeptElement & { id: string; key: string }>`
    select opportunity_id as id, key, state, answer, note, evidence_kind, evidence_id, as_of::text as as_of from opportunity_element
     where org_id = ${orgId} and opportunity_id = any(${[...ids]}::uuid[])`.execute(tx)
  const found = new Map<string, Map<string, KeptElement>>()
  for (const { id, key, ...kept } of rows) found.set(id, (found.get(id) ?? new Map<string, KeptElement>()).set(key, kept))
  return found
}

const told = (kept: Pick<KeptElement, 'state' | 'answer' | 'note' | 'evidence_kind' | 'evidence_id'> | null | undefined) =>
  kept
    ? {
        state: kept.state,
        answer: kept.answer,
        note: kept.note,
        evidence: kept.evidence_kind ? { kind: kept.evidence_kind, id: kept.evidence_id } : null,
      }
    : null

/** What a row changes on the elements of a deal on record. */
export const newlySaid = (said: readonly ElementSaid[], onRecord: ReadonlyMap<string, KeptElement> | undefined): ElementSaid[] =>
  said.filter(({ key, state, answer }) => {
    const kept = onRecord?.get(key)
    return kept ? kept.state !== state || kept.answer !== answer : state !== 'unknown' || answer !== null
  })

const brought = ({ state, answer }: ElementSaid) => ({ state, answer, note: null, evidence_kind: 'import', evidence_id: null })

/** Events for a deal's history. `occurredAt`: null where nobody knows when it was found out, as for what a new deal brings along. */
export const elementEvents = (
  caller: Caller,
  said: readonly ElementSaid[],
  onRecord: ReadonlyMap<string, KeptElement> | undefined,
  occurredAt: number | null,
): FieldEvent[] =>
  said.map((each) => ({
    id: newId(),
    field: fieldOfElement(each.key),
    old: told(onRecord?.get(each.key)),
    new: told(brought(each)),
    occurredAt,
    recordedAt: caller.now.getTime(),
  }))

const onConflict = `on conflict (org_id, opportunity_id, key) do update set state = excluded.state, answer = excluded.answer, note = excluded.note,
  evidence_kind = excluded.evidence_kind, evidence_id = excluded.evidence_id, as_of = excluded.as_of, updated_at = excluded.updated_at,
  updated_by = excluded.updated_by`

/** Writes elements as they are now. */
export const writeElements = (
  tx: Tx,
  caller: Caller,
  deals: readonly { id: string; said: readonly ElementSaid[]; asOf: Date }[],
): Promise<void> =>
  insertMany(
    tx,
    'opportunity_element',
    deals.flatMap(({ id, said, asOf }) =>
      said.map((each) => ({
        org_id: caller.orgId,
        opportunity_id: id,
        key: each.key,
        ...brought(each),
        as_of: asOf,
        updated_at: caller.now,
        updated_by: caller.memberId,
      })),
    ),
    onConflict,
  )

/** What an undo needs to put elements back: as they were, null where nothing was known. */
export type ElementsBefore = Record<string, KeptElement | null>
export const elementsBefore = (
  said: readonly ElementSaid[],
  onRecord: ReadonlyMap<string, KeptElement> | undefined,
): ElementsBefore => Object.fromEntries(said.map(({ key }) => [key, onRecord?.get(key) ?? null]))

/** Events that take an import's word back; history keeps both. */
export const eventsBack = (
  caller: Caller,
  before: ElementsBefore,
  onRecord: ReadonlyMap<string, KeptElement> | undefined,
): FieldEvent[] =>
  Object.entries(before).map(([key, kept]) => ({
    id: newId(),
    field: fieldOfElement(key),
    old: told(onRecord?.get(key)),
    new: told(kept) ?? told({ state: 'unknown', answer: null, note: null, evidence_kind: null, evidence_id: null }),
    occurredAt: caller.now.getTime(),
    recordedAt: caller.now.getTime(),
  }))

/** Puts the elements of deals back as they were before an import. */
export async function restoreElements(
  tx: Tx,
  caller: Caller,
  deals: readonly { id: string; before: ElementsBefore }[],
): Promise<void> {
  const entries = deals.flatMap(({ id, before }) => Object.entries(before).map(([key, kept]) => ({ id, key, kept })))
  const gone = entries.filter(({ kept }) => kept === null)
  if (gone.length > 0)
    await sql`delete from opportunity_element e using unnest(${gone.map(({ id }) => id)}::uuid[], ${gone.map(({ key }) => key)}::text[]) g (id, key)
               where e.org_id = ${caller.orgId} and e.opportunity_id = g.id and e.key = g.key`.execute(tx)
  await insertMany(
    tx,
    'opportunity_element',
    entries.flatMap(({ id, key, kept }) =>
      kept
        ? [{ org_id: caller.orgId, opportunity_id: id, key, ...kept, updated_at: caller.now, updated_by: caller.memberId }]
        : [],
    ),
    onConflict,
  )
}
