import { sql } from 'kysely'
import { readOrganization } from '../../people/queries.ts'
import { raiseTasks, withdrawRaised, type RaisedTask } from '../../playbooks/commands/raise.ts'
import { completeRaised, moveRaised, reviveRaised } from '../../playbooks/commands/raised.ts'
import { readColleagues } from '../../playbooks/queries/colleagues.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { locales, say, type Locale } from '../../platform/words.ts'
import { signatureKey, signatureSteps, signBy, signerOf, type OpenSignatureTask } from '../signature-task.ts'
import { words } from '../words.ts'

interface UnsignedRow {
  id: string
  planId: string
  customerId: string
  ownerId: string
  writerId: string
  customer: string
  title: string
  heldOn: string
  writtenAt: Date
  isOver: boolean
}

/** Makes, moves and withdraws the tasks to sign reviews, of one plan or of all; returns how many were made or withdrawn. */
export async function keepSignatureTasks(tx: Tx, orgId: string, now: Date, planId: string | null = null): Promise<number> {
  const { rows } = await sql<UnsignedRow>`
    select r.id, p.id as "planId", p.customer_id as "customerId", c.owner_id as "ownerId", r.written_by as "writerId", c.name as customer, p.title,
      r.held_on as "heldOn", r.written_at as "writtenAt", p.closed_at is not null or c.deleted_at is not null as "isOver"
    from account_plan_review r join account_plan p on p.org_id = r.org_id and p.id = r.plan_id
      join customer c on c.org_id = p.org_id and c.id = p.customer_id
    where r.org_id = ${orgId} and r.signed_at is null and (${planId}::uuid is null or p.id = ${planId}::uuid)
    order by r.written_at, r.id`.execute(tx)
  if (rows.length === 0) return 0
  const [{ timeZone, locale, currency }, people, open] = await Promise.all([
    readOrganization(tx, orgId),
    readColleagues(tx, orgId),
    readOpen(tx, orgId, rows),
  ])
  const all = rows.map((row) => {
    const signerId = signerOf(row, people.colleagues, people.teams)
    return { row, signerId, steps: signatureSteps({ ...row, reviewId: row.id, signerId }, open.get(signatureKey(row.id))) }
  })
  const wanted = all.flatMap(({ row, signerId, steps }) => steps.raise.map(() => taskOf(row, signerId!, timeZone)))
  const move = all.flatMap(({ row, steps }) =>
    steps.move.map((one) => ({ ...one, dueOn: signBy(dayOf(row.writtenAt, timeZone)) })),
  )
  const withdraw = all.flatMap(({ steps }) => steps.withdraw)
  await withdrawRaised(tx, orgId, withdraw, now)
  await moveRaised(tx, orgId, move, now)
  await reviveRaised(tx, orgId, wanted, now)
  const caller = { orgId, role: 'auditor', abilities: new Set<never>(), reach: 'organisation', locale, timeZone, currency, now, via: 'job' } as const // prettier-ignore
  return withdraw.length + (await raiseTasks(tx, caller, wanted))
}

/** Whoever was asked to sign a review is done with it, also where somebody else signed. */
export async function endSignatureTask(tx: Tx, caller: Caller, reviewId: string): Promise<void> {
  const { locale } = await readOrganization(tx, caller.orgId)
  await completeRaised(tx, caller.orgId, [signatureKey(reviewId)], say(locale, words, 'task.sign.done'), caller.now)
}

async function readOpen(tx: Tx, orgId: string, rows: readonly UnsignedRow[]): Promise<Map<string, OpenSignatureTask>> {
  const found = await tx
    .selectFrom('task')
    .select(['external_id', 'created_by', 'assignee_id'])
    .where('org_id', '=', orgId)
    .where(sql<boolean>`external_id = any(${rows.map(({ id }) => signatureKey(id))}::text[])`)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(found.map((row) => [row.external_id!, { madeFor: row.created_by, assigneeId: row.assignee_id }]))
}

function taskOf(
  { id, planId, customerId, ownerId, customer: name, title, heldOn, writtenAt }: UnsignedRow,
  assigneeId: string,
  timeZone: string,
): RaisedTask {
  const inLanguages = (word: 'task.sign' | 'task.sign.expected') =>
    Object.fromEntries(locales.map((locale) => [locale, say(locale, words, word, { name, title, day: heldOn })])) as Record<
      Locale,
      string
    >
  const texts = { title: inLanguages('task.sign'), expectedResult: inLanguages('task.sign.expected') }
  const key = signatureKey(id)
  return {
    key,
    customerId,
    ownerId,
    role: 'supervisor',
    assigneeId,
    ...texts,
    dueOn: signBy(dayOf(writtenAt, timeZone)),
    occasion: key,
    page: `/account-plans/${planId}`,
  }
}
