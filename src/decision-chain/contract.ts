import { z } from 'zod'
import { activityKinds } from '../activities/activity.ts'
import { attitude, contactRole } from '../contacts/contract.ts'
import { endpoint, id, idParams, moment, ref, verdict } from '../platform/contract.ts'
import { gapCodes, influences } from './chain.ts'
import { farthest } from './layout.ts'

const tag = 'decision chain'
const influence = z.enum(influences)
/** Pixels of the picture. */
const pixels = z.int().min(0).max(farthest)

const person = z.object({
  id,
  name: z.string(),
  title: z.string().nullable(),
  /** The main one first. */
  roles: z.array(contactRole),
  attitude: attitude.nullable(),
  influence: influence.nullable(),
  reportsToId: id.nullable(),
  /** Who of us looks after the person. */
  counterpart: ref.nullable(),
  x: z.int().nullable(),
  y: z.int().nullable(),
  lastTouch: z.object({ at: moment, kind: z.enum(activityKinds), by: ref }).nullable(),
  /** Contacts of the last 180 days. */
  touches: z.int(),
  /** Of the contact. */
  version: z.int(),
})

const company = z.object({
  id,
  name: z.string(),
  /** 0 is the head of the group. */
  depth: z.int(),
  parentId: id.nullable(),
  people: z.int(),
  deciders: z.int(),
  supporters: z.int(),
})

export const chainReply = z.object({
  customer: ref,
  /** Of the picture; 0 while nobody has drawn on it. */
  version: z.int(),
  people: z.array(person),
  /** There are more people than a picture shows. */
  isCut: z.boolean(),
  gaps: z.array(z.object({ code: z.enum(gapCodes), ids: z.array(id) })),
  /** The companies it belongs with, in the order of a tree, itself among them; empty where it stands alone. */
  group: z.array(company),
  /** Companies of the group that the reader does not see. */
  hidden: z.int(),
  parentId: id.nullable(),
  permissions: z.object({ edit: verdict }),
})

export const readChain = endpoint({
  method: 'GET',
  path: '/customers/:id/decision-chain',
  summary: 'Who decides at a customer: people, reporting lines, our counterparts, and what is missing',
  tag,
  params: idParams,
  reply: chainReply,
})

const change = z.object({
  id,
  roles: z.array(contactRole).max(5).optional(),
  attitude: attitude.nullable().optional(),
  influence: influence.nullable().optional(),
  reportsToId: id.nullable().optional(),
  counterpartId: id.nullable().optional(),
  x: pixels.nullable().optional(),
  y: pixels.nullable().optional(),
})
export type PersonChange = z.output<typeof change>

export const changeChain = endpoint({
  method: 'PATCH',
  path: '/customers/:id/decision-chain',
  summary:
    'Change people on the picture, all or none; refused when the picture has changed meanwhile (If-Match) or a line would run in a circle',
  tag,
  params: idParams,
  body: z.object({ people: z.array(change).min(1).max(200) }),
  reply: chainReply,
})

export const setParent = endpoint({
  method: 'PUT',
  path: '/customers/:id/parent',
  summary: 'Say which company a customer belongs to; null for none',
  tag,
  params: idParams,
  body: z.object({ parentId: id.nullable() }),
  reply: chainReply,
})
