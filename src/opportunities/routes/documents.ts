import { readFile, rm } from 'node:fs/promises'
import type { FastifyRequest } from 'fastify'
import type { Api } from '../../platform/http/api.ts'
import { sessionCookie } from '../../platform/http/answer.ts'
import { nothing, serve, serveDownload } from '../../platform/http/serve.ts'
import { accept, refuse } from '../../platform/refusal.ts'
import { archiveDocument, attachDocument, mayAttach } from '../commands/documents.ts'
import * as contract from '../document-contract.ts'
import { largestDocument } from '../document-media.ts'
import { readingDeals } from '../permissions.ts'
import { listDocuments, readContent, readDocument } from '../queries/documents.ts'
import { clearReceived, receive, type ReceivedFile } from '../store/uploads.ts'

interface Form {
  file: ReceivedFile | null
  fileName: string
  category: unknown
}

const received = new WeakMap<FastifyRequest, Form>()
const url = `/api/v1${contract.attachDocument.path}`

/** Takes the file in before the request's transaction begins, so that a slow line holds no connection of the database. */
function receiveDocuments(api: Api): void {
  api.http.addHook('preHandler', async (request) => {
    if (request.method !== 'POST' || request.routeOptions.url !== url || !request.isMultipart()) return
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? request.cookies[sessionCookie]
    if (!token || !(await api.door.find(token))) return
    const form: Form = { file: null, fileName: '', category: undefined }
    received.set(request, form)
    for await (const part of request.parts()) {
      if (part.type !== 'file') {
        if (part.fieldname === 'category') form.category = part.value
        continue
      }
      form.file = await receive(api.dataDir, part.file, largestDocument)
      form.file.tooLarge ||= part.file.truncated
      form.fileName = part.filename ?? ''
    }
  })
  // what a crash left half received belongs to nobody
  api.http.addHook('onReady', () => clearReceived(api.dataDir))
  api.http.addHook('onResponse', async (request) => {
    const path = received.get(request)?.file?.path
    if (path) await rm(path, { force: true })
  })
}

export function documentRoutes(api: Api): void {
  receiveDocuments(api)

  serve(api, contract.attachDocument, async ({ tx, caller, params, request }) => {
    const may = await mayAttach(tx, caller, params.id)
    if (!may.ok) return may
    const form = received.get(request)
    if (!form?.file) return refuse('document-missing', {}, 400)
    if (form.file.tooLarge) return refuse('document-too-large', { megabytes: largestDocument / 1024 / 1024 }, 413)
    const category = contract.documentCategory.safeParse(form.category)
    if (!category.success)
      return refuse('invalid-request', {
        errors: category.error.issues.map(({ code, message }) => ({ path: 'category', code, message })),
      })
    const content = await readFile(form.file.path)
    const attached = await attachDocument(tx, caller, params.id, { category: category.data, fileName: form.fileName, content })
    return attached.ok ? readDocument(tx, caller, attached.value.id) : attached
  })

  serve(api, contract.listDocuments, async ({ tx, caller, params, query }) => {
    const lacking = readingDeals(caller)
    if (lacking) return { ok: false, refusal: lacking }
    const documents = await listDocuments(tx, caller, params.id, query)
    return documents ? accept(documents) : refuse('not-found')
  })

  serveDownload(api, contract.readDocument, async ({ tx, caller, params }) => {
    const lacking = readingDeals(caller)
    return lacking ? { ok: false, refusal: lacking } : readContent(tx, caller, params.id)
  })

  serve(api, contract.archiveDocument, async ({ tx, caller, params }) => {
    const archived = await archiveDocument(tx, caller, params.id, true)
    return archived.ok ? nothing : archived
  })

  serve(api, contract.restoreDocument, async ({ tx, caller, params }) => {
    const restored = await archiveDocument(tx, caller, params.id, false)
    return restored.ok ? readDocument(tx, caller, params.id) : restored
  })
}
