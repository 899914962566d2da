import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Endpoint } from '../contract.ts'
import { inOrganisation, type Db, type Tx } from '../database/connect.ts'
import { accept, refuse, type Outcome, type Refused } from '../refusal.ts'
import { csrfToken, sameText } from '../secrets.ts'
import type { Caller } from '../session.ts'
import type { Locale } from '../words.ts'
import type { Api, Found } from './api.ts'
import { databaseRefusal } from './database-refusal.ts'
import { answered, remember, requestHash } from './idempotency.ts'
import { preferredLocale, problem, problemShape } from './problem.ts'

export const sessionCookie = 'sluice_session'

/** What a handler is asked: the caller, the transaction that shows only the caller's organisation, and the parsed request. */
export interface Ask<P, Q, B> {
  caller: Caller
  tx: Tx
  params: P
  query: Q
  body: B
  /** Version that an `If-Match` header names; null when none was sent. */
  ifMatch: number | null
  request: FastifyRequest
  reply: FastifyReply
  api: Api
  /** The credential that let the caller in. */
  credentialId: string
}

export interface PublicAsk<P, Q, B> {
  db: Db
  params: P
  query: Q
  body: B
  locale: Locale
  request: FastifyRequest
  reply: FastifyReply
  api: Api
}

/** A file instead of JSON. */
export interface Download {
  body: Buffer | Readable | string
  contentType: string
  fileName: string
}

type AnyEndpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = Endpoint<P, Q, B, R>

/**
 * Connects an endpoint with what answers it. The handler runs in one transaction of the caller's organisation;
 * a refusal rolls it back and becomes a problem reply; an accepted value is checked against the contract and sent.
 */
export function serve<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  api: Api,
  contract: AnyEndpoint<P, Q, B, R>,
  handle: (ask: Ask<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Outcome<z.output<R>>> | Outcome<z.output<R>>,
): void {
  route(api, contract, async (request, reply, locale) => {
    const outcome = await asCaller(api, request, reply, async (ask) => {
      locale.now = ask.caller.locale
      return handle(ask as Ask<z.output<P>, z.output<Q>, z.output<B>>)
    })
    return settle(outcome, reply, locale.now, contract.status)
  })
}

/** As serve, for an endpoint that answers with a file. */
export function serveDownload<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  api: Api,
  contract: AnyEndpoint<P, Q, B, z.ZodType>,
  handle: (ask: Ask<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Outcome<Download>>,
): void {
  route(
    api,
    contract,
    async (request, reply, locale) => {
      const outcome = await asCaller(api, request, reply, async (ask) => {
        locale.now = ask.caller.locale
        return handle(ask as Ask<z.output<P>, z.output<Q>, z.output<B>>)
      })
      if (!outcome.ok) return settle(outcome, reply, locale.now, 200)
      const { body, contentType, fileName } = outcome.value
      return reply
        .type(contentType)
        .header('content-disposition', `attachment; filename="download"; filename*=UTF-8''${encodeURIComponent(fileName)}`)
        .send(body)
    },
    true,
  )
}

/** As serve, for the few endpoints open to people who are not signed in. */
export function servePublic<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  api: Api,
  contract: AnyEndpoint<P, Q, B, R>,
  handle: (ask: PublicAsk<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Outcome<z.output<R>>>,
  limit?: { max: number; perSeconds: number },
): void {
  route(
    api,
    contract,
    async (request, reply, locale) => {
      const { params, query, body } = request as { params: z.output<P>; query: z.output<Q>; body: z.output<B> }
      const outcome = await handle({ db: api.db, params, query, body, locale: locale.now, request, reply, api })
      return settle(outcome, reply, locale.now, contract.status)
    },
    false,
    limit,
  )
}

type Speaking = { now: Locale }

