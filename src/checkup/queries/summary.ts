import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { CheckupQuery, CheckupReply, readSummary, SummaryReply } from '../contract.ts'
import { summarised } from '../summary.ts'
import type { TimeReply } from '../time-contract.ts'
import type { HabitsReply } from '../habits-contract.ts'
import type { LossesReply } from '../why-contract.ts'
import { countAhead } from './ahead.ts'
import { checkupOf } from './checkup.ts'
import { habitsOf } from './habits.ts'
import { lossesOf } from './losses.ts'
import { type Prepared, prepare } from './prepare.ts'
import { timeOf } from './time.ts'

/** The check-up in plain words (GET /checkup/summary), in the caller's language or another. */
export async function readSummaryReport(
  tx: Tx,
  caller: Caller,
  { locale = caller.locale, ...query }: z.output<typeof readSummary.query>,
): Promise<Outcome<SummaryReply>> {
  const all = await readTogether(tx, { ...caller, locale }, query)
  return all.ok ? accept(summarised(all.value, locale, caller.now.toISOString())) : all
}

/** The reports that belong to one page, prepared once. */
export async function readTogether(
  tx: Tx,
  caller: Caller,
  query: CheckupQuery,
): Promise<Outcome<{ checkup: CheckupReply; losses: LossesReply; time: TimeReply; habits: HabitsReply }>> {
  const prepared = await prepare(tx, caller, query)
  if (!prepared.ok) return prepared
  const { value } = prepared
  countAhead(tx, caller, value, async (other, next) => {
    const then = await prepare(other, caller, query, next)
    return then.ok && Promise.all(counted(other, caller, then.value))
  })
  const [checkup, losses, time, habits] = await Promise.all([...counted(tx, caller, value), habitsOf(tx, caller, value)])
  return accept({ checkup, losses, time, habits })
}

const counted = (tx: Tx, caller: Caller, value: Prepared) =>
  [checkupOf(value, caller), lossesOf(tx, caller, value, null), timeOf(tx, caller, value)] as const
