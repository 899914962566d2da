import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { reaches } from '../../people/reach.ts'
import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import type { DocumentCategory } from '../../pipelines/gate-fields.ts'
import { mediaTypeOf, mostDocuments, safeFileName } from '../document-media.ts'
import { filing } from '../permissions.ts'
import { dealOf, denied } from './load.ts'

/** A deal to file documents with, locked so that two uploads at once are counted one after the other. */
async function filingPlace(tx: Tx, caller: Caller, id: string): Promise<Outcome<{ ownerId: string }>> {
  const row = await tx
    .selectFrom('opportunity')
    .selectAll()
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || !reaches(caller, row.owner_id, row.customer_id)) return refuse('not-found')
  const refusal = filing(caller, dealOf(row))
  return refusal ? denied(refusal) : accept({ ownerId: row.owner_id })
}

/** Whether this caller may attach a document at all: asked before the file is looked at. */
export const mayAttach = filingPlace

/** Attaches a file to a deal. What it is, its content says; its name is cleaned. Refuses an empty file and one too many. */
export async function attachDocument(
  tx: Tx,
  caller: Caller,
  opportunityId: string,
  given: { category: DocumentCategory; fileName: string; content: Buffer },
): Promise<Outcome<{ id: string }>> {
  const place = await filingPlace(tx, caller, opportunityId)
  if (!place.ok) return place
  if (given.content.length === 0) return refuse('document-empty', {}, 400)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from document where org_id = ${caller.orgId} and opportunity_id = ${opportunityId} and deleted_at is null`.execute(
    tx,
  )
  if (rows[0]!.count >= mostDocuments) return refuse('too-many-documents', { most: mostDocuments })
  const id = newId()
  const fileName = safeFileName(given.fileName)
  const mediaType = mediaTypeOf(given.content)
  await tx
    .insertInto('document')
    .values({
      org_id: caller.orgId,
      id,
      opportunity_id: opportunityId,
      category: given.category,
      file_name: fileName,
      media_type: mediaType,
      size: given.content.length,
      sha256: createHash('sha256').update(given.content).digest(),
      uploaded_at: caller.now,
      uploaded_by: caller.memberId,
    })
    .execute()
  await tx.insertInto('document_content').values({ org_id: caller.orgId, document_id: id, content: given.content }).execute()
  const after = { opportunityId, category: given.category, fileName, mediaType, size: given.content.length }
  await record(tx, caller, [{ entityKind: 'document', entityId: id, action: 'created', after }])
  await tell(tx, caller, opportunityId, place.value.ownerId)
  return accept({ id })
}

/** Archives a document, or brings it back; its bytes stay. Doing either twice changes nothing. */
export async function archiveDocument(tx: Tx, caller: Caller, id: string, archived: boolean): Promise<Outcome<undefined>> {
  const document = await tx
    .selectFrom('document')
    .select(['id', 'opportunity_id', 'deleted_at'])
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!document?.opportunity_id) return refuse('not-found')
  const place = await filingPlace(tx, caller, document.opportunity_id)
  if (!place.ok) return place
  const { rows } = await sql`
    update document set deleted_at = ${archived ? caller.now : null}
     where org_id = ${caller.orgId} and id = ${id} and (deleted_at is null) = ${archived} returning id`.execute(tx)
  if (rows.length === 0) return accept(undefined)
  await record(tx, caller, [{ entityKind: 'document', entityId: id, action: archived ? 'archived' : 'restored' }])
  await tell(tx, caller, document.opportunity_id, place.value.ownerId)
  return accept(undefined)
}

const tell = (tx: Tx, caller: Caller, opportunityId: string, ownerId: string) =>
  announce(tx, caller.orgId, [
    { topic: 'opportunity.changed', entityKind: 'opportunity', entityId: opportunityId, ownerId, facts: { documents: true } },
  ])
