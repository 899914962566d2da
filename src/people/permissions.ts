import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { reaches, tends, type Reaching } from './reach.ts'

const denied = (code: string): Refusal => refuse(code).refusal

/** Whoever lacks the ability may see but not do. */
export const needs = (caller: Pick<Caller, 'abilities'>, ability: string): Refusal | null =>
  caller.abilities.has(ability) ? null : refuse('forbidden', { ability }).refusal

/** Writing what belongs to a customer: the owner's line, and who may write in its account team. */
export const tending = (caller: Reaching, ownerId: string, customerId: string | null): Refusal | null =>
  tends(caller, ownerId, customerId)
    ? null
    : reaches(caller, ownerId, customerId)
      ? refuse('account-team-reads', {}, 403).refusal
      : refuse('not-found').refusal

/** Giving away, archiving, merging, changing the account team: the owner's line alone. */
export const stewarding = (caller: Reaching, ownerId: string, customerId: string | null): Refusal | null =>
  reaches(caller, ownerId)
    ? null
    : reaches(caller, ownerId, customerId)
      ? refuse('account-team-helps', {}, 403).refusal
      : refuse('not-found').refusal

export const editingMember = (caller: Pick<Caller, 'abilities'>): Refusal | null => needs(caller, 'members.manage')

export function deactivatingMember(
  caller: Pick<Caller, 'abilities' | 'memberId'>,
  member: { id: string; role: string; activeAdministrators: number },
): Refusal | null {
  const lacking = editingMember(caller)
  if (lacking) return lacking
  if (member.id === caller.memberId) return denied('cannot-deactivate-yourself')
  if (member.role === 'administrator' && member.activeAdministrators <= 1) return denied('last-administrator')
  return null
}
