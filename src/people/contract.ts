import { z } from 'zod'
import {
  currency,
  day,
  endpoint,
  flag,
  id,
  idParams,
  line,
  locale,
  moment,
  page,
  pageQuery,
  verdict,
  word,
} from '../platform/contract.ts'
import { abilities, roles } from './roles.ts'

const tag = 'people'
const email = z.string().trim().toLowerCase().pipe(z.email()).pipe(z.string().max(254))
const password = z.string().min(1).max(200)
const timeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return true
    } catch {
      return false
    }
  }, 'unknown time zone')
export const role = z.enum(roles)
export const memberStatus = z.enum(['invited', 'active', 'no-sign-in', 'deactivated'])
const preferences = z.object({
  theme: z.enum(['light', 'dark', 'auto']).optional(),
  density: z.enum(['compact', 'normal', 'wide']).optional(),
  directionColours: z.enum(['red-up', 'green-up']).optional(),
})

export const profileFields = [
  'name',
  'industry',
  'mainBusiness',
  'headcountBand',
  'revenue',
  'region',
  'source',
  'address',
  'website',
  'phone',
  'socialCreditCode',
  'contact',
] as const

export const organizationShape = z.object({
  id,
  name: z.string(),
  locale,
  timeZone: z.string(),
  currency: z.string(),
  mandatoryProfile: z.array(z.enum(profileFields)),
  version: z.int(),
})

export const teamShape = z.object({
  id,
  parentId: id.nullable(),
  name: z.string(),
  isRegion: z.boolean(),
  position: z.int(),
  memberCount: z.int(),
  version: z.int(),
  archived: z.boolean(),
})

export const memberShape = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  role,
  teamId: id.nullable(),
  teamName: z.string().nullable(),
  status: memberStatus,
  externalId: z.string().nullable(),
  /** The day on which the person joined the company. */
  joinedOn: day.nullable(),
  createdAt: moment,
  version: z.int(),
  permissions: z.object({ edit: verdict, deactivate: verdict }),
})

const credentialShape = z.object({
  id,
  name: z.string().nullable(),
  createdAt: moment,
  lastUsedAt: moment.nullable(),
  expiresAt: moment.nullable(),
  current: z.boolean(),
})

export const readSetup = endpoint({
  method: 'GET',
  path: '/setup',
  summary: 'Whether the system has been set up',
  tag,
  access: 'public',
  reply: z.object({ done: z.boolean() }),
})

export const setUp = endpoint({
  method: 'POST',
  path: '/setup',
  summary: 'Create the organisation and its administrator, once',
  tag,
  access: 'public',
  body: z.object({
    organizationName: line(120),
    locale: locale.default('zh-CN'),
    timeZone: timeZone.default('Asia/Shanghai'),
    currency: currency.default('CNY'),
    name: line(80),
    email,
    password,
  }),
  reply: z.object({ organizationId: id, memberId: id, token: z.string(), csrfToken: z.string() }),
})

export const signIn = endpoint({
  method: 'POST',
  path: '/sessions',
  summary: 'Sign in; sets the session cookie. Programs (no browser headers) also get the token',
  tag,
  access: 'public',
  body: z.object({ email, password, organizationId: id.optional() }),
  reply: z.object({ organizationId: id, memberId: id, csrfToken: z.string(), token: z.string().optional() }),
})
export const signOut = endpoint({ method: 'DELETE', path: '/sessions/current', summary: 'Sign out', tag })
export const readSession = endpoint({
  method: 'GET',
  path: '/sessions/current',
  summary: 'Who I am and what I may do',
  tag,
  reply: z.object({
    member: memberShape,
    organization: organizationShape,
    abilities: z.array(z.enum(abilities)),
    scope: z.enum(['own', 'subtree', 'organisation']),
    locale,
    preferences,
    csrfToken: z.string().nullable(),
  }),
})
export const listSessions = endpoint({
  method: 'GET',
  path: '/sessions',
  summary: 'My sessions',
  tag,
  reply: z.object({ items: z.array(credentialShape) }),
})
export const endSession = endpoint({
  method: 'DELETE',
  path: '/sessions/:id',
  summary: 'End one of my sessions',
  tag,
  params: idParams,
})

export const changeMe = endpoint({
  method: 'PATCH',
  path: '/me',
  summary: 'My name, language and preferences',
  tag,
  body: z.object({ name: line(80).optional(), locale: locale.nullable().optional(), preferences: preferences.optional() }),
  reply: memberShape,
})
export const changePassword = endpoint({
  method: 'PUT',
  path: '/me/password',
  summary: 'Choose another password; ends my other sessions',
  tag,
  body: z.object({ current: password, next: password }),
})

export const readOrganization = endpoint({
  method: 'GET',
  path: '/organization',
  summary: 'The organisation',
  tag,
  reply: organizationShape,
})
export const changeOrganization = endpoint({
  method: 'PATCH',
  path: '/organization',
  summary: 'Change the organisation',
  tag,
  body: z.object({
    name: line(120).optional(),
    locale: locale.optional(),
    timeZone: timeZone.optional(),
    currency: currency.optional(),
    mandatoryProfile: z.array(z.enum(profileFields)).max(20).optional(),
  }),
  reply: organizationShape,
})

