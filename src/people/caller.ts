import type { Accounts, Caller, Reach } from '../platform/session.ts'
import type { Locale } from '../platform/words.ts'
import { roleDefinitions, type Role } from './roles.ts'

/** What the organisation says of a member who comes in. */
interface Standing {
  role: string
  locale: string | null
  org_locale: string
  time_zone: string
  currency: string
}

/** A place in an account team. */
interface AccountPlace {
  customer_id: string
  writes: boolean
}

const accountsOf = (places: readonly AccountPlace[]): Accounts => ({
  read: [...new Set(places.map(({ customer_id }) => customer_id))],
  write: [...new Set(places.flatMap(({ customer_id, writes }) => (writes ? [customer_id] : [])))],
})

/** The member as a caller. Who reaches everything needs no account team for it. */
export const callerOf = (
  orgId: string,
  memberId: string,
  row: Standing,
  reach: Reach,
  { via, now }: Pick<Caller, 'via' | 'now'>,
  places: readonly AccountPlace[] | null = null,
): Caller => ({
  orgId,
  memberId,
  role: row.role,
  abilities: new Set(roleDefinitions[row.role as Role].abilities),
  reach,
  ...(reach !== 'organisation' && places && places.length > 0 ? { accounts: accountsOf(places) } : {}),
  locale: (row.locale ?? row.org_locale) as Locale,
  timeZone: row.time_zone,
  currency: row.currency,
  now,
  via,
})

/** What the door reads of whom it lets in. */
export interface AdmissionRow extends Standing {
  credential_id: string
  kind: 'session' | 'api-token'
  abilities: string[] | null
  member_id: string
  /** Whom the member reaches through teams; null where the scope is another. */
  below: string[] | null
  /** The account teams the member is in. */
  accounts: AccountPlace[] | null
}

/** The caller whom an admission lets in. */
export function callerFrom(orgId: string, row: AdmissionRow, now: Date): Caller {
  const { scope } = roleDefinitions[row.role as Role]
  const reach = scope === 'organisation' ? scope : [...new Set([row.member_id, ...((scope === 'subtree' && row.below) || [])])]
  const caller = callerOf(orgId, row.member_id, row, reach, { via: row.kind === 'session' ? 'web' : 'api', now }, row.accounts)
  const limited = row.abilities && new Set(row.abilities)
  return limited ? { ...caller, abilities: new Set([...caller.abilities].filter((ability) => limited.has(ability))) } : caller
}
