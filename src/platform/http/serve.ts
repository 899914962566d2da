import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Endpoint } from '../contract.ts'
import type { Db } from '../database/connect.ts'
import { accept, refuse, type Outcome } from '../refusal.ts'
import type { Locale } from '../words.ts'
import { asCaller, secretOf, type Ask, type Work } from './answer.ts'
import type { Api } from './api.ts'
import { databaseRefusal } from './database-refusal.ts'
import { preferredLocale, problem, problemShape } from './problem.ts'

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

const laters = new WeakMap<object, () => Promise<Outcome<unknown>>>()

/** An answer that is waited for once the transaction has ended: meanwhile its connection is somebody else's. */
export function later<T>(answer: () => Promise<Outcome<T>>): Outcome<T> {
  const promise = accept({} as T)
  laters.set(promise, answer)
  return promise
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
    const given = await asCaller(api, request, reply, answer, {
      onlyReads: contract.method === 'GET',
      isSecret: contract.isSecret,
    })
    const outcome = await (laters.get(given)?.() ?? given)
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
      const given = await asCaller(api, request, reply, answer, { onlyReads: false })
      const outcome = (await (laters.get(given)?.() ?? given)) as Outcome<Download>
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

const theFile = z.string().meta({ format: 'binary', description: 'The file' })

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
        [contract.status]: file ? theFile : contract.status === 204 ? z.null().describe('No content') : contract.reply,
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

function settle<T>(outcome: Outcome<T>, reply: FastifyReply, locale: Locale, status: number): unknown {
  if (!outcome.ok) {
    const body = problem(outcome.refusal, locale)
    return reply.code(body.status).type('application/problem+json').send(body)
  }
  if (status === 204) return reply.code(204).send(null)
  return reply.code(status).send(outcome.value)
}

export const nothing = accept(undefined)
