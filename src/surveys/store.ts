import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { insertMany } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Caller } from '../platform/session.ts'
import type { Locale } from '../platform/words.ts'
import type { Answers } from './answering.ts'
import type { Question, SurveyState, Told } from './survey.ts'

export interface SurveyFields {
  name: string
  title: Told
  intro: Told | null
  thanks: Told | null
  questions: Question[]
  validDays: number
}

const columnsOf = ({ name, title, intro, thanks, questions, validDays }: SurveyFields) => ({
  name,
  title: JSON.stringify(title),
  intro: intro && JSON.stringify(intro),
  thanks: thanks && JSON.stringify(thanks),
  questions: JSON.stringify(questions),
  valid_days: validDays,
})

export async function insertSurvey(tx: Tx, caller: Caller, id: string, fields: SurveyFields): Promise<void> {
  const { orgId, now, memberId } = caller
  await tx
    .insertInto('survey')
    .values({ ...columnsOf(fields), org_id: orgId, id, created_at: now, created_by: memberId, updated_at: now })
    .execute()
}

export async function saveSurvey(
  tx: Tx,
  caller: Caller,
  id: string,
  change: { fields?: SurveyFields; state?: SurveyState; archived?: true },
): Promise<void> {
  await tx
    .updateTable('survey')
    .set({
      ...(change.fields && columnsOf(change.fields)),
      ...(change.state && { state: change.state }),
      ...(change.archived && { deleted_at: caller.now }),
      updated_at: caller.now,
      version: sql`version + 1`,
    })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}

/** 160 bits of chance behind the organisation's id: whoever opens a link is looked for only among that organisation's rows. */
const chanceBytes = 20
const tokenShape = /^[A-Za-z0-9_-]{48}$/

export const newToken = (orgId: string): string =>
  Buffer.concat([Buffer.from(orgId.replaceAll('-', ''), 'hex'), randomBytes(chanceBytes)]).toString('base64url')

export const printOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The organisation that a token names; null for what cannot be a token. */
export function organisationOf(token: string): string | null {
  if (!tokenShape.test(token)) return null
  const hex = Buffer.from(token, 'base64url').subarray(0, 16).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export interface NewInvitation {
  id: string
  surveyId: string
  customerId: string
  contactId: string
  token: string
  locale: Locale
  expiresAt: Date
}

export const insertInvitations = (tx: Tx, caller: Caller, rows: readonly NewInvitation[]): Promise<unknown> =>
  insertMany(
    tx,
    'survey_invitation',
    rows.map((row) => ({
      org_id: caller.orgId,
      id: row.id,
      survey_id: row.surveyId,
      customer_id: row.customerId,
      contact_id: row.contactId,
      token_hash: `\\x${printOf(row.token).toString('hex')}` as never,
      locale: row.locale,
      made_at: caller.now,
      made_by: caller.memberId,
      expires_at: row.expiresAt,
    })),
  )

/** Withdraws links that were not answered. */
export async function revoke(
  tx: Tx,
  caller: Caller,
  which: { id: string } | { surveyId: string; contactIds: readonly string[] },
) {
  await sql`update survey_invitation set revoked_at = ${caller.now}
    where org_id = ${caller.orgId} and revoked_at is null and answered_at is null
      and ${'id' in which ? sql`id = ${which.id}` : sql`survey_id = ${which.surveyId} and contact_id = any(${[...which.contactIds]}::uuid[])`}`.execute(
    tx,
  )
}

export interface NewAnswer {
  invitationId: string
  surveyId: string
  locale: Locale
  nps: number | null
  satisfaction: number | null
  answers: Answers
  wantsContact: boolean
  activityId: string
}

export async function insertAnswer(tx: Tx, orgId: string, at: Date, answer: NewAnswer): Promise<void> {
  const { invitationId, surveyId, locale, nps, satisfaction, answers, wantsContact, activityId } = answer
  await tx
    .insertInto('survey_answer')
    .values({
      org_id: orgId,
      invitation_id: invitationId,
      survey_id: surveyId,
      answered_at: at,
      locale,
      nps,
      satisfaction,
      answers: JSON.stringify(answers),
      wants_contact: wantsContact,
      activity_id: activityId,
    })
    .execute()
  await tx.updateTable('survey_invitation').set({ answered_at: at }).where('org_id', '=', orgId).where('id', '=', invitationId).execute() // prettier-ignore
}

export interface NewComplaint {
  id: string
  customerId: string
  contactId: string | null
  invitationId: string | null
  isSevere: boolean
  text: string
  openedBy: string | null
}

export async function insertComplaint(tx: Tx, orgId: string, at: Date, row: NewComplaint): Promise<void> {
  await tx
    .insertInto('customer_complaint')
    .values({
      org_id: orgId,
      id: row.id,
      customer_id: row.customerId,
      contact_id: row.contactId,
      invitation_id: row.invitationId,
      is_severe: row.isSevere,
      text: row.text,
      opened_at: at,
      opened_by: row.openedBy,
    })
    .execute()
}

export async function settleComplaint(tx: Tx, caller: Caller, id: string, closing: string): Promise<void> {
  await tx
    .updateTable('customer_complaint')
    .set({ closed_at: caller.now, closed_by: caller.memberId, closing })
    .where('org_id', '=', caller.orgId)
    .where('id', '=', id)
    .execute()
}
