import { reaches } from '../../people/reach.ts'
import { raiseTasks } from '../../playbooks/commands/raise.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { inAllLanguages } from '../../playbooks/task.ts'
import { answerBy, keyOf } from '../duties.ts'
import { ruleOf } from '../mechanism.ts'
import { notingRequest } from '../permissions.ts'
import { readAccounts, readGround } from '../queries/ground.ts'
import { readMechanism } from '../queries/setting.ts'
import { titleOf } from '../task-titles.ts'
import { keepAccounts } from './keep.ts'
import { sql } from 'kysely'

/** What a tier without a rule for it is given to answer, in working days. */
const daysWithoutRule = 3
/** A request is noted at most so many days after it came. */
const mostDaysAgo = 30

/**
 * Notes what a customer asked of us: a task for the owner, to be answered within what the tier is owed. Refuses a day ahead, or long past.
 */
export async function noteRequest(
  tx: Tx,
  caller: Caller,
  customerId: string,
  given: { what: string; askedOn?: string | undefined },
): Promise<Outcome<undefined>> {
  const { orgId, timeZone } = caller
  const only = (column: string) => sql<boolean>`${sql.ref(column)} = ${customerId}::uuid`
  const customer = await tx
    .selectFrom('customer')
    .select(['owner_id', 'deleted_at'])
    .where('org_id', '=', orgId)
    .where('id', '=', customerId)
    .forUpdate()
    .executeTakeFirst()
  if (!customer || !reaches(caller, customer.owner_id, customerId)) return refuse('not-found')
  const refusal = notingRequest(caller, { archived: customer.deleted_at !== null })
  if (refusal) return { ok: false, refusal }
  const today = dayOf(caller.now, timeZone)
  const askedOn = given.askedOn ?? today
  if (askedOn > today || Date.parse(today) - Date.parse(askedOn) > mostDaysAgo * 86_400_000)
    return refuse('request-day-wrong', { days: mostDaysAgo })
  const [[account], { tiers, onSince }] = await Promise.all([readAccounts(tx, orgId, timeZone, only), readMechanism(tx, orgId)])
  const ground = await readGround(tx, orgId, today, onSince ?? today)
  const days = (onSince === null ? null : ruleOf(tiers, account!.tier).answerDays) ?? daysWithoutRule
  const duty = { kind: 'answer' as const, about: newId(), fromOn: askedOn, dueOn: answerBy(askedOn, days, ground.calendar) }
  const key = keyOf(customerId, duty)
  const { expectedResult } = titleOf(duty, { name: account!.name, tier: account!.tier, roles: [] })
  const { memberId: _, ...house } = caller
  await raiseTasks(tx, house, [
    {
      key,
      customerId,
      ownerId: customer.owner_id,
      role: 'owner',
      title: inAllLanguages(given.what),
      expectedResult,
      dueOn: duty.dueOn,
    },
  ])
  await tx
    .insertInto('operating_task')
    .values({ org_id: orgId, customer_id: customerId, kind: duty.kind, about: duty.about, owner_id: customer.owner_id, from_on: askedOn, due_on: duty.dueOn, task_key: key })
    .execute() // prettier-ignore
  await keepAccounts(tx, orgId, caller.now, [customerId])
  return accept(undefined)
}
