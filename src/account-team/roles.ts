import type { Refusal } from '../platform/refusal.ts'
import { refuse } from '../platform/refusal.ts'

export const accesses = ['read', 'write'] as const
export type Access = (typeof accesses)[number]

/** A part somebody plays for a customer beside its owner. */
export interface AccountRole {
  key: string
  /** As people wrote it; null for the name that comes with the product. */
  name: string | null
  /** What somebody in it may do unless it is said otherwise. */
  access: Access
  /** Only who leads a team or the house can be it: a sponsor meets the customer's top as an equal. */
  leads: boolean
}

export const ownRoleKeys = ['manager', 'technical', 'service', 'delivery', 'sponsor'] as const
export type OwnRoleKey = (typeof ownRoleKeys)[number]

/** The roles that come with the product. */
export const defaultRoles: readonly AccountRole[] = [
  { key: 'manager', name: null, access: 'write', leads: false },
  { key: 'technical', name: null, access: 'read', leads: false },
  { key: 'service', name: null, access: 'read', leads: false },
  { key: 'delivery', name: null, access: 'read', leads: false },
  { key: 'sponsor', name: null, access: 'read', leads: true },
]

export const isOwnRole = (key: string): key is OwnRoleKey => (ownRoleKeys as readonly string[]).includes(key)

/** What is wrong with the roles somebody wants: two of one key or name, or one without a name; null when nothing is. */
export function flawOfRoles(roles: readonly AccountRole[]): Refusal | null {
  const names = roles.map(({ key, name }) => name?.trim() || key)
  if (new Set(roles.map(({ key }) => key)).size < roles.length || new Set(names).size < roles.length)
    return refuse('account-role-twice').refusal
  const nameless = roles.find(({ key, name }) => !name?.trim() && !isOwnRole(key))
  return nameless ? refuse('account-role-nameless').refusal : null
}

/** So many places a team has. */
export const mostPlaces = 40

/**
 * Whether this person can take this role: it is one of the house, the person still works here and does not own the customer, and leads
 * where the role wants that.
 */
export function takingRole(
  role: AccountRole | undefined,
  person: { id: string; leaves: boolean; leads: boolean } | undefined,
  team: { ownerId: string; places: number },
): Refusal | null {
  if (!role) return refuse('unknown-reference', { field: 'role' }).refusal
  if (!person || person.leaves) return refuse('unknown-reference', { field: 'memberId' }).refusal
  if (person.id === team.ownerId) return refuse('account-owner-is-there').refusal
  if (role.leads && !person.leads) return refuse('account-role-leads').refusal
  return team.places >= mostPlaces ? refuse('account-team-full', { count: mostPlaces }).refusal : null
}
