import { z } from 'zod'
import { contactFields, contactShape } from '../contacts/contract.ts'
import {
  amountMinor,
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
  share,
  verdict,
  word,
} from '../platform/contract.ts'
import { headcountBands, levels, revenueTrends } from './customer.ts'
import { fitLayers, tiers } from './customer-tiers.ts'

const tag = 'customers'
const ref = z.object({ id, name: z.string() })
export const level = z.enum(levels)
export const headcountBand = z.enum(headcountBands)
const missing = z.array(z.object({ kind: z.string(), key: z.string(), label: z.string() }))

/** A row in the list. */
export const customerShape = z.object({
  id,
  name: z.string(),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  headcountBand: headcountBand.nullable(),
  level,
  /** Null without open deals. */
  tier: z.object({ value: z.enum(tiers).nullable(), potential: z.enum(tiers) }).nullable(),
  fit: z.enum(fitLayers).nullable(),
  source: ref.nullable(),
  owner: ref,
  /** Switchboard, E.164. */
  phone: z.string().nullable(),
  socialCreditCode: z.string().nullable(),
  /** Open deals within the caller's reach. */
  openOpportunities: z.int(),
  contacts: z.int(),
  lastActivityAt: moment.nullable(),
  externalId: z.string().nullable(),
  createdAt: moment,
  updatedAt: moment,
  version: z.int(),
  archived: z.boolean(),
  permissions: z.object({ edit: verdict, archive: verdict, assign: verdict }),
})

export const customerDetail = customerShape.omit({ contacts: true }).extend({
  mainBusiness: z.string().nullable(),
  headcount: z.int().nullable(),
  itShare: share.nullable(),
  revenueMinor: amountMinor.nullable(),
  revenueTrend: z.enum(revenueTrends).nullable(),
  goals: z.string().nullable(),
  standing: z.string().nullable(),
  address: z.string().nullable(),
  website: z.string().nullable(),
  note: z.string().nullable(),
  contacts: z.array(contactShape),
  counts: z.object({ contacts: z.int(), openOpportunities: z.int(), wonOpportunities: z.int(), activities: z.int() }),
  profile: z.object({ complete: z.boolean(), missing }),
  /** The record that this one was merged into. */
  mergedInto: ref.nullable(),
})

/** Everything but the name; null or blank empties a field. */
const facts = {
  industry: prose(80).nullish(),
  mainBusiness: prose(400).nullish(),
  headcountBand: headcountBand.nullish(),
  headcount: z.int().min(0).max(10_000_000).nullish(),
  itShare: share.nullish(),
  revenueMinor: amountMinor.min(0).nullish(),
  revenueTrend: z.enum(revenueTrends).nullish(),
  goals: prose(2000).nullish(),
  standing: prose(400).nullish(),
  region: prose(80).nullish(),
  address: prose(200).nullish(),
  website: prose(200).nullish(),
  phone: prose(60).nullish(),
  socialCreditCode: prose(30).nullish(),
  sourceId: id.nullish(),
  level: level.optional(),
  ownerId: id.optional(),
  externalId: line(120).nullish(),
  note: prose(4000).nullish(),
}

export const filters = {
  q: word().optional(),
  owner: ids.optional(),
  team: id.optional(),
  region: z.union([word(80), z.array(word(80)).max(100)]).optional(),
  industry: z.union([word(80), z.array(word(80)).max(100)]).optional(),
  level: z.union([level, z.array(level)]).optional(),
  source: ids.optional(),
  /** Of the best open deal: the third of its pipeline by amount, and how well timing and decision chain are known. */
  value: z.enum(tiers).optional(),
  potential: z.enum(tiers).optional(),
  /** Layer around the best customer, by the target profile. */
  fit: z.enum(fitLayers).optional(),
  archived: flag.optional(),
}

export const listCustomers = endpoint({
  method: 'GET',
  path: '/customers',
  summary: 'Customers within reach; `q` finds any part of a name, pinyin, phone or code',
  tag,
  query: z.object({ ...pageQuery, ...filters, sort: z.enum(['newest', 'name', 'lastActivity']).default('newest') }),
  reply: page(customerShape),
})

const facet = z.array(z.object({ value: z.string(), count: z.int() }))
export const readFacets = endpoint({
  method: 'GET',
  path: '/customers/facets',
  summary: 'Industries and regions in use within reach, the most frequent first',
  tag,
  reply: z.object({ industries: facet, regions: facet }),
})

export const duplicateReason = z.enum(['name', 'phone', 'social-credit-code'])
export const duplicates = z.object({
  candidates: z.array(z.object({ id, name: z.string(), ownerName: z.string(), reasons: z.array(duplicateReason) })),
  /** How many more there are that colleagues look after, outside the caller's reach. */
  elsewhere: z.int(),
})
export const findDuplicates = endpoint({
  method: 'GET',
  path: '/customers/duplicates',
  summary: 'Customers that are likely the one described',
  tag,
  query: z.object({
    name: word(200).optional(),
    phone: word(60).optional(),
    contactPhone: word(60).optional(),
    socialCreditCode: word(30).optional(),
    except: id.optional(),
  }),
  reply: duplicates,
})

export const readCustomer = endpoint({
  method: 'GET',
  path: '/customers/:id',
  summary: 'One customer with its people',
  tag,
  params: idParams,
  reply: customerDetail,
})

export const createCustomer = endpoint({
  method: 'POST',
  path: '/customers',
  summary: 'Add a customer with its first contact; the mandatory profile must be complete',
  tag,
  body: z.object({
    name: prose(200).nullish(),
    ...facts,
    contact: z.object({ name: prose(80).nullish(), ...contactFields }).nullish(),
    /** The likely duplicates have been seen, and this is another company. */
    confirmDuplicate: z.boolean().optional(),
  }),
  reply: customerDetail,
})

export const changeCustomer = endpoint({
  method: 'PATCH',
  path: '/customers/:id',
  summary: 'Change a customer',
  tag,
  params: idParams,
  body: z.object({ name: line(200).optional(), ...facts }),
  reply: customerDetail,
})
export const archiveCustomer = endpoint({
  method: 'DELETE',
  path: '/customers/:id',
  summary: 'Archive a customer without open deals; what was recorded stays',
  tag,
  params: idParams,
})
export const restoreCustomer = endpoint({
  method: 'POST',
  path: '/customers/:id/restoration',
  summary: 'Bring an archived customer back',
  tag,
  params: idParams,
  reply: customerDetail,
})