function route(
  api: Api,
  contract: AnyEndpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>,
  answer: (request: FastifyRequest, reply: FastifyReply, locale: Speaking) => Promise<unknown>,
  file = false,
  limit?: { max: number; perSeconds: number },
): void {
  const hasBody = !(contract.body instanceof z.ZodUndefined) && !contract.multipart
  api.http.route({
    method: contract.method,
    url: '/api/v1' + contract.path,
    schema: {
      summary: contract.summary,
      tags: [contract.tag],
      params: contract.params,
      querystring: contract.query,
      ...(hasBody ? { body: contract.body } : {}),
      ...(contract.multipart ? { consumes: ['multipart/form-data'] } : {}),
      ...(file ? { produces: ['application/octet-stream'] } : {}),
      security: contract.access === 'public' ? [] : [{ bearer: [] }],
      response: {
        ...(file ? {} : { [contract.status]: contract.status === 204 ? z.null().describe('No content') : contract.reply }),
        default: problemShape.describe('RFC 9457 problem'),
      },
    },
    ...(limit ? { config: { rateLimit: { max: limit.max, timeWindow: limit.perSeconds * 1000 } } } : {}),
    ...(contract.access === 'public'
      ? {}
      : {
          preValidation: async (request: FastifyRequest, reply: FastifyReply) => {
            const refused = await letIn(api, request)
            if (refused) return settle(refused, reply, preferredLocale(request.headers['accept-language']), 200)
          },
        }),
    handler: async (request, reply) => {
      const locale: Speaking = { now: preferredLocale(request.headers['accept-language']) }
      try {
        return await answer(request, reply, locale)
      } catch (error) {
        const refusal = databaseRefusal(error)
        if (!refusal) throw error
        return settle(refuse(refusal.code, refusal.facts), reply, locale.now, 200)
      }
    },
  })
}

/** Who came in by which credential, found before a request is looked at any closer. */
const entered = new WeakMap<FastifyRequest, Found>()

/** The door: no token, no look at the request; a browser that writes must also know its anti-forgery token. */
async function letIn(api: Api, request: FastifyRequest): Promise<Refused | null> {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const token = bearer ?? request.cookies[sessionCookie]
  const found = token ? await api.door.find(token) : null
  if (!token || !found) return refuse('not-signed-in')
  const forged = !bearer && !sameText(String(request.headers['x-csrf-token'] ?? ''), csrfToken(api.secret, token))
  if (request.method !== 'GET' && forged) return refuse('csrf-token-invalid')
  entered.set(request, found)
  return null
}

async function asCaller<T>(
  api: Api,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (ask: Ask<unknown, unknown, unknown>) => Promise<Outcome<T>> | Outcome<T>,
): Promise<Outcome<T>> {
  const found = entered.get(request)
  if (!found) return refuse('not-signed-in')
  const writes = request.method !== 'GET'
  const key = writes ? request.headers['idempotency-key'] : undefined
  return rollingBack(api.db, found.orgId, async (tx) => {
    const caller = await api.door.caller(tx, found, api.now())
    if (!caller) return refuse('not-signed-in')
    const hash = typeof key === 'string' ? requestHash(request) : null
    if (hash && typeof key === 'string') {
      const before = await answered<T>(tx, caller, key, hash)
      if (before) return before
    }
    const outcome = await work({
      caller,
      tx,
      params: request.params,
      query: request.query,
      body: request.body,
      ifMatch: ifMatchOf(request),
      request,
      reply,
      api,
      credentialId: found.credentialId,
    })
    if (hash && typeof key === 'string' && outcome.ok) await remember(tx, caller, key, hash, outcome.value)
    return outcome
  })
}

class RolledBack extends Error {}

/** One transaction of the organisation; a refused outcome leaves nothing behind. */
export async function rollingBack<T>(db: Db, orgId: string, work: (tx: Tx) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  let outcome: Outcome<T> | undefined
  try {
    return await inOrganisation(db, orgId, async (tx) => {
      outcome = await work(tx)
      if (!outcome.ok) throw new RolledBack()
      return outcome
    })
  } catch (error) {
    if (!(error instanceof RolledBack) || !outcome || outcome.ok) throw error
    const { afterwards } = outcome.refusal
    if (afterwards) await inOrganisation(db, orgId, afterwards)
    return outcome
  }
}

function ifMatchOf(request: FastifyRequest): number | null {
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(String(request.headers['if-match'] ?? ''))
  return match ? Number(match[1]) : null
}

function settle<T>(outcome: Outcome<T>, reply: FastifyReply, locale: Locale, status: number): unknown {
  if (!outcome.ok) {
    const body = problem(outcome.refusal, locale)
    return reply.code(body.status).type('application/problem+json').send(body)
  }
  if (status === 204) return reply.code(204).send(null)
  return reply.code(status).send(outcome.value)
}

export const nothing = accept(undefined)
