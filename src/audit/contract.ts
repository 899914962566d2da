import { z } from 'zod'
import { day, endpoint, id, ids, moment, page, pageQuery } from '../platform/contract.ts'

const tag = 'audit'
const key = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .max(60)

export const auditEntryShape = z.object({
  id,
  at: moment,
  actor: z.object({ id, name: z.string() }),
  /** web, api, cli, import, job or demo */
  via: z.string(),
  entityKind: z.string(),
  entityId: id,
  /** The record's name as it is now; null when it has none any more. */
  entityName: z.string().nullable(),
  action: z.string(),
  changes: z.array(
    z.object({
      field: z.string(),
      /** The field in the caller's language. */
      label: z.string(),
      form: z.enum(['text', 'money', 'moment', 'day', 'share', 'flag', 'list', 'number']),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
})

const filters = {
  entityKind: key.optional(),
  entityId: id.optional(),
  actor: ids.optional(),
  action: key.optional(),
  from: day.optional(),
  to: day.optional(),
}

export const listAudit = endpoint({
  method: 'GET',
  path: '/audit',
  summary:
    'Who changed what, newest first. The whole trail needs audit.read; with entityKind and entityId it is the history of one record, open to whoever may read that record',
  tag,
  query: z.object({ ...pageQuery, ...filters }),
  reply: page(auditEntryShape),
})

export const exportAudit = endpoint({
  method: 'GET',
  path: '/audit/export',
  summary: 'The trail as a file, one row per changed field, newest first; needs audit.read and export, and is itself recorded',
  tag,
  query: z.object({ ...filters, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
})
