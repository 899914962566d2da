import { difference, record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { announce } from '../../platform/news.ts'
import { accept, refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { changingQuestions, writingSurvey } from '../permissions.ts'
import { readSurvey } from '../queries/surveys.ts'
import { insertSurvey, saveSurvey as save, type SurveyFields } from '../store.ts'
import { flawOf, tidyQuestions, tidyText } from '../survey.ts'

const tidy = ({ name, title, intro, thanks, questions, validDays }: SurveyFields): SurveyFields => ({
  name,
  title: tidyText(title)!,
  intro: tidyText(intro),
  thanks: tidyText(thanks),
  questions: tidyQuestions(questions),
  validDays,
})

export async function createSurvey(tx: Tx, caller: Caller, given: SurveyFields): Promise<Outcome<{ id: string }>> {
  const fields = tidy(given)
  const refusal = writingSurvey(caller)
  if (refusal) return { ok: false, refusal }
  const flaw = flawOf(fields.questions)
  if (flaw) return refuse(flaw.code, { ...flaw })
  const id = newId()
  await insertSurvey(tx, caller, id, fields)
  await record(tx, caller, [{ entityKind: 'survey', entityId: id, action: 'created', after: { name: fields.name } }])
  await tell(tx, caller, id)
  return accept({ id })
}

/** Changes a survey. What has been answered stays asked: with answers there, other questions are refused. */
export async function saveSurvey(
  tx: Tx,
  caller: Caller,
  id: string,
  given: SurveyFields,
  ifMatch: number | null,
): Promise<Outcome<undefined>> {
  const fields = tidy(given)
  const found = await lock(tx, caller, id)
  if (!found.ok) return found
  const survey = found.value
  if (ifMatch !== null && ifMatch !== survey.version) return refuse('version-conflict', { version: survey.version })
  const changed = difference<Record<string, unknown>>({ ...tidy(survey) }, { ...fields })
  if (!changed) return accept(undefined)
  if ('questions' in changed.after) {
    if (survey.permissions.questions) return { ok: false, refusal: changingQuestions(caller, { answered: 1 })! }
    const flaw = flawOf(fields.questions)
    if (flaw) return refuse(flaw.code, { ...flaw })
  }
  await save(tx, caller, id, { fields })
  await record(tx, caller, [{ entityKind: 'survey', entityId: id, action: 'changed', ...changed }])
  await tell(tx, caller, id)
  return accept(undefined)
}

/** Opens a survey for answers or closes it; its links open nothing while it is closed. */
export async function changeState(tx: Tx, caller: Caller, id: string, state: 'open' | 'closed'): Promise<Outcome<undefined>> {
  const found = await lock(tx, caller, id)
  if (!found.ok) return found
  if (found.value.state === state) return accept(undefined)
  await save(tx, caller, id, { state })
  await record(tx, caller, [{ entityKind: 'survey', entityId: id, action: 'changed', before: { state: found.value.state }, after: { state } }]) // prettier-ignore
  await tell(tx, caller, id)
  return accept(undefined)
}

export async function archiveSurvey(tx: Tx, caller: Caller, id: string): Promise<Outcome<undefined>> {
  const found = await lock(tx, caller, id)
  if (!found.ok) return found
  await save(tx, caller, id, { archived: true, state: 'closed' })
  await record(tx, caller, [{ entityKind: 'survey', entityId: id, action: 'archived' }])
  await tell(tx, caller, id)
  return accept(undefined)
}

async function lock(tx: Tx, caller: Caller, id: string) {
  await tx.selectFrom('survey').select('id').where('org_id', '=', caller.orgId).where('id', '=', id).forUpdate().execute()
  const survey = await readSurvey(tx, caller, id)
  if (!survey) return refuse('not-found')
  const refusal = writingSurvey(caller)
  return refusal ? { ok: false as const, refusal } : accept(survey)
}

const tell = (tx: Tx, { orgId }: Caller, id: string): Promise<void> =>
  announce(tx, orgId, [{ topic: 'survey.changed', entityKind: 'survey', entityId: id, ownerId: null }])
