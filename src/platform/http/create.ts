import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import underPressure from '@fastify/under-pressure'
import fastify, { LogController, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  isResponseSerializationError,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { z } from 'zod'
import { projectRoot } from '../root.ts'
import type { Logger } from '../log.ts'
import { isDatabaseAway } from './database-refusal.ts'
import { preferredLocale, problem } from './problem.ts'
import { deepestBody, nestsDeeper } from './nesting.ts'
import { serializing } from './reply-writer.ts'

interface Options {
  log: Logger
  /** Whether the page is served over https. */
  secure: boolean
  /** True once requests can be answered; false while stopping. */
  ready: () => Promise<boolean>
  /** Requests allowed per minute and address. */
  requestsPerMinute?: number
}

/** Largest file taken, in bytes. */
export const maxUpload = 100 * 1024 * 1024

/** The web server with everything that no slice is asked about: headers, limits, problems, OpenAPI, health, the page itself. */
export async function createHttp({ log, secure, ready, requestsPerMinute = 3000 }: Options): Promise<FastifyInstance> {
  const http = fastify({
    loggerInstance: log as never,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: 5 * 1024 * 1024,
    trustProxy: 'loopback',
    routerOptions: {
      maxParamLength: 200,
      ignoreTrailingSlash: true,
      querystringParser: (text) => Object.fromEntries(groupedParams(text)),
    },
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance
  http.setValidatorCompiler(validatorCompiler)
  http.setSerializerCompiler((route) => {
    const slow = serializerCompiler(route as Parameters<typeof serializerCompiler>[0])
    return route.schema instanceof z.ZodType ? serializing(route.schema, slow) : slow
  })
  http.setErrorHandler(onError)
  http.setNotFoundHandler(notFound)
  http.addHook('preValidation', async (request) => {
    if (nestsDeeper(request.body, deepestBody))
      throw Object.assign(new Error(`the body nests deeper than ${deepestBody} levels`), {
        statusCode: 400,
        code: 'nested-too-deeply',
      })
  })
  // many clients name a JSON body also where they send none: no body is no fault, a wrong one is
  const readJson = http.getDefaultJsonParser('error', 'error')
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : readJson(request, body as string, done),
  )

  const headers = await securityHeaders(secure)
  http.addHook('onRequest', (_, reply, next) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value)
    next()
  })
  // a long text is encoded once: otherwise it is gone through for its length, and once more with room for the worst case
  http.addHook('onSend', (_, __, payload, next) =>
    next(null, typeof payload === 'string' && payload.length > 8192 ? Buffer.from(payload) : payload),
  )
  await http.register(cookie)
  await http.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: () => Object.assign(new Error('too many'), { statusCode: 429 }),
  })
  await http.register(compress, {
    threshold: 2048,
    encodings: ['br', 'gzip'],
    customTypes: /^(application\/(problem\+)?json|text\/|image\/svg)/,
  })
  await http.register(multipart, { limits: { fileSize: maxUpload, files: 1, fields: 20, fieldSize: 1024 * 1024 } })
  await http.register(underPressure, {
    maxEventLoopDelay: 5000,
    pressureHandler: (request, reply) => void sendProblem(request, reply, 'busy'),
  })
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Sluice',
        version: packageVersion(),
        description:
          'Sales-funnel system. Times ISO 8601 with offset, days YYYY-MM-DD in the organisation’s zone, money in minor units, shares 0–1, durations in decimal days.',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  })
  await http.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true })

  http.get('/api/openapi.json', { schema: { hide: true } }, async () => http.swagger())
  http.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  http.get('/readyz', { schema: { hide: true } }, async (_, reply) =>
    (await ready()) ? { status: 'ready' } : reply.code(503).send({ status: 'not ready' }),
  )
  measure(http)
  await servePage(http)
  return http
}

/** What helmet says of every reply. It is always the same and is asked once: helmet works it out anew for each request. */
async function securityHeaders(secure: boolean): Promise<[string, string][]> {
  const once = fastify()
  await once.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    hsts: secure,
    crossOriginEmbedderPolicy: false,
  })
  once.get('/', async () => '')
  const { headers } = await once.inject('/')
  await once.close()
  const itsOwn = new Set(['content-type', 'content-length', 'date', 'connection'])
  return Object.entries(headers).flatMap(([name, value]) => (itsOwn.has(name) ? [] : [[name, String(value)]]))
}

/** `?a=1&a=2` becomes a list, `?a=1` a text; prototype keys stay plain keys. */
function groupedParams(text: string): Map<string, string | string[]> {
  const grouped = new Map<string, string | string[]>()
  for (const [key, value] of new URLSearchParams(text)) {
    if (key === '__proto__') continue
    const before = grouped.get(key)
    grouped.set(key, before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value])
  }
  return grouped
}

const packageVersion = (): string =>
  (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version

const sendProblem = (
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
  facts: Record<string, unknown> = {},
  status?: number,
) => {
  const body = problem(
    status === undefined ? { code, facts } : { code, facts, status },
    preferredLocale(request.headers['accept-language']),
  )
  return reply.code(body.status).type('application/problem+json').send(body)
}

function onError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const place = error.validationContext === 'body' ? '' : `${error.validationContext}.`
    const errors = error.validation.map(({ instancePath, keyword, message }) => ({
      path: place + instancePath.replace(/^\//, '').replaceAll('/', '.'),
      code: keyword,
      message: message ?? '',
    }))
    return sendProblem(request, reply, 'invalid-request', { errors })
  }
  if (isDatabaseAway(error)) {
    request.log.warn({ err: error, reqId: request.id }, 'the database is away')
    return sendProblem(request, reply.header('retry-after', '2'), 'database-away')
  }
  // the multipart reader throws plain errors for a body that is not what its header says
  const brokenForm = /^(Unexpected end of (form|multipart)|Malformed part header|Malformed urlencoded form|Multipart: )/.test(
    error.message,
  )
  const status = isResponseSerializationError(error) ? 500 : (error.statusCode ?? (brokenForm ? 400 : 500))
  if (status === 413) return sendProblem(request, reply, 'payload-too-large')
  if (status === 415 || status === 406) return sendProblem(request, reply, 'unsupported-media-type')
  if (status === 429) return sendProblem(request, reply, 'too-many-requests')
  if (status === 404) return sendProblem(request, reply, 'not-found')
  if (status >= 400 && status < 500)
    return sendProblem(
      request,
      reply,
      'invalid-request',
      { errors: [{ path: '', code: error.code ?? 'invalid', message: error.message }] },
      status,
    )
  request.log.error({ err: error, reqId: request.id, url: request.routeOptions.url }, 'request failed')
  return sendProblem(request, reply, 'internal', { reference: request.id })
}

function notFound(request: FastifyRequest, reply: FastifyReply) {
  const page = join(projectRoot, 'dist', 'web', 'index.html')
  const wantsPage = request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/')
  if (wantsPage && existsSync(page))
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(readFileSync(page))
  return sendProblem(request, reply, 'not-found')
}

async function servePage(http: FastifyInstance): Promise<void> {
  const folder = join(projectRoot, 'dist', 'web')
  if (!existsSync(folder)) return
  await http.register(fastifyStatic, {
    root: folder,
    // a route for each of a thousand files would be a third of a second of every start
    wildcard: true,
    dotfiles: 'ignore',
    // the build lays compressed forms beside the files
    preCompressed: true,
    setHeaders: (response, path) =>
      void response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
  })
}

function measure(http: FastifyInstance): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  })
  http.addHook('onResponse', async (request, reply) => {
    seconds.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
  })
  http.get('/metrics', { schema: { hide: true } }, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
