import type { FastifyReply, FastifyRequest } from 'fastify'
import { record } from '../platform/audit-trail.ts'
import type { Api, Door } from '../platform/http/api.ts'
import { sessionCookie } from '../platform/http/answer.ts'
import { nothing, serve, servePublic } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import { csrfToken, fingerprint } from '../platform/secrets.ts'
import type { Tx } from '../platform/database/connect.ts'
import { startOfDay } from '../platform/time.ts'
import * as calendarContract from './calendar/contract.ts'
import { callerFrom } from './caller.ts'
import { clearDays, writeDays } from './commands/calendar.ts'
import { createMember, changeMember, invite, reactivateMember } from './commands/members.ts'
import { changeMe, changeOrganization } from './commands/organisation.ts'
import { removeRate, setRates } from './commands/rates.ts'
import { isSetUp, setUp, type Foundation } from './commands/set-up.ts'
import { acceptInvitation, changePassword, openSession, readInvitation, signIn, type SignedIn } from './commands/sign-in.ts'
import { archiveTeam, changeTeam, createTeam } from './commands/teams.ts'
import * as contract from './contract.ts'
import { needs } from './permissions.ts'
import * as ratesContract from './rates-contract.ts'
import { listCalendar, listMembers, listTeams, readAdmission, readMember, readOrganization } from './queries.ts'
import { listRates } from './queries/rates.ts'
import { roleDefinitions, type Role } from './roles.ts'
import { credentialsOf, dropCredential, findCredential, issueCredential, touchCredential } from './store.ts'

const minute = 60_000
/** So many secrets are remembered; whoever is forgotten is looked up once more. */
const mostRemembered = 10_000

/** Who stands behind a token: what every request passes through. */
export function door(db: Api['db'], now: () => Date): Door {
  /** By the fingerprint of the secret: how it was last let in. A guess, proved again at every use. */
  const known = new Map<string, { orgId: string; row: Parameters<typeof callerFrom>[1]; mark: string }>()
  return {
    find: async (secret) => {
      const found = await findCredential(db, secret, ['session', 'api-token'])
      return found && { orgId: found.org_id }
    },
    shown: (secret) => {
      const print = fingerprint(secret)
      return { secret, print, key: print.toString('latin1') }
    },
    remembered: ({ key }) => {
      const last = known.get(key)
      if (!last) return null
      const { orgId, row, mark } = last
      return { orgId, credentialId: row.credential_id, caller: callerFrom(orgId, row, now()), mark }
    },
    admit: async (tx, { print, key }, orgId) => {
      const found = await readAdmission(tx, orgId, print)
      if (!found) {
        known.delete(key)
        return null
      }
      const { row, mark, lastUsed } = found
      if (known.get(key)?.mark !== mark) {
        if (known.size >= mostRemembered) known.delete(known.keys().next().value!)
        known.set(key, { orgId, row, mark })
      }
      const isStale = !lastUsed || now().getTime() - lastUsed.getTime() > 10 * minute
      return { orgId, credentialId: row.credential_id, caller: callerFrom(orgId, row, now()), mark, isStale }
    },
    touch: async (credentialId) => void (await touchCredential(db, credentialId, now())),
  }
}

const fromBrowser = (request: FastifyRequest): boolean =>
  request.headers['sec-fetch-site'] !== undefined || request.headers.origin !== undefined

function welcome(api: Api, request: FastifyRequest, reply: FastifyReply, { orgId, memberId, secret }: SignedIn) {
  void reply.setCookie(sessionCookie, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: api.secure,
    maxAge: 30 * 86_400,
  })
  return {
    organizationId: orgId,
    memberId,
    csrfToken: csrfToken(api.secret, secret),
    ...(fromBrowser(request) ? {} : { token: secret }),
  }
}

const agentOf = (request: FastifyRequest): string => String(request.headers['user-agent'] ?? '')
const slowly = { max: 20, perSeconds: 60 }

