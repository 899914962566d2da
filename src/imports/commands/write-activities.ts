import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '../../platform/ids.ts'
import { nameKey } from '../../platform/text/keys.ts'
import type { DateValue } from '../dates.ts'
import type { RowRead } from '../row-reader.ts'
import { insertRows } from '../store/rows.ts'
import { momentOf } from '../zoned-moment.ts'
import { customersOf } from './customers-by-name.ts'
import { dealsNamed } from './deals-named.ts'
import { ownersOf } from './owners.ts'
import { fail, failWith, warn, type Run } from './run.ts'
import { given, upsert, type Candidate, type Keeping, type Stored } from './upsert.ts'

const activities: Keeping = {
  table: 'activity',
  entityKind: 'activity',
  natural: null,
  alive: sql<boolean>`deleted_at is null`,
  // what comes in by import is never late: nobody knows when it was first written down
  blank: (run, columns) =>
    ({
      org_id: run.caller.orgId,
      id: newId(),
      kind: 'other',
      customer_id: null,
      lead_id: null,
      opportunity_id: null,
      owner_id: run.caller.memberId,
      recorded_at: run.caller.now,
      late: false,
      duration_minutes: null,
      place: null,
      people: null,
      purpose: null,
      feedback: null,
      result: null,
      next_step: null,
      next_step_on: null,
      external_id: null,
      version: 1,
      created_by: run.caller.memberId,
      updated_at: run.caller.now,
      ...columns,
    }) as unknown as Stored,
  texts: null,
  nameOf: ({ purpose, content }) => String(purpose ?? content ?? '').slice(0, 60),
  touches: true,
}

/** Contacts with customers as another system recorded them. The customer is the row's own or that of its opportunity. */
export async function writeActivities(run: Run, rows: readonly RowRead[]): Promise<void> {
  const good = rows.filter((row) => row.errors.length === 0 || fail(run, row))
  const text = (row: RowRead, key: string) => row.values[key] as string | null | undefined
  const owners = await ownersOf(
    run,
    good.map((row) => text(row, 'owner')),
  )
  const deals = await dealsNamed(
    run,
    good.map((row) => text(row, 'opportunity')),
  )
  const customers = await customersOf(
    run,
    good.flatMap((row) =>
      text(row, 'customer')
        ? [{ name: text(row, 'customer')!, ownerId: owners.get(text(row, 'owner') ?? '') ?? run.caller.memberId }]
        : [],
    ),
  )

  const candidates: Candidate[] = []
  for (const row of good) {
    const deal = deals.get(text(row, 'opportunity') ?? '')
    const named = customers.get(nameKey(text(row, 'customer') ?? ''))
    const customerId = named?.id ?? deal?.customerId
    if (text(row, 'opportunity') && !deal) failWith(run, row, 'opportunity', 'opportunity-unknown', text(row, 'opportunity')!)
    else if (!customerId) failWith(run, row, 'customer', 'customer-missing')
    else if (deal && named && deal.customerId && deal.customerId !== named.id)
      failWith(run, row, 'opportunity', 'opportunity-of-other-customer', deal.name)
    else {
      const happenedAt = momentOf(row.values.happenedAt as DateValue, run.caller.timeZone)
      if (happenedAt.getTime() > run.caller.now.getTime() + 86_400_000)
        failWith(run, row, 'happenedAt', 'activity-in-future', (row.values.happenedAt as DateValue).day)
      else
        candidates.push(
          candidateOf(row, {
            customerId,
            opportunityId: deal?.id ?? null,
            happenedAt,
            ownerId:
              owners.get(text(row, 'owner') ?? '') ?? (deal && run.caller.reach === 'organisation' ? deal.ownerId : undefined),
          }),
        )
    }
  }
  const incomplete = candidates.filter(({ columns }) => !columns.result || !columns.people).length
  if (incomplete > 0) warn(run, 'activity-incomplete', null, '', incomplete)
  const results = await upsert(run, activities, candidates)
  await linkContacts(run, results)
  await refreshLastContact(run, [...results.values()])
}

function candidateOf(
  row: RowRead,
  {
    customerId,
    opportunityId,
    happenedAt,
    ownerId,
  }: { customerId: string; opportunityId: string | null; happenedAt: Date; ownerId: string | undefined },
): Candidate {
  const { values } = row
  const natural = [
    customerId,
    opportunityId,
    happenedAt.toISOString(),
    values.kind ?? '',
    values.content,
    values.owner ?? '',
  ].join('|')
  return {
    row,
    naturalKey: createHash('sha1').update(natural).digest('hex'),
    externalId: (values.externalId as string | null | undefined) ?? null,
    columns: given({
      external_id: values.externalId ?? undefined,
      kind: values.kind ?? undefined,
      customer_id: customerId,
      opportunity_id: opportunityId,
      owner_id: ownerId,
      happened_at: happenedAt,
      people: values.contact,
      content: values.content,
      purpose: values.purpose,
      feedback: values.feedback,
      result: values.result,
      next_step: values.nextStep,
      next_step_on: values.nextStepOn === null ? null : (values.nextStepOn as DateValue | undefined)?.day,
      place: values.place,
      duration_minutes:
        values.durationMinutes === undefined || values.durationMinutes === null
          ? values.durationMinutes
          : Math.min(10_080, values.durationMinutes as number),
    }),
  }
}

/** People named who are on record as contacts of that customer are linked; others stay as words. */
async function linkContacts(run: Run, results: Map<Candidate, Stored>): Promise<void> {
  const named = [...results].filter(([{ columns }]) => columns.people)
  if (named.length === 0) return
  const { rows } = await sql<{ id: string; customer_id: string; name: string }>`
    select id, customer_id, name from contact
    where org_id = ${run.caller.orgId} and deleted_at is null and customer_id = any(${[...new Set(named.map(([, stored]) => stored.customer_id as string))]}::uuid[])`.execute(
    run.tx,
  )
  const contacts = new Map(rows.map(({ id, customer_id, name }) => [`${customer_id}|${nameKey(name)}`, id]))
  const links = named.flatMap(([{ columns }, { id, customer_id }]) => {
    const contact = contacts.get(`${customer_id as string}|${nameKey(columns.people as string)}`)
    return contact ? [{ org_id: run.caller.orgId, activity_id: id, contact_id: contact }] : []
  })
  await insertRows(run.tx, 'activity_contact', links, 'on conflict do nothing')
}

async function refreshLastContact(run: Run, stored: readonly Stored[]): Promise<void> {
  for (const [table, column] of [
    ['customer', 'customer_id'],
    ['opportunity', 'opportunity_id'],
  ] as const) {
    const ids = [...new Set(stored.map((row) => row[column] as string | null).filter((id) => id !== null))]
    if (ids.length === 0) continue
    await sql`update ${sql.table(table)} t set last_activity_at = a.at
      from (select ${sql.ref(column)} as id, max(happened_at) as at from activity
            where org_id = ${run.caller.orgId} and ${sql.ref(column)} = any(${ids}::uuid[]) and deleted_at is null group by 1) a
      where t.org_id = ${run.caller.orgId} and t.id = a.id and t.last_activity_at is distinct from a.at`.execute(run.tx)
  }
}
