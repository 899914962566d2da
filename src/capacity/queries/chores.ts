import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import type { readChores } from '../chore-contract.ts'
import { askedWeek, oldestWeeks, type ChoreMinutes } from '../chores.ts'
import { tellingChores } from '../permissions.ts'

/** The caller's own weeks and the one that is asked for. */
export async function readOwnChores(tx: Tx, caller: Caller): Promise<z.output<typeof readChores.reply>> {
  const asked = askedWeek(dayOf(caller.now, caller.timeZone))
  const rows = await tx
    .selectFrom('chore_record')
    .select(['week_on as weekOn', 'minutes', 'total_minutes as totalMinutes', 'version'])
    .where('org_id', '=', caller.orgId)
    .where('member_id', '=', caller.memberId)
    .where('week_on', '>=', addDays(asked, -7 * oldestWeeks))
    .orderBy('week_on', 'desc')
    .execute()
  const denied = tellingChores(caller)
  return {
    asked,
    due: denied === null && !rows.some(({ weekOn }) => weekOn >= asked),
    weeks: rows.map(({ minutes, ...row }) => ({ ...row, minutes: minutes as unknown as ChoreMinutes })),
    permissions: { save: verdictOf(denied, caller.locale) },
  }
}
