import { contactReachTexts, contactTexts } from '../contacts/contact.ts'
import { customerTexts } from '../customers/customer.ts'
import { insertMany } from '../platform/database/bulk.ts'
import type { Tx } from '../platform/database/connect.ts'
import { reindex } from '../platform/database/search-grams.ts'
import type { Caller } from '../platform/session.ts'
import { coreKey, nameKey } from '../platform/text/keys.ts'
import { pinyinOf } from '../platform/text/pinyin.ts'
import type { Settled } from './commands/settle.ts'
import type { DemoDeal, PlacedCustomer } from './demo-company.ts'
import type { DemoActivity } from './diary.ts'
import type { DemoLead } from './lead-stream.ts'

type Touches = ReadonlyMap<string, number>

const moment = (at: number | null | undefined): Date | null => (at === null || at === undefined ? null : new Date(at))

/** Customers and their people, as if entered one by one on their days. */
export async function insertCustomers(
  tx: Tx,
  caller: Caller,
  customers: readonly PlacedCustomer[],
  { members, sources }: Settled,
  touched: Touches,
): Promise<void> {
  const named = customers.map((customer) => ({ customer, names: pinyinOf(customer.fields.name) }))
  await insertMany(
    tx,
    'customer',
    named.map(({ customer: { id, fields, owner, createdAt, sourceKey }, names }) => ({
      org_id: caller.orgId,
      id,
      name: fields.name,
      name_key: nameKey(fields.name),
      core_key: coreKey(fields.name),
      pinyin: names.full,
      initials: names.initials,
      industry: fields.industry,
      main_business: fields.mainBusiness,
      headcount_band: fields.headcountBand,
      headcount: fields.headcount,
      it_share: fields.itShare,
      revenue_minor: fields.revenueMinor,
      revenue_trend: fields.revenueTrend,
      goals: fields.goals,
      standing: fields.standing,
      region: fields.region,
      address: fields.address,
      website: fields.website,
      phone: fields.phone,
      social_credit_code: fields.socialCreditCode,
      source_id: sources.get(sourceKey ?? '') ?? null,
      level: fields.level,
      owner_id: members.get(owner)!,
      last_activity_at: moment(touched.get(id)),
      version: 1,
      created_at: new Date(createdAt),
      created_by: members.get(owner)!,
      updated_at: new Date(createdAt),
    })),
  )
  await reindex(
    tx,
    caller.orgId,
    'customer',
    named.map(({ customer, names: { full, initials } }) => ({
      entityId: customer.id,
      texts: customerTexts({ ...customer.fields, pinyin: full, initials }),
    })),
    { fresh: true },
  )
  await insertContacts(tx, caller, customers, members)
}

async function insertContacts(
  tx: Tx,
  caller: Caller,
  customers: readonly PlacedCustomer[],
  members: Settled['members'],
): Promise<void> {
  const people = customers.flatMap(({ id, owner, createdAt, contacts, contactIds }) =>
    contacts.map(({ fields }, at) => {
      const { full, initials } = pinyinOf(fields.name)
      return {
        id: contactIds[at]!,
        customerId: id,
        owner: members.get(owner)!,
        createdAt: createdAt + 1000,
        fields,
        full,
        initials,
      }
    }),
  )
  await insertMany(
    tx,
    'contact',
    people.map(({ id, customerId, owner, createdAt, fields, full, initials }) => ({
      org_id: caller.orgId,
      id,
      customer_id: customerId,
      name: fields.name,
      pinyin: full,
      initials,
      title: fields.title,
      role: fields.role,
      attitude: fields.attitude,
      phone: fields.phone,
      phone_given: fields.phoneGiven,
      email: fields.email,
      wechat: fields.wechat,
      owner_id: owner,
      version: 1,
      created_at: new Date(createdAt),
      created_by: owner,
      updated_at: new Date(createdAt),
    })),
  )
  const names = people.map(({ id, fields, full, initials }) => ({
    entityId: id,
    texts: contactTexts({ name: fields.name, pinyin: full, initials }),
  }))
  const reach = people.map(({ id, fields }) => ({ entityId: id, texts: contactReachTexts(fields) }))
  await reindex(tx, caller.orgId, 'contact', names, { fresh: true })
  await reindex(tx, caller.orgId, 'contact-reach', reach, { fresh: true })
}

