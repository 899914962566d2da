import { z } from 'zod'
import { endpoint, id, idParams, moment, ref, verdict } from '../platform/contract.ts'
import { accesses } from './roles.ts'

const tag = 'account teams'
const access = z.enum(accesses)
export const roleKey = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
const own = { key: roleKey, name: z.string().trim().min(1).max(40).nullable(), access, leads: z.boolean() }

const rolesReply = z.object({
  /** `label`: how it is called in the caller's language. */
  roles: z.array(z.object({ ...own, label: z.string() })),
  /** 0 while nothing was said. */
  version: z.int(),
  permissions: z.object({ edit: verdict }),
})
export const readAccountRoles = endpoint({
  method: 'GET',
  path: '/account-roles',
  summary: 'Which roles an account team has',
  tag,
  reply: rolesReply,
})
export const saveAccountRoles = endpoint({
  method: 'PUT',
  path: '/account-roles',
  summary: 'Change the roles of account teams; one that somebody has cannot go',
  tag,
  body: z.object({ roles: z.array(z.object(own)).min(1).max(12) }),
  reply: rolesReply,
  status: 200,
})

const place = z.object({
  id,
  member: ref,
  /** What the member does here, beside the account. */
  memberRole: z.string(),
  role: z.object({ key: z.string(), name: z.string() }),
  access,
  since: moment,
  addedBy: ref,
  endedAt: moment.nullable(),
  endReason: z.enum(['removed', 'changed', 'left', 'handed-over']).nullable(),
})
const team = z.object({
  owner: ref,
  items: z.array(place),
  /** The latest who are no longer in it. */
  past: z.array(place),
  roles: z.array(z.object({ key: z.string(), name: z.string(), access, leads: z.boolean() })),
  permissions: z.object({ edit: verdict }),
})
export const readAccountTeam = endpoint({
  method: 'GET',
  path: '/customers/:id/account-team',
  summary: 'Who else looks after a customer, in which role, with which access',
  tag,
  params: idParams,
  reply: team,
})
export const joinAccountTeam = endpoint({
  method: 'POST',
  path: '/customers/:id/account-team',
  summary:
    'Put somebody on the account team, or give them another access; they reach the customer with its people, deals and activities at once',
  tag,
  params: idParams,
  body: z.object({ memberId: id, role: roleKey, access: access.optional() }),
  reply: team,
})
export const leaveAccountTeam = endpoint({
  method: 'DELETE',
  path: '/customers/:id/account-team/:placeId',
  summary: 'Take somebody off the account team; the place stays on record',
  tag,
  params: z.object({ id, placeId: id }),
})