export const listMembers = endpoint({
  method: 'GET',
  path: '/members',
  summary: 'Members',
  tag,
  query: z.object({
    ...pageQuery,
    q: word().optional(),
    role: role.optional(),
    team: id.optional(),
    status: memberStatus.optional(),
    reachable: flag.optional(),
  }),
  reply: page(memberShape),
})
export const readMember = endpoint({
  method: 'GET',
  path: '/members/:id',
  summary: 'One member',
  tag,
  params: idParams,
  reply: memberShape,
})
export const createMember = endpoint({
  method: 'POST',
  path: '/members',
  summary: 'Add a member; with an e-mail address an invitation link is made',
  tag,
  body: z.object({
    name: line(80),
    email: email.optional(),
    phone: line(40).optional(),
    role: role.default('rep'),
    teamId: id.nullable().optional(),
    joinedOn: day.nullable().optional(),
    externalId: line(120).optional(),
  }),
  reply: memberShape.extend({ invitationUrl: z.string().nullable() }),
  isSecret: true,
})
export const changeMember = endpoint({
  method: 'PATCH',
  path: '/members/:id',
  summary: 'Change a member',
  tag,
  params: idParams,
  body: z.object({
    name: line(80).optional(),
    email: email.nullable().optional(),
    phone: line(40).nullable().optional(),
    role: role.optional(),
    teamId: id.nullable().optional(),
    joinedOn: day.nullable().optional(),
  }),
  reply: memberShape,
})
export const archiveMember = endpoint({
  method: 'DELETE',
  path: '/members/:id',
  summary: 'Deactivate a member who looks after nothing; of others it is asked to whom that goes (POST /members/:id/departure)',
  tag,
  params: idParams,
})
export const reactivateMember = endpoint({
  method: 'POST',
  path: '/members/:id/reactivation',
  summary: 'Let a member back in',
  tag,
  params: idParams,
  reply: memberShape,
})
export const inviteMember = endpoint({
  method: 'POST',
  path: '/members/:id/invitations',
  summary: 'A new invitation link; earlier ones stop working',
  tag,
  params: idParams,
  reply: z.object({ invitationUrl: z.string(), expiresAt: moment }),
  isSecret: true,
})
const invitationParams = z.object({ token: z.string().min(10).max(100) })
export const readInvitation = endpoint({
  method: 'GET',
  path: '/invitations/:token',
  summary: 'What an invitation is for',
  tag,
  access: 'public',
  params: invitationParams,
  reply: z.object({
    organizationName: z.string(),
    name: z.string(),
    email: z.string(),
    expiresAt: moment,
    needsPassword: z.boolean(),
  }),
})
export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/invitations/:token/acceptance',
  summary: 'Accept an invitation with a password of one’s own',
  tag,
  access: 'public',
  params: invitationParams,
  body: z.object({ password, name: line(80).optional() }),
  reply: z.object({ organizationId: id, memberId: id, csrfToken: z.string(), token: z.string().optional() }),
})

export const listTeams = endpoint({
  method: 'GET',
  path: '/teams',
  summary: 'The team tree',
  tag,
  query: z.object(pageQuery),
  reply: page(teamShape),
})
export const readTeam = endpoint({
  method: 'GET',
  path: '/teams/:id',
  summary: 'One team',
  tag,
  params: idParams,
  reply: teamShape,
})
export const createTeam = endpoint({
  method: 'POST',
  path: '/teams',
  summary: 'Add a team',
  tag,
  body: z.object({
    name: line(80),
    parentId: id.nullable().optional(),
    isRegion: z.boolean().default(false),
    position: z.int().min(0).max(100000).optional(),
  }),
  reply: teamShape,
})
export const changeTeam = endpoint({
  method: 'PATCH',
  path: '/teams/:id',
  summary: 'Rename or move a team',
  tag,
  params: idParams,
  body: z.object({
    name: line(80).optional(),
    parentId: id.nullable().optional(),
    isRegion: z.boolean().optional(),
    position: z.int().min(0).max(100000).optional(),
  }),
  reply: teamShape,
})
export const archiveTeam = endpoint({
  method: 'DELETE',
  path: '/teams/:id',
  summary: 'Archive an empty team',
  tag,
  params: idParams,
})

export const createApiToken = endpoint({
  method: 'POST',
  path: '/api-tokens',
  summary: 'A token for programs, shown once',
  tag,
  body: z.object({ name: line(80), scopes: z.array(z.enum(abilities)).max(30).optional(), expiresOn: day.optional() }),
  reply: z.object({ id, name: z.string(), token: z.string(), expiresAt: moment.nullable() }),
  isSecret: true,
})
export const listApiTokens = endpoint({
  method: 'GET',
  path: '/api-tokens',
  summary: 'My API tokens',
  tag,
  reply: z.object({ items: z.array(credentialShape) }),
})
export const revokeApiToken = endpoint({
  method: 'DELETE',
  path: '/api-tokens/:id',
  summary: 'Revoke an API token',
  tag,
  params: idParams,
})