export async function insertLeads(
  tx: Tx,
  caller: Caller,
  leads: readonly DemoLead[],
  { members, sources }: Settled,
  touched: Touches,
): Promise<void> {
  await insertMany(
    tx,
    'lead',
    leads.map((lead) => {
      const { full, initials } = pinyinOf(lead.fields.company)
      return {
        org_id: caller.orgId,
        id: lead.id,
        company: lead.fields.company,
        name_key: nameKey(lead.fields.company),
        pinyin: full,
        initials,
        contact_name: lead.fields.contactName,
        phone: lead.fields.phone,
        phone_given: lead.fields.phoneGiven,
        email: lead.fields.email,
        industry: lead.fields.industry,
        region: lead.fields.region,
        source_id: sources.get(lead.sourceKey) ?? null,
        demand: lead.fields.demand,
        owner_id: members.get(lead.owner)!,
        status: lead.status,
        invalid_reason: lead.invalidReason,
        qualified_at: moment(lead.qualifiedAt),
        customer_id: lead.customerId,
        opportunity_id: lead.opportunityId,
        last_activity_at: moment(touched.get(lead.id)),
        version: 1,
        created_at: new Date(lead.createdAt),
        created_by: members.get(lead.owner)!,
        updated_at: new Date(lead.updatedAt),
      }
    }),
  )
  const texts = (name: string | null) => {
    if (!name) return []
    const { full, initials } = pinyinOf(name)
    return [name, full, initials]
  }
  const names = leads.map(({ id, fields }) => ({ entityId: id, texts: [...texts(fields.company), ...texts(fields.contactName)] }))
  const reach = leads.map(({ id, fields }) => ({ entityId: id, texts: [fields.phone, fields.email] }))
  await reindex(tx, caller.orgId, 'lead', names, { fresh: true })
  await reindex(tx, caller.orgId, 'lead-reach', reach, { fresh: true })
}

export async function insertActivities(
  tx: Tx,
  caller: Caller,
  activities: readonly DemoActivity[],
  { members }: Settled,
): Promise<void> {
  for (let at = 0; at < activities.length; at += 1500) await insertPart(tx, caller, activities.slice(at, at + 1500), members)
}

async function insertPart(
  tx: Tx,
  caller: Caller,
  activities: readonly DemoActivity[],
  members: Settled['members'],
): Promise<void> {
  await insertMany(
    tx,
    'activity',
    activities.map((activity) => ({
      org_id: caller.orgId,
      id: activity.id,
      kind: activity.kind,
      customer_id: activity.customerId,
      lead_id: activity.leadId,
      opportunity_id: activity.opportunityId,
      owner_id: members.get(activity.owner)!,
      happened_at: new Date(activity.happenedAt),
      recorded_at: new Date(activity.recordedAt),
      late: activity.late,
      duration_minutes: activity.durationMinutes,
      place: activity.place,
      purpose: activity.purpose,
      content: activity.content,
      feedback: activity.feedback,
      result: activity.result,
      next_step: activity.nextStep,
      next_step_on: activity.nextStepOn,
      version: 1,
      created_by: members.get(activity.owner)!,
      updated_at: new Date(activity.recordedAt),
    })),
  )
  await insertMany(
    tx,
    'activity_contact',
    activities.flatMap(({ id, contactIds }) =>
      contactIds.map((contactId) => ({ org_id: caller.orgId, activity_id: id, contact_id: contactId })),
    ),
  )
}

/** Whom deals name as competitors. */
export async function insertRivals(
  tx: Tx,
  caller: Caller,
  deals: readonly DemoDeal[],
  { members, competitors }: Pick<Settled, 'members' | 'competitors'>,
): Promise<void> {
  await insertMany(
    tx,
    'named_competitor',
    deals.flatMap(({ id, owner, updatedAt, rivals }) =>
      rivals.map((place) => ({
        org_id: caller.orgId,
        opportunity_id: id,
        competitor_id: competitors[place]!,
        named_at: new Date(updatedAt),
        named_by: members.get(owner)!,
      })),
    ),
  )
}
