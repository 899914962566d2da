import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Endpoint } from '../contract.ts'
import { inOrganisation, readingIn, underway, type Db, type Tx } from '../database/connect.ts'
import { accept, refuse, type Outcome } from '../refusal.ts'
import { csrfToken, sameText } from '../secrets.ts'
import type { Caller } from '../session.ts'
import type { Locale } from '../words.ts'
import type { Admission, Api, Shown } from './api.ts'
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
    const answer: Work<z.output<R>> = (ask) => {
      locale.now = ask.caller.locale
      return handle(ask as Ask<z.output<P>, z.output<Q>, z.output<B>>)
    }
    const outcome = await asCaller(api, request, reply, answer, { onlyReads: contract.method === 'GET' })
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
      const answer: Work<Download> = (ask) => {
        locale.now = ask.caller.locale
        return handle(ask as Ask<z.output<P>, z.output<Q>, z.output<B>>)
      }
      // who takes data out of the house is written down
      const outcome = await asCaller(api, request, reply, answer, { onlyReads: false })
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
          // a request that is not well-formed is refused as such only to somebody who is let in
          attachValidation: true,
          preValidation: async (request: FastifyRequest, reply: FastifyReply) => {
            if (secretOf(request)) return
            return settle(refuse('not-signed-in'), reply, preferredLocale(request.headers['accept-language']), 200)
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

/** The secret that a request shows; null when it shows none. */
function secretOf(request: FastifyRequest): { secret: string; isBearer: boolean } | null {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const secret = bearer ?? request.cookies[sessionCookie]
  return secret ? { secret, isBearer: bearer !== undefined } : null
}

type Work<T> = (ask: Ask<unknown, unknown, unknown>) => Promise<Outcome<T>> | Outcome<T>

interface Coming {
  api: Api
  request: FastifyRequest
  reply: FastifyReply
  shown: Shown
}

/** Lets the caller in and answers. What the request asks in particular is looked at only once somebody is let in. */
async function asCaller<T>(
  api: Api,
  request: FastifyRequest,
  reply: FastifyReply,
  work: Work<T>,
  { onlyReads }: { onlyReads: boolean },
): Promise<Outcome<T>> {
  const shown = secretOf(request)
  if (!shown) return refuse('not-signed-in')
  const coming = { api, request, reply, shown: api.door.shown(shown.secret) }
  if (onlyReads && !request.validationError) return answerReading(coming, work)
  const forged = !shown.isBearer && !sameText(String(request.headers['x-csrf-token'] ?? ''), csrfToken(api.secret, shown.secret))
  return answerWriting(coming, async (ask) => {
    if (request.method !== 'GET' && forged) return refuse('csrf-token-invalid')
    if (request.validationError) throw request.validationError
    return work(ask)
  })
}

const askOf = ({ api, request, reply }: Coming, tx: Tx, { caller, credentialId }: Admission): Ask<unknown, unknown, unknown> => ({
  caller,
  tx,
  params: request.params,
  query: request.query,
  body: request.body,
  ifMatch: ifMatchOf(request),
  request,
  reply,
  api,
  credentialId,
})

/**
 * A question is asked in the name of whom the secret let in the last time, in one message with the question who that is now.
 * The answer goes out only when both are the same; a session that has ended or a role that has changed counts at once.
 */
async function answerReading<T>(coming: Coming, work: Work<T>): Promise<Outcome<T>> {
  const { api, shown } = coming
  const guess = api.door.remembered(shown)
  if (guess) {
    const tried = await readingIn(api.db, guess.orgId, async (tx) => {
      const [proof, answer] = await Promise.allSettled([
        api.door.admit(tx, shown, guess.orgId),
        Promise.resolve().then(() => work(askOf(coming, tx, guess))),
      ])
      if (proof.status === 'rejected') throw proof.reason
      if (proof.value?.mark !== guess.mark) return null
      if (answer.status === 'rejected') throw answer.reason
      if (proof.value.isStale) await api.door.touch(guess.credentialId)
      return answer.value
    })
    if (tried) return tried
  }
  const found = await api.door.find(shown.secret)
  if (!found) return refuse('not-signed-in')
  return readingIn(api.db, found.orgId, async (tx) => {
    const admitted = await api.door.admit(tx, shown, found.orgId)
    if (!admitted) return refuse('not-signed-in')
    if (admitted.isStale) await api.door.touch(admitted.credentialId)
    return work(askOf(coming, tx, admitted))
  })
}

/** What changes something, and files: one transaction from the door to the end, with the answer to a repeated key. */
async function answerWriting<T>(coming: Coming, work: Work<T>): Promise<Outcome<T>> {
  const { api, request, shown } = coming
  const guess = api.door.remembered(shown)
  const orgId = guess?.orgId ?? (await api.door.find(shown.secret))?.orgId
  if (!orgId) return refuse('not-signed-in')
  const given = request.method === 'GET' ? undefined : request.headers['idempotency-key']
  const key = typeof given === 'string' ? { key: given, hash: requestHash(request) } : null
  let stale: string | null = null
  const outcome = await rollingBack<T>(api.db, orgId, async (tx) => {
    const proof = api.door.admit(tx, shown, orgId)
    // a secret never changes hands: whose keys to look through is known before it is let in
    const early = key && guess ? answered<T>(tx, guess.caller, key) : null
    const [admitted, before] = await Promise.all([proof, early])
    if (!admitted) return refuse('not-signed-in')
    if (admitted.isStale) stale = admitted.credentialId
    const earlier = key && !guess ? await answered<T>(tx, admitted.caller, key) : before
    if (earlier) return earlier
    const outcome = await work(askOf(coming, tx, admitted))
    if (key && outcome.ok) underway(remember(tx, admitted.caller, key, outcome.value))
    return outcome
  })
  if (stale) await api.door.touch(stale)
  return outcome
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