export function peopleRoutes(api: Api, foundations: readonly Foundation[]): void {
  const view = async (tx: Tx, caller: Parameters<typeof readMember>[1], id: string) => {
    const member = await readMember(tx, caller, id)
    return member ? accept(member) : refuse('not-found')
  }
  const then = async <T, R>(outcome: Outcome<T>, next: (value: T) => Promise<Outcome<R>>): Promise<Outcome<R>> =>
    outcome.ok ? next(outcome.value) : outcome
  const teamView = async (tx: Tx, orgId: string, id: string) => {
    const team = (await listTeams(tx, orgId)).find((candidate) => candidate.id === id)
    return team ? accept(team) : refuse('not-found')
  }
  const credentials = async (tx: Tx, caller: { orgId: string; memberId: string }, kind: string, current: string) => ({
    items: (await credentialsOf(tx, caller.orgId, caller.memberId, kind)).map((row) => ({
      id: row.id,
      name: row.name,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      expiresAt: row.expires_at instanceof Date ? row.expires_at.toISOString() : null,
      current: row.id === current,
    })),
  })

  servePublic(api, contract.readSetup, async ({ db }) => accept({ done: await isSetUp(db) }))
  servePublic(
    api,
    contract.setUp,
    async ({ db, body, request, reply }) => {
      const made = await setUp(db, body, foundations, api.now())
      if (!made.ok) return made
      const { orgId, memberId } = made.value
      const { secret: token } = await issueCredential(db, { kind: 'api-token', orgId, memberId, name: 'setup' })
      const session = await openSession(db, orgId, memberId, agentOf(request), api.now())
      return accept({ ...welcome(api, request, reply, session), token })
    },
    slowly,
  )
  servePublic(
    api,
    contract.signIn,
    async ({ db, body, request, reply }) => {
      const signedIn = await signIn(db, { ...body, agent: agentOf(request) }, api.now())
      return signedIn.ok ? accept(welcome(api, request, reply, signedIn.value)) : signedIn
    },
    slowly,
  )
  serve(api, contract.signOut, async ({ tx, caller, credentialId, reply }) => {
    await dropCredential(tx, { orgId: caller.orgId, memberId: caller.memberId, kind: 'session', id: credentialId })
    void reply.clearCookie(sessionCookie, { path: '/' })
    return nothing
  })
  serve(api, contract.readSession, async ({ tx, caller, request }) => {
    const member = await readMember(tx, caller, caller.memberId)
    if (!member) return refuse('not-signed-in')
    const { preferences } = await tx
      .selectFrom('member')
      .select('preferences')
      .where('org_id', '=', caller.orgId)
      .where('id', '=', caller.memberId)
      .executeTakeFirstOrThrow()
    const cookie = request.cookies[sessionCookie]
    return accept({
      member,
      organization: await readOrganization(tx, caller.orgId),
      abilities: [...caller.abilities] as never,
      scope: roleDefinitions[caller.role as Role].scope,
      locale: caller.locale,
      preferences: preferences as object,
      csrfToken: caller.via === 'web' && cookie ? csrfToken(api.secret, cookie) : null,
    })
  })
  serve(api, contract.listSessions, async ({ tx, caller, credentialId }) =>
    accept(await credentials(tx, caller, 'session', credentialId)),
  )
  serve(api, contract.endSession, async ({ tx, caller, params }) =>
    (await dropCredential(tx, { ...caller, kind: 'session', id: params.id })) ? nothing : refuse('not-found'),
  )
  serve(api, contract.changeMe, async ({ tx, caller, body }) =>
    then(await changeMe(tx, caller, body), () => view(tx, caller, caller.memberId)),
  )
  serve(api, contract.changePassword, ({ tx, caller, body, credentialId }) =>
    changePassword(tx, caller, { ...body, credentialId }),
  )

  serve(api, contract.readOrganization, async ({ tx, caller }) => accept(await readOrganization(tx, caller.orgId)))
  serve(api, contract.changeOrganization, async ({ tx, caller, body, ifMatch }) =>
    then(await changeOrganization(tx, caller, body, ifMatch), async () => accept(await readOrganization(tx, caller.orgId))),
  )

  serve(api, contract.listMembers, async ({ tx, caller, query }) => accept(await listMembers(tx, caller, query)))
  serve(api, contract.readMember, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.createMember, async ({ tx, caller, body }) =>
    then(await createMember(tx, caller, body, api.publicUrl), async ({ id, invitationUrl }) =>
      then(await view(tx, caller, id), async (member) => accept({ ...member, invitationUrl })),
    ),
  )
  serve(api, contract.changeMember, async ({ tx, caller, params, body, ifMatch }) =>
    then(await changeMember(tx, caller, params.id, body, ifMatch), () => view(tx, caller, params.id)),
  )
  serve(api, contract.reactivateMember, async ({ tx, caller, params }) =>
    then(await reactivateMember(tx, caller, params.id), () => view(tx, caller, params.id)),
  )
  serve(api, contract.inviteMember, ({ tx, caller, params }) => invite(tx, caller, params.id, api.publicUrl))
  servePublic(
    api,
    contract.readInvitation,
    async ({ db, params }) => {
      const found = await readInvitation(db, params.token)
      if (!found) return refuse('invitation-invalid', {}, 404)
      const { name, email, organizationName, account, expires_at } = found
      return accept({
        name,
        email,
        organizationName,
        expiresAt: expires_at.toISOString(),
        needsPassword: !account?.password_hash,
      })
    },
    slowly,
  )
  servePublic(
    api,
    contract.acceptInvitation,
    async ({ db, params, body, request, reply }) => {
      const joined = await acceptInvitation(db, params.token, { ...body, agent: agentOf(request) }, api.now())
      return joined.ok ? accept(welcome(api, request, reply, joined.value)) : joined
    },
    slowly,
  )

  serve(api, contract.listTeams, async ({ tx, caller }) =>
    accept({ items: (await listTeams(tx, caller.orgId)).filter(({ archived }) => !archived), nextCursor: null }),
  )
  serve(api, contract.readTeam, ({ tx, caller, params }) => teamView(tx, caller.orgId, params.id))
  serve(api, contract.createTeam, async ({ tx, caller, body }) =>
    then(await createTeam(tx, caller, body), ({ id }) => teamView(tx, caller.orgId, id)),
  )
  serve(api, contract.changeTeam, async ({ tx, caller, params, body, ifMatch }) =>
    then(await changeTeam(tx, caller, params.id, body, ifMatch), () => teamView(tx, caller.orgId, params.id)),
  )
  serve(api, contract.archiveTeam, ({ tx, caller, params }) => archiveTeam(tx, caller, params.id))

  serve(api, contract.createApiToken, async ({ tx, caller, body }) => {
    const lacking = needs(caller, 'api-tokens.create')
    if (lacking) return { ok: false, refusal: lacking }
    const expiresAt = body.expiresOn ? startOfDay(body.expiresOn, caller.timeZone, 1) : null
    // a token never opens more than its maker's own credential does
    const scopes = (body.scopes ?? [...caller.abilities]).filter((ability) => caller.abilities.has(ability))
    const { id, secret: token } = await issueCredential(tx, {
      kind: 'api-token',
      ...caller,
      name: body.name,
      expiresAt,
      abilities: body.scopes || caller.via === 'api' ? scopes : null,
    })
    await record(tx, caller, [
      { entityKind: 'api-token', entityId: id, action: 'created', after: { name: body.name, scopes: body.scopes ?? null } },
    ])
    return accept({ id, name: body.name, token, expiresAt: expiresAt?.toISOString() ?? null })
  })
  serve(api, contract.listApiTokens, async ({ tx, caller, credentialId }) =>
    accept(await credentials(tx, caller, 'api-token', credentialId)),
  )
  serve(api, contract.revokeApiToken, async ({ tx, caller, params }) => {
    if (!(await dropCredential(tx, { ...caller, kind: 'api-token', id: params.id }))) return refuse('not-found')
    await record(tx, caller, [{ entityKind: 'api-token', entityId: params.id, action: 'archived' }])
    return nothing
  })

  serve(api, ratesContract.readRates, async ({ tx, caller }) => accept(await listRates(tx, caller)))
  serve(api, ratesContract.setRates, async ({ tx, caller, body }) =>
    then(await setRates(tx, caller, body.rates), async () => accept(await listRates(tx, caller))),
  )
  serve(api, ratesContract.removeRate, async ({ tx, caller, query }) =>
    then(await removeRate(tx, caller, query), async () => accept(await listRates(tx, caller))),
  )
  serve(api, calendarContract.readCalendar, ({ tx, caller, query }) => listCalendar(tx, caller, query))
  serve(api, calendarContract.writeCalendar, async ({ tx, caller, body }) =>
    then(await writeDays(tx, caller, body), () => listCalendar(tx, caller, body)),
  )
  serve(api, calendarContract.clearCalendar, ({ tx, caller, query }) => clearDays(tx, caller, query))
}
