import { z } from 'zod'
import {
  amountMinor,
  currency,
  endpoint,
  flag,
  id,
  idParams,
  line,
  moment,
  page,
  pageQuery,
  prose,
  verdict,
  word,
} from '../platform/contract.ts'
import { sourceKinds } from './source.ts'

const tag = 'products'
const catalogueQuery = z.object({ ...pageQuery, q: word().optional(), archived: flag.optional() })
const permissions = z.object({ edit: verdict, archive: verdict })

export const productShape = z.object({
  id,
  name: z.string(),
  code: z.string().nullable(),
  series: z.string().nullable(),
  listPriceMinor: amountMinor.nullable(),
  currency,
  active: z.boolean(),
  externalId: z.string().nullable(),
  createdAt: moment,
  version: z.int(),
  archived: z.boolean(),
  permissions,
})
const productFields = {
  code: line(60).nullish(),
  series: line(80).nullish(),
  listPriceMinor: amountMinor.min(0).nullish(),
  currency: currency.optional(),
  active: z.boolean().optional(),
  externalId: line(120).nullish(),
}

export const listProducts = endpoint({
  method: 'GET',
  path: '/products',
  summary: 'Products we sell, by series and name',
  tag,
  query: catalogueQuery.extend({ active: flag.optional() }),
  reply: page(productShape),
})
export const readProduct = endpoint({
  method: 'GET',
  path: '/products/:id',
  summary: 'One product',
  tag,
  params: idParams,
  reply: productShape,
})
export const createProduct = endpoint({
  method: 'POST',
  path: '/products',
  summary: 'Add a product',
  tag,
  body: z.object({ name: line(120), ...productFields }),
  reply: productShape,
})
export const changeProduct = endpoint({
  method: 'PATCH',
  path: '/products/:id',
  summary: 'Change a product',
  tag,
  params: idParams,
  body: z.object({ name: line(120).optional(), ...productFields }),
  reply: productShape,
})
export const archiveProduct = endpoint({
  method: 'DELETE',
  path: '/products/:id',
  summary: 'Archive a product; deals keep it',
  tag,
  params: idParams,
})
export const restoreProduct = endpoint({
  method: 'POST',
  path: '/products/:id/restoration',
  summary: 'Bring an archived product back',
  tag,
  params: idParams,
  reply: productShape,
})

/** A name by language; where only one is given it stands for all. */
export const named = z.object({ 'zh-CN': line(80), 'zh-TW': line(80), en: line(80) })
export const sourceShape = z.object({
  id,
  key: z.string(),
  /** In the caller's language. */
  name: z.string(),
  names: named,
  kind: z.enum(sourceKinds),
  position: z.int(),
  active: z.boolean(),
  version: z.int(),
  permissions,
})
const sourceFields = {
  name: line(80).optional(),
  names: named.partial().optional(),
  kind: z.enum(sourceKinds).optional(),
  position: z.int().min(0).max(100_000).optional(),
}

export const listSources = endpoint({
  method: 'GET',
  path: '/sources',
  summary: 'Where customers and leads come from, in their order',
  tag,
  query: catalogueQuery,
  reply: page(sourceShape),
})
export const readSource = endpoint({
  method: 'GET',
  path: '/sources/:id',
  summary: 'One source',
  tag,
  params: idParams,
  reply: sourceShape,
})
export const createSource = endpoint({
  method: 'POST',
  path: '/sources',
  summary: 'Add a source',
  tag,
  body: z.object({
    ...sourceFields,
    key: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(60)
      .optional(),
  }),
  reply: sourceShape,
})
export const changeSource = endpoint({
  method: 'PATCH',
  path: '/sources/:id',
  summary: 'Change a source',
  tag,
  params: idParams,
  body: z.object(sourceFields),
  reply: sourceShape,
})
export const archiveSource = endpoint({
  method: 'DELETE',
  path: '/sources/:id',
  summary: 'Offer a source no longer; records keep it',
  tag,
  params: idParams,
})
export const restoreSource = endpoint({
  method: 'POST',
  path: '/sources/:id/restoration',
  summary: 'Offer a source again',
  tag,
  params: idParams,
  reply: sourceShape,
})

export const competitorShape = z.object({
  id,
  name: z.string(),
  note: z.string().nullable(),
  createdAt: moment,
  version: z.int(),
  archived: z.boolean(),
  permissions,
})

export const listCompetitors = endpoint({
  method: 'GET',
  path: '/competitors',
  summary: 'Who else sells to our customers, by name',
  tag,
  query: catalogueQuery,
  reply: page(competitorShape),
})
export const readCompetitor = endpoint({
  method: 'GET',
  path: '/competitors/:id',
  summary: 'One competitor',
  tag,
  params: idParams,
  reply: competitorShape,
})
export const createCompetitor = endpoint({
  method: 'POST',
  path: '/competitors',
  summary: 'Add a competitor',
  tag,
  body: z.object({ name: line(120), note: prose(2000).nullish() }),
  reply: competitorShape,
})
export const changeCompetitor = endpoint({
  method: 'PATCH',
  path: '/competitors/:id',
  summary: 'Change a competitor',
  tag,
  params: idParams,
  body: z.object({ name: line(120).optional(), note: prose(2000).nullish() }),
  reply: competitorShape,
})
export const archiveCompetitor = endpoint({
  method: 'DELETE',
  path: '/competitors/:id',
  summary: 'Archive a competitor; lost deals keep it',
  tag,
  params: idParams,
})
export const restoreCompetitor = endpoint({
  method: 'POST',
  path: '/competitors/:id/restoration',
  summary: 'Bring an archived competitor back',
  tag,
  params: idParams,
  reply: competitorShape,
})
