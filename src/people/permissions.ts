import { refuse, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'

const denied = (code: string): Refusal => refuse(code).refusal

/** Whoever lacks the ability may see but not do. */
export const needs = (caller: Pick<Caller, 'abilities'>, ability: string): Refusal | null =>
  caller.abilities.has(ability) ? null : refuse('forbidden', { ability }).refusal

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
