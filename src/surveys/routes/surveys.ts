import type { Tx } from '../../platform/database/connect.ts'
import type { Api } from '../../platform/http/api.ts'
import { nothing, serve } from '../../platform/http/serve.ts'
import { accept, refuse, type Refusal } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { closeComplaint, openComplaint } from '../commands/complaints.ts'
import { invite, revokeInvitation } from '../commands/invite.ts'
import { archiveSurvey, changeState, createSurvey, saveSurvey } from '../commands/write.ts'
import * as contract from '../contract.ts'
import { readingResults, readingSurveys } from '../permissions.ts'
import { findRecipients, listInvitations } from '../queries/recipients.ts'
import { readResults } from '../queries/results.ts'
import { readSatisfactionOf } from '../queries/satisfaction.ts'
import { listSurveys, readSurvey } from '../queries/surveys.ts'

const no = (refusal: Refusal) => ({ ok: false as const, refusal })

export function surveyRoutes(api: Api): void {
  const view = async (tx: Tx, caller: Caller, id: string) => {
    const refusal = readingSurveys(caller)
    if (refusal) return no(refusal)
    const survey = await readSurvey(tx, caller, id)
    return survey ? accept(survey) : refuse('not-found')
  }
  const customerView = async (tx: Tx, caller: Caller, id: string, contact?: string) => {
    const refusal = readingSurveys(caller)
    if (refusal) return no(refusal)
    const found = await readSatisfactionOf(tx, caller, id, contact)
    return found ? accept(found) : refuse('not-found')
  }
  serve(api, contract.listSurveys, async ({ tx, caller, query }) => {
    const refusal = readingSurveys(caller)
    return refusal ? no(refusal) : accept(await listSurveys(tx, caller, query))
  })
  serve(api, contract.createSurvey, async ({ tx, caller, body }) => {
    const made = await createSurvey(tx, caller, body)
    return made.ok ? view(tx, caller, made.value.id) : made
  })
  serve(api, contract.readSurvey, ({ tx, caller, params }) => view(tx, caller, params.id))
  serve(api, contract.saveSurvey, async ({ tx, caller, params, body, ifMatch }) => {
    const saved = await saveSurvey(tx, caller, params.id, body, ifMatch)
    return saved.ok ? view(tx, caller, params.id) : saved
  })
  serve(api, contract.changeSurveyState, async ({ tx, caller, params, body }) => {
    const changed = await changeState(tx, caller, params.id, body.state)
    return changed.ok ? view(tx, caller, params.id) : changed
  })
  serve(api, contract.archiveSurvey, ({ tx, caller, params }) => archiveSurvey(tx, caller, params.id))
  serve(api, contract.findRecipients, async ({ tx, caller, params, query }) => {
    const survey = await view(tx, caller, params.id)
    return survey.ok ? accept(await findRecipients(tx, caller, params.id, query)) : survey
  })
  serve(api, contract.listInvitations, async ({ tx, caller, params, query }) => {
    const survey = await view(tx, caller, params.id)
    return survey.ok ? accept(await listInvitations(tx, caller, params.id, query)) : survey
  })
  serve(api, contract.invite, ({ tx, caller, params, body }) => invite(tx, caller, params.id, body, api.publicUrl))
  serve(api, contract.revokeInvitation, async ({ tx, caller, params }) => {
    const revoked = await revokeInvitation(tx, caller, params.id)
    return revoked.ok ? nothing : revoked
  })
  serve(api, contract.readResults, async ({ tx, caller, params, query }) => {
    const refusal = readingResults(caller)
    return refusal ? no(refusal) : readResults(tx, caller, params.id, query)
  })
  serve(api, contract.readSatisfaction, ({ tx, caller, params, query }) => customerView(tx, caller, params.id, query.contact))
  serve(api, contract.openComplaint, async ({ tx, caller, params, body }) => {
    const opened = await openComplaint(tx, caller, params.id, body)
    return opened.ok ? customerView(tx, caller, params.id) : opened
  })
  serve(api, contract.closeComplaint, async ({ tx, caller, params, body }) => {
    const closed = await closeComplaint(tx, caller, params.id, body.closing)
    return closed.ok ? customerView(tx, caller, closed.value.customerId) : closed
  })
}
