import { z } from 'zod'
import { endpoint, flag, id, idParams, moment, page, pageQuery, ref, verdict } from '../platform/contract.ts'
import { documentCategories } from '../pipelines/gate-fields.ts'

const tag = 'documents'
export const documentCategory = z.enum(documentCategories)

export const documentShape = z.object({
  id,
  opportunity: ref.nullable(),
  category: documentCategory,
  categoryName: z.string(),
  fileName: z.string(),
  /** As found in the content. */
  mediaType: z.string(),
  /** Bytes. */
  size: z.int(),
  uploadedAt: moment,
  uploadedBy: ref,
  archived: z.boolean(),
  permissions: z.object({ archive: verdict }),
})
export type DocumentView = z.output<typeof documentShape>

export const attachDocument = endpoint({
  method: 'POST',
  path: '/opportunities/:id/documents',
  summary: 'Attach a document: multipart/form-data with `category` and one `file` of at most 20 MB',
  tag,
  params: idParams,
  multipart: true,
  reply: documentShape,
})

export const listDocuments = endpoint({
  method: 'GET',
  path: '/opportunities/:id/documents',
  summary: 'Documents of an opportunity, latest first',
  tag,
  params: idParams,
  query: z.object({ ...pageQuery, archived: flag.optional() }),
  reply: page(documentShape),
})

export const readDocument = endpoint({
  method: 'GET',
  path: '/documents/:id/content',
  summary: 'The file, for download',
  tag,
  params: idParams,
})

export const archiveDocument = endpoint({
  method: 'DELETE',
  path: '/documents/:id',
  summary: 'Archive a document; gates no longer count it',
  tag,
  params: idParams,
})

export const restoreDocument = endpoint({
  method: 'POST',
  path: '/documents/:id/restoration',
  summary: 'Bring an archived document back',
  tag,
  params: idParams,
  reply: documentShape,
  status: 200,
})
