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
import { contactFields } from '../contacts/contract.ts'
import { createCustomer } from '../customers/contract.ts'
import { createOpportunity } from '../opportunities/contract.ts'
import { invalidReasons, leadStatuses } from './lead.ts'

const tag = 'leads'
export const leadStatus = z.enum(leadStatuses)
export const invalidReason = z.enum(invalidReasons)

export const leadShape = z.object({
  id,
  company: z.string(),
  contactName: z.string().nullable(),
  /** E.164; with stars for those who may not see it whole. */
  phone: z.string().nullable(),
  phoneGiven: z.string().nullable(),
  email: z.string().nullable(),
  masked: z.boolean(),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  source: ref.nullable(),
  product: ref.nullable(),
  demand: z.string().nullable(),
  note: z.string().nullable(),
  owner: ref,
  status: leadStatus,
  /** One of the reasons we know, or what an import said. */
  invalidReason: z.string().nullable(),
  invalidNote: z.string().nullable(),
  qualifiedAt: moment.nullable(),
  /** What it became. */
  customer: ref.nullable(),
  opportunity: ref.nullable(),
  lastActivityAt: moment.nullable(),
  externalId: z.string().nullable(),
  createdAt: moment,
  version: z.int(),
  archived: z.boolean(),
  permissions: z.object({ edit: verdict, qualify: verdict, invalidate: verdict, reopen: verdict, archive: verdict }),
})

/** Records that may be the same company or person. */
export const likeness = z.object({
  candidates: z.array(
    z.object({
      kind: z.enum(['lead', 'customer', 'contact']),
      id,
      /** The customer a lead can be attached to; null for leads. */
      customerId: id.nullable(),
      name: z.string(),
      ownerName: z.string(),
      by: z.enum(['name', 'phone', 'email']),
    }),
  ),
  /** How many more there are that colleagues look after, outside the caller's reach. */
  elsewhere: z.int(),
})

const fields = {
  company: line(200),
  contactName: line(80).nullable(),
  phone: prose(60).nullable(),
  email: prose(254).nullable(),
  industry: line(80).nullable(),
  region: line(80).nullable(),
  sourceId: id.nullable(),
  productId: id.nullable(),
  demand: prose(4000).nullable(),
  note: prose(4000).nullable(),
  ownerId: id,
}
const { company, ...others } = fields

export const listLeads = endpoint({
  method: 'GET',
  path: '/leads',
  summary: 'Leads within reach, newest first',
  tag,
  query: z.object({
    ...pageQuery,
    q: word().optional(),
    status: z.union([leadStatus.transform((one) => [one]), z.array(leadStatus)]).optional(),
    owner: ids.optional(),
    team: id.optional(),
    source: id.optional(),
    product: id.optional(),
    /** Nobody has been in contact yet. */
    untouched: flag.optional(),
    archived: flag.optional(),
  }),
  reply: page(leadShape),
})
export const readLead = endpoint({
  method: 'GET',
  path: '/leads/:id',
  summary: 'One lead',
  tag,
  params: idParams,
  reply: leadShape,
})
export const createLead = endpoint({
  method: 'POST',
  path: '/leads',
  summary: 'Keep a first trace of interest; 409 possible-duplicate names what is alike, confirmDuplicate keeps it all the same',
  tag,
  body: z.object({
    company,
    ...z.object(others).partial().shape,
    externalId: line(120).optional(),
    confirmDuplicate: z.boolean().default(false),
  }),
  reply: leadShape,
})
export const changeLead = endpoint({
  method: 'PATCH',
  path: '/leads/:id',
  summary: 'Change an open lead',
  tag,
  params: idParams,
  body: z.object(fields).partial(),
  reply: leadShape,
})
export const archiveLead = endpoint({ method: 'DELETE', path: '/leads/:id', summary: 'Archive a lead', tag, params: idParams })
export const restoreLead = endpoint({
  method: 'POST',
  path: '/leads/:id/restoration',
  summary: 'Bring an archived lead back',
  tag,
  params: idParams,
  reply: leadShape,
})
export const invalidateLead = endpoint({
  method: 'POST',
  path: '/leads/:id/invalidation',
  summary: 'End a lead as invalid, with a reason',
  tag,
  params: idParams,
  body: z.object({ reason: invalidReason, note: prose(1000).optional() }),
  reply: leadShape,
})
export const reopenLead = endpoint({
  method: 'POST',
  path: '/leads/:id/reopening',
  summary: 'Open an invalid lead again',
  tag,
  params: idParams,
  reply: leadShape,
})
export const listLikeness = endpoint({
  method: 'GET',
  path: '/leads/:id/duplicates',
  summary: 'Leads, customers and contacts that may be the same company or person',
  tag,
  params: idParams,
  reply: likeness,
})

/** The new customer: what is not said is taken from the lead. */
export const customerOfLead = createCustomer.body.omit({ confirmDuplicate: true, ownerId: true, externalId: true })
/** The person at an existing customer: what is not said is taken from the lead. */
export const contactOfLead = z.object({ name: prose(80).nullish(), ...contactFields })
export const opportunityOfLead = createOpportunity.body.omit({
  customerId: true,
  contactId: true,
  ownerId: true,
  externalId: true,
  predecessorId: true,
})

export const qualifyLead = endpoint({
  method: 'POST',
  path: '/leads/:id/qualification',
  summary:
    'Make of a lead a customer with its contact, or attach it to an existing customer, and open an opportunity if one is given: all or nothing. 422 mandatory-field-missing, 409 possible-duplicate as for customers',
  tag,
  params: idParams,
  body: z.object({
    /** Attach to this customer instead of making a new one. */
    customerId: id.optional(),
    customer: customerOfLead.optional(),
    /** For an existing customer; null adds nobody. */
    contact: contactOfLead.nullish(),
    opportunity: opportunityOfLead.optional(),
    /** The likely duplicates have been seen, and this is another company. */
    confirmDuplicate: z.boolean().default(false),
  }),
  reply: leadShape,
})
