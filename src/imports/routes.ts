import { rm } from 'node:fs/promises'
import type { FastifyRequest } from 'fastify'
import { needs } from '../people/permissions.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Api } from '../platform/http/api.ts'
import { sessionCookie } from '../platform/http/answer.ts'
import { serve, serveDownload } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { cancelImport, mayImport, startImport } from './commands/start.ts'
import { proposeImport } from './commands/propose.ts'
import { undoImport } from './commands/undo.ts'
import * as contract from './contract.ts'
import { errorsFile } from './queries/errors-file.ts'
import { exportList } from './queries/exports.ts'
import { listImports, readImport } from './queries/imports.ts'
import { keepUpload, receive } from './store/uploads.ts'

interface Received {
  path: string | null
  fileName: string
  tooLarge: boolean
  fields: Record<string, unknown>
}

const received = new WeakMap<FastifyRequest, Received>()
const uploads = new Set([contract.proposeImport.path, contract.startImport.path].map((path) => `/api/v1${path}`))

/**
 * Takes uploads in before the request's transaction begins, so that a slow line holds no connection of the database; only from
 * people who are signed in. What no handler keeps is gone with the answer.
 */
function receiveUploads(api: Api): void {
  api.http.addHook('preHandler', async (request) => {
    if (request.method !== 'POST' || !uploads.has(request.routeOptions.url ?? '') || !request.isMultipart()) return
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? request.cookies[sessionCookie]
    if (!token || !(await api.door.find(token))) return
    const form: Received = { path: null, fileName: '', tooLarge: false, fields: {} }
    received.set(request, form)
    for await (const part of request.parts()) {
      if (part.type !== 'file') form.fields[part.fieldname] = part.value
      else {
        form.path = await receive(api.dataDir, part.file)
        form.fileName = (part.filename || 'upload').replace(/[\u0000-\u001f]/g, '').slice(-200)
        form.tooLarge ||= part.file.truncated
      }
    }
  })
  api.http.addHook('onResponse', async (request) => {
    const path = received.get(request)?.path
    if (path) await rm(path, { force: true })
  })
}

type Form = ReturnType<typeof contract.uploadForm.parse> & { fileId: string }

/** The form of an upload: a new file is kept under an id, or an earlier upload is named by it. */
async function formOf(api: Api, caller: Caller, request: FastifyRequest): Promise<Outcome<Form>> {
  const form = received.get(request)
  const given = form?.fields ?? jsonForm(request.body)
  const parsed = contract.uploadForm.safeParse(given)
  if (!parsed.success)
    return refuse('invalid-request', {
      errors: parsed.error.issues.map(({ path, code, message }) => ({ path: path.join('.'), code, message })),
    })
  if (form?.tooLarge) return refuse('payload-too-large')
  if (form?.path) {
    const fileId = await keepUpload(api.dataDir, caller.orgId, form.path, form.fileName, caller.memberId)
    return accept({ ...parsed.data, fileId })
  }
  return parsed.data.fileId ? accept({ ...parsed.data, fileId: parsed.data.fileId }) : refuse('file-missing', {}, 400)
}

const jsonForm = (body: unknown): Record<string, unknown> => {
  if (typeof body !== 'object' || body === null) return {}
  const { mapping, ...rest } = body as Record<string, unknown>
  return {
    ...rest,
    ...(mapping === undefined ? {} : { mapping: typeof mapping === 'string' ? mapping : JSON.stringify(mapping) }),
  }
}

const view = async (tx: Tx, caller: Caller, id: string) => {
  const found = await readImport(tx, caller, id)
  return found ? accept(found) : refuse('not-found')
}

export function importRoutes(api: Api): void {
  receiveUploads(api)

  serve(api, contract.proposeImport, async ({ caller, tx, request }) => {
    const lacking = needs(caller, 'import')
    if (lacking) return { ok: false, refusal: lacking }
    const form = await formOf(api, caller, request)
    if (!form.ok) return form
    const pipeline = await mayImport(tx, caller, form.value.kind, form.value.pipeline)
    return pipeline.ok ? proposeImport(tx, caller, api.dataDir, { ...form.value, pipeline: pipeline.value }) : pipeline
  })

  serve(api, contract.startImport, async ({ caller, tx, request }) => {
    const lacking = needs(caller, 'import')
    if (lacking) return { ok: false, refusal: lacking }
    const form = await formOf(api, caller, request)
    return form.ok ? startImport(tx, caller, api.dataDir, { ...form.value, mapping: form.value.mapping ?? null }) : form
  })

  serve(api, contract.listImports, async ({ caller, tx, query }) => accept(await listImports(tx, caller, query)))
  serve(api, contract.readImport, async ({ caller, tx, params }) => view(tx, caller, params.id))

  serveDownload(api, contract.readImportErrors, async ({ caller, tx, params }) => {
    const found = await readImport(tx, caller, params.id)
    return found ? accept(await errorsFile(tx, caller, found)) : refuse('not-found')
  })

  serve(api, contract.undoImport, async ({ caller, tx, params }) => {
    const asked = await undoImport(tx, caller, params.id, api.dataDir)
    return asked.ok ? view(tx, caller, params.id) : asked
  })

  serve(api, contract.cancelImport, async ({ caller, tx, params }) => {
    const asked = await cancelImport(tx, caller, params.id)
    return asked.ok ? view(tx, caller, params.id) : asked
  })

  serveDownload(api, contract.exportRecords, async ({ caller, tx, params, query }) => exportList(tx, caller, params.kind, query))
}
