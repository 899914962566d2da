import { record } from '../platform/audit-trail.ts'
import type { Tx } from '../platform/database/connect.ts'
import { csvStream, xlsxStream } from '../platform/files/write.ts'
import type { Api } from '../platform/http/api.ts'
import { serve, serveDownload, type Download } from '../platform/http/serve.ts'
import { accept, refuse, type Outcome, type Refusal } from '../platform/refusal.ts'
import type { Caller } from '../platform/session.ts'
import { dayOf } from '../platform/time.ts'
import { say } from '../platform/words.ts'
import { archiveCampaign, changeCampaign, createCampaign, planMonths } from './commands/campaigns.ts'
import { returnMember, stepMember } from './commands/members.ts'
import { refillCampaign, undoRefill } from './commands/refill.ts'
import { noteContractEnd, saveRecoverability } from './commands/settings.ts'
import * as contract from './contract.ts'
import * as losses from './loss-contract.ts'
import { exportingList, readingLosses } from './permissions.ts'
import { campaignWithin, listCampaigns, readCampaign, type CampaignRow } from './queries/campaigns.ts'
import { listLostDeals, readLostDeal } from './queries/lost-deals.ts'
import { listMembers, readMember } from './queries/members.ts'
import { readRecoverability } from './queries/settings.ts'
import { listRows } from './table-file.ts'
import { words } from './words.ts'

const found = <T>(record: T | null): Outcome<T> => (record ? accept(record) : refuse('not-found'))
const then = async <T, R>(outcome: Outcome<T>, next: (value: T) => Promise<R | null>): Promise<Outcome<R>> =>
  outcome.ok ? found(await next(outcome.value)) : outcome
const unless = async <T>(refusal: Refusal | null, answer: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  refusal ? { ok: false, refusal } : answer()

export function winBackRoutes(api: Api): void {
  const reading = <T>(caller: Caller, read: () => Promise<T | null>) =>
    unless(readingLosses(caller), async () => found(await read()))

  serve(api, losses.listLostDeals, ({ tx, caller, query }) => reading(caller, () => listLostDeals(tx, caller, query)))
  serve(api, losses.noteContractEnd, async ({ tx, caller, params, body, ifMatch }) =>
    then(await noteContractEnd(tx, caller, params.id, body.contractEndsOn, ifMatch), () => readLostDeal(tx, caller, params.id)),
  )
  serve(api, losses.readRecoverability, ({ tx, caller }) => reading(caller, () => readRecoverability(tx, caller)))
  serve(api, losses.saveRecoverability, async ({ tx, caller, body, ifMatch }) =>
    then(await saveRecoverability(tx, caller, body, ifMatch), () => readRecoverability(tx, caller)),
  )

  serve(api, contract.listCampaigns, ({ tx, caller, query }) => reading(caller, () => listCampaigns(tx, caller, query)))
  serve(api, contract.readCampaign, ({ tx, caller, params }) => reading(caller, () => readCampaign(tx, caller, params.id)))
  serve(api, contract.createCampaign, async ({ tx, caller, body }) =>
    then(await createCampaign(tx, caller, body), ({ id }) => readCampaign(tx, caller, id)),
  )
  serve(api, contract.changeCampaign, async ({ tx, caller, params, body, ifMatch }) =>
    then(await changeCampaign(tx, caller, params.id, body, ifMatch), () => readCampaign(tx, caller, params.id)),
  )
  serve(api, contract.archiveCampaign, ({ tx, caller, params }) => archiveCampaign(tx, caller, params.id, true))
  serve(api, contract.restoreCampaign, async ({ tx, caller, params }) =>
    then(await archiveCampaign(tx, caller, params.id, false), () => readCampaign(tx, caller, params.id)),
  )
  serve(api, contract.planMonths, async ({ tx, caller, params, body, ifMatch }) =>
    then(await planMonths(tx, caller, params.id, body.months, ifMatch), () => readCampaign(tx, caller, params.id)),
  )
  serve(api, contract.refillCampaign, ({ tx, caller, params, body }) => refillCampaign(tx, caller, params.id, body))
  serve(api, contract.undoRefill, ({ tx, caller, params }) => undoRefill(tx, caller, params.id, params.refillId))

  serve(api, contract.listCampaignMembers, ({ tx, caller, params, query }) =>
    reading(caller, async () => {
      const campaign = await campaignWithin(tx, caller, params.id)
      return campaign && listMembers(tx, caller, campaign, query)
    }),
  )
  const memberAfter = (tx: Tx, caller: Caller, dealId: string) => (campaign: CampaignRow) =>
    readMember(tx, caller, campaign, dealId)
  serve(api, contract.stepMember, async ({ tx, caller, params, body, ifMatch }) =>
    then(await stepMember(tx, caller, { ...params, ...body }, ifMatch), memberAfter(tx, caller, params.dealId)),
  )
  serve(api, contract.returnMember, async ({ tx, caller, params, body, ifMatch }) =>
    then(await returnMember(tx, caller, { ...params, ...body }, ifMatch), memberAfter(tx, caller, params.dealId)),
  )
  serveDownload(api, contract.exportCampaign, ({ tx, caller, params, query }) =>
    unless(exportingList(caller), () => file(tx, caller, params.id, query.format)),
  )
}

async function file(tx: Tx, caller: Caller, id: string, format: 'xlsx' | 'csv'): Promise<Outcome<Download>> {
  const campaign = await campaignWithin(tx, caller, id)
  if (!campaign) return refuse('not-found')
  const { items } = await listMembers(tx, caller, campaign, { limit: 100_000 })
  await record(tx, caller, [
    { entityKind: 'win-back-campaign', entityId: id, action: 'exported', after: { format, rows: items.length } },
  ])
  const rows = listRows(items, caller.locale)
  const name = say(caller.locale, words, 'fileName', { campaign: campaign.name, day: dayOf(caller.now, caller.timeZone) })
  return accept(
    format === 'csv'
      ? { body: csvStream(rows), contentType: 'text/csv; charset=utf-8', fileName: `${name}.csv` }
      : {
          body: xlsxStream(rows, say(caller.locale, words, 'sheet'), [28, 28, 14, 14, 12, 8, 12, 10, 10, 12, 12, 12, 40]),
          contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          fileName: `${name}.xlsx`,
        },
  )
}
