import { record } from '../../platform/audit-trail.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { announce } from '../../platform/news.ts'
import { refuse, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { accept } from '../../platform/refusal.ts'
import { readingLosses } from '../permissions.ts'
import { campaignWithin, type CampaignRow } from '../queries/campaigns.ts'
import { lockCampaign } from '../store.ts'

/** The campaign for a change, locked; what the caller does not see is not there. */
export async function campaignFor(
  tx: Tx,
  caller: Caller,
  id: string,
  ifMatch: number | null = null,
): Promise<Outcome<CampaignRow>> {
  const lacking = readingLosses(caller)
  if (lacking) return { ok: false, refusal: lacking }
  await lockCampaign(tx, caller.orgId, id)
  const row = await campaignWithin(tx, caller, id)
  if (!row) return refuse('not-found')
  if (ifMatch !== null && ifMatch !== row.version) return refuse('version-conflict', { version: row.version })
  return accept(row)
}

/** Into the audit trail, and to the open pages of everybody who works on the campaign or leads it. */
export async function tellOfCampaign(
  tx: Tx,
  caller: Caller,
  campaign: { id: string; owner_id: string; people: readonly { id: string }[] },
  action: string,
  change: { before?: Record<string, unknown> | null; after?: Record<string, unknown> | null } = {},
): Promise<void> {
  await record(tx, caller, [{ entityKind: 'win-back-campaign', entityId: campaign.id, action, ...change }])
  const people = new Set([campaign.owner_id, ...campaign.people.map(({ id }) => id)])
  await announce(
    tx,
    caller.orgId,
    [...people].map((ownerId) => ({
      topic: `win-back-campaign.${action}`,
      entityKind: 'win-back',
      entityId: campaign.id,
      ownerId,
    })),
  )
}
