import { deactivateMember } from '../../people/commands/members.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { Part } from '../portfolio.ts'
import { readPortfolio } from '../queries/handovers.ts'
import { handOver } from './hand-over.ts'

export interface Giving {
  toMemberId: string
  parts?: readonly Part[] | undefined
  reason?: string | undefined
}

/**
 * Somebody leaves: what they look after goes to a colleague or, where `handOver` is null, stays theirs by decision; they can no longer
 * come in. Both or neither. Refuses what a hand-over or a deactivation alone would refuse.
 */
export async function letGo(
  tx: Tx,
  caller: Caller,
  memberId: string,
  giving: Giving | null,
): Promise<Outcome<{ handoverId: string | null }>> {
  const given = giving
    ? await handOver(tx, caller, { fromId: memberId, toId: giving.toMemberId, parts: giving.parts, reason: giving.reason })
    : null
  if (given && !given.ok) return given
  const gone = await deactivateMember(tx, caller, memberId)
  return gone.ok ? accept({ handoverId: given?.value.id ?? null }) : gone
}

/** Deactivates who looks after nothing. Else it is asked for by `letGo` to whom that goes, or said that it stays: deals without anybody are not left silently. */
export async function letGoWithNothing(tx: Tx, caller: Caller, memberId: string): Promise<Outcome<undefined>> {
  const gone = await deactivateMember(tx, caller, memberId)
  if (!gone.ok) return gone
  const { customers = 0, openDeals = 0, leads = 0, tasks = 0 } = (await readPortfolio(tx, caller, memberId))?.counts ?? {}
  return customers + openDeals + leads + tasks === 0
    ? gone
    : refuse('still-looks-after', { customers, deals: openDeals, leads, tasks }, 409)
}
