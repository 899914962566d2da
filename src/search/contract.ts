import { z } from 'zod'
import { endpoint, id, word } from '../platform/contract.ts'

export const searchKinds = ['customer', 'contact', 'opportunity', 'lead', 'member', 'product'] as const
export type SearchKind = (typeof searchKinds)[number]

const kind = z.enum(searchKinds)
export const hitShape = z.object({
  id,
  kind,
  title: z.string(),
  /** What the record belongs to: a contact's or deal's customer, a lead's person, a member's team, a customer's region, a product's series. */
  belongsTo: z.string().nullable(),
  /** With stars for those who may not see it whole. */
  phone: z.string().nullable(),
  ownerName: z.string().nullable(),
})

export const search = endpoint({
  method: 'GET',
  path: '/search',
  summary:
    'Records within reach by any part of a name, pinyin, initials, telephone or code; the best few of each kind. One character looks through the newest records only',
  tag: 'search',
  query: z.object({
    q: word(),
    kinds: z
      .union([z.string(), z.array(z.string())])
      .transform((given) => (Array.isArray(given) ? given : given.split(',')))
      .pipe(z.array(kind).max(10))
      .optional(),
    limit: z.coerce.number().int().min(1).max(20).default(5),
  }),
  reply: z.object({
    groups: z.array(z.object({ kind, items: z.array(hitShape), more: z.boolean() })),
  }),
})
