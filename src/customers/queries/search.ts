import { sql, type RawBuilder } from 'kysely'
import { seesContactDetails } from '../../contacts/masking.ts'
import { carriesPieces, holds } from '../../platform/database/search-grams.ts'
import type { Caller } from '../../platform/session.ts'
import { searchable } from '../../platform/text/grams.ts'

/** The check of a word against a customer's own texts. */
export const saysOfCustomer = (q: string): RawBuilder<boolean> => holds(searchable(q), sql`cu.search_text`)

/** Whether a word may be the telephone of a customer's people, and the caller may look for them by it. */
export const mayBePhone = (caller: Caller, q: string): boolean => /^\d{4,}$/.test(searchable(q)) && seesContactDetails(caller)

/**
 * Customers (table alias `cu`) that the word finds: by any part of name, pinyin, initials, telephone or code, and for callers who
 * see contacts unmasked by four or more digits of a contact's telephone. A single character is looked for without the index.
 */
export function foundByCustomer(caller: Caller, q: string): RawBuilder<boolean> {
  const word = searchable(q)
  if (word === '') return sql<boolean>`false`
  const hits = carriesPieces(caller.orgId, ['customer'], q, 'cu.id')
  const checked = saysOfCustomer(q)
  if (!hits) return checked
  if (!mayBePhone(caller, q)) return sql<boolean>`(${hits} and ${checked})`
  const byPhone = sql`select p.customer_id from contact p
    where p.org_id = ${caller.orgId} and p.deleted_at is null and ${carriesPieces(caller.orgId, ['contact', 'contact-reach'], q, 'p.id')!}
      and position(${word} in p.phone) > 0`
  return sql<boolean>`cu.id in (select cu.id from customer cu where cu.org_id = ${caller.orgId} and ${hits} and ${checked}
    union all ${byPhone})`
}
