import { z } from 'zod'
import {
  endpoint,
  flag,
  id,
  idParams,
  ids,
  line,
  moment,
  page,
  pageQuery,
  prose,
  ref,
  verdict,
  word,
} from '../platform/contract.ts'
import { attitudes, contactRoles } from './role.ts'

const tag = 'contacts'
export const contactRole = z.enum(contactRoles)
export const attitude = z.enum(attitudes)

export const contactShape = z.object({
  id,
  customer: ref,
  owner: ref,
  name: z.string(),
  title: z.string().nullable(),
  role: contactRole.nullable(),
  attitude: attitude.nullable(),
  /** E.164; with stars for those who may not see it whole. */
  phone: z.string().nullable(),
  phoneExtension: z.string().nullable(),
  phoneGiven: z.string().nullable(),
  email: z.string().nullable(),
  wechat: z.string().nullable(),
  masked: z.boolean(),
  note: z.string().nullable(),
  externalId: z.string().nullable(),
  createdAt: moment,
  updatedAt: moment,
  version: z.int(),
  archived: z.boolean(),
  permissions: z.object({ edit: verdict, archive: verdict }),
})

/** Telephone as people type it, extension included; checked by the rules of its country. */
export const contactFields = {
  title: prose(80).nullish(),
  role: contactRole.nullish(),
  attitude: attitude.nullish(),
  phone: prose(60).nullish(),
  phoneExtension: z
    .string()
    .trim()
    .regex(/^\d{0,7}$/)
    .nullish(),
  email: prose(254).nullish(),
  wechat: prose(80).nullish(),
  note: prose(4000).nullish(),
}

export const listContacts = endpoint({
  method: 'GET',
  path: '/contacts',
  summary: 'Contacts within reach',
  tag,
  query: z.object({
    ...pageQuery,
    q: word().optional(),
    customer: id.optional(),
    owner: ids.optional(),
    role: z.union([contactRole, z.array(contactRole)]).optional(),
    attitude: z.union([attitude, z.array(attitude)]).optional(),
    archived: flag.optional(),
    sort: z.enum(['name', 'newest']).default('newest'),
  }),
  reply: page(contactShape),
})
export const readContact = endpoint({
  method: 'GET',
  path: '/contacts/:id',
  summary: 'One contact',
  tag,
  params: idParams,
  reply: contactShape,
})
export const createContact = endpoint({
  method: 'POST',
  path: '/contacts',
  summary: 'Add a person at a customer',
  tag,
  body: z.object({ customerId: id, name: line(80), ...contactFields, externalId: line(120).nullish() }),
  reply: contactShape,
})
export const changeContact = endpoint({
  method: 'PATCH',
  path: '/contacts/:id',
  summary: 'Change a contact',
  tag,
  params: idParams,
  body: z.object({ name: line(80).optional(), ...contactFields, externalId: line(120).nullish() }),
  reply: contactShape,
})
export const archiveContact = endpoint({
  method: 'DELETE',
  path: '/contacts/:id',
  summary: 'Archive a contact; what was recorded stays',
  tag,
  params: idParams,
})
export const restoreContact = endpoint({
  method: 'POST',
  path: '/contacts/:id/restoration',
  summary: 'Bring an archived contact back',
  tag,
  params: idParams,
  reply: contactShape,
})
