import { sql } from 'kysely'
import { reachable } from '../../people/queries.ts'
import { pageOf, placeAfter } from '../../platform/cursor.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { verdictOf } from '../../platform/http/problem.ts'
import type { Download } from '../../platform/http/serve.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { documentWords } from '../../pipelines/document-words.ts'
import type { DocumentCategory } from '../../pipelines/gate-fields.ts'
import type { DocumentView } from '../document-contract.ts'
import { servedAs } from '../document-media.ts'
import { filing } from '../permissions.ts'

interface DocumentRow {
  id: string
  opportunity_id: string | null
  opportunity_name: string | null
  opportunity_archived: boolean
  owner_id: string | null
  of_customer_id: string | null
  category: DocumentCategory
  file_name: string
  media_type: string
  size: number
  uploaded_at: Date
  uploaded_by: string
  uploader: string | null
  deleted_at: Date | null
}

const columns = sql`
  d.id, d.opportunity_id, o.name as opportunity_name, coalesce(o.deleted_at is not null, false) as opportunity_archived,
  coalesce(o.owner_id, c.owner_id) as owner_id, coalesce(o.customer_id, d.customer_id) as of_customer_id, d.category, d.file_name,
  d.media_type, d.size, d.uploaded_at, d.uploaded_by, m.name as uploader, d.deleted_at`
const joined = sql`
  from document d
  left join opportunity o on o.org_id = d.org_id and o.id = d.opportunity_id
  left join customer c on c.org_id = d.org_id and c.id = d.customer_id
  left join member m on m.org_id = d.org_id and m.id = d.uploaded_by`
/** A document is seen with the deal or the customer that it belongs to. */
const visible = (caller: Caller) =>
  sql`(d.opportunity_id is not null and ${reachable(caller, 'o.owner_id', 'o.customer_id')} or d.opportunity_id is null and ${reachable(caller, 'c.owner_id', 'c.id')})`

function shape(caller: Caller, row: DocumentRow): DocumentView {
  const deal = {
    status: 'open' as const,
    closedAt: null,
    archived: row.opportunity_archived,
    ownerId: row.owner_id ?? '',
    customerId: row.of_customer_id,
  }
  return {
    id: row.id,
    opportunity: row.opportunity_id ? { id: row.opportunity_id, name: row.opportunity_name ?? '' } : null,
    category: row.category,
    categoryName: say(caller.locale, documentWords, `category.${row.category as DocumentCategory}`),
    fileName: row.file_name,
    mediaType: row.media_type,
    size: row.size,
    uploadedAt: row.uploaded_at.toISOString(),
    uploadedBy: { id: row.uploaded_by, name: row.uploader ?? '' },
    archived: row.deleted_at !== null,
    permissions: { archive: verdictOf(filing(caller, deal), caller.locale) },
  }
}

/** Documents of a deal within reach, latest first; null outside reach. */
export async function listDocuments(
  tx: Tx,
  caller: Caller,
  opportunityId: string,
  ask: { limit: number; cursor?: string | undefined; archived?: boolean | undefined },
): Promise<{ items: DocumentView[]; nextCursor: string | null } | null> {
  const { rows: deals } = await sql`
    select from opportunity o where o.org_id = ${caller.orgId} and o.id = ${opportunityId} and ${reachable(caller, 'o.owner_id', 'o.customer_id')}`.execute(
    tx,
  )
  if (deals.length === 0) return null
  const place = placeAfter(ask.cursor, ['id'])
  const { rows } = await sql<DocumentRow>`
    select ${columns} ${joined}
     where d.org_id = ${caller.orgId} and d.opportunity_id = ${opportunityId}
       and d.deleted_at is ${ask.archived ? sql`not null` : sql`null`} ${place ? sql`and d.id < ${place[0]}::uuid` : sql``}
     order by d.id desc limit ${ask.limit + 1}`.execute(tx)
  const { items, nextCursor } = pageOf(rows, ask.limit, (row) => [row.id])
  return { items: items.map((row) => shape(caller, row)), nextCursor }
}

/** One document within reach, archived or not. */
export async function readDocument(tx: Tx, caller: Caller, id: string): Promise<Outcome<DocumentView>> {
  const { rows } = await sql<DocumentRow>`
    select ${columns} ${joined} where d.org_id = ${caller.orgId} and d.id = ${id} and ${visible(caller)}`.execute(tx)
  return rows[0] ? accept(shape(caller, rows[0])) : refuse('not-found')
}

/** The file of a document within reach, as a download under its own name. */
export async function readContent(tx: Tx, caller: Caller, id: string): Promise<Outcome<Download>> {
  const { rows } = await sql<{ content: Buffer; file_name: string; media_type: string }>`
    select b.content, d.file_name, d.media_type ${joined} join document_content b on b.org_id = d.org_id and b.document_id = d.id
     where d.org_id = ${caller.orgId} and d.id = ${id} and ${visible(caller)}`.execute(tx)
  const row = rows[0]
  if (!row) return refuse('not-found')
  return accept({ body: row.content, contentType: servedAs(row.media_type), fileName: row.file_name })
}
