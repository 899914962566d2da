import type { InvalidReason, LeadFields, LeadStatus } from '../leads/lead.ts'
import { seeded } from '../platform/random.ts'
import { addDays } from '../platform/time.ts'
import { sourceMix } from './catalogue.ts'
import type { DemoDeal, PlacedCustomer } from './demo-company.ts'
import { writeDown, type DemoActivity, type DiarySetting } from './diary.ts'
import { companyMaker, mobileNumber, personName } from './invented-names.ts'
import { arrivalWeight, dayAt, workingMoment } from './season.ts'
import { carrierOf, regions, repsOf } from './staff.ts'
import { leadDemands, talkOf } from './talk.ts'

export interface DemoLead {
  id: string
  fields: Omit<LeadFields, 'sourceId' | 'productId'>
  sourceKey: string
  owner: string
  status: LeadStatus
  invalidReason: InvalidReason | null
  qualifiedAt: number | null
  customerId: string | null
  opportunityId: string | null
  createdAt: number
  updatedAt: number
}

const count = { fresh: 110, qualified: 100, invalid: 90, lastDays: 200 }

/** Half a year of leads: those that became the deals on record, those that came to nothing, and those nobody has decided yet. */
export function leadStream({
  today,
  customers,
  deals,
  setting,
}: {
  today: string
  customers: readonly PlacedCustomer[]
  deals: readonly DemoDeal[]
  setting: DiarySetting
}): { leads: DemoLead[]; talks: DemoActivity[] } {
  const { now, timeZone, idAt, random } = setting
  const talks: DemoActivity[] = []
  const leads: DemoLead[] = []
  const note = (lead: DemoLead, at: number): void => {
    const person = lead.fields.contactName ?? '对方'
    const about = { customerId: null, leadId: lead.id, opportunityId: null, contactIds: [], owner: lead.owner, city: null }
    const written = at < now ? writeDown(talkOf(1, person, '智序', random), about, at, setting) : null
    if (written) talks.push({ ...written, kind: 'call' })
  }

  const since = now - count.lastDays * 86_400_000
  const born = deals.filter((deal) => deal.createdAt > since && deal.externalId === null && deal.pipeline === 'b2b-six-stages')
  for (const deal of born.filter(() => random.chance(count.qualified / Math.max(1, born.length)))) {
    const customer = customers[deal.customer]!
    const person = customer.contacts[0]!.fields
    const createdAt = Math.min(
      deal.createdAt - 3_600_000,
      workingMoment(addDays(dayAt(deal.createdAt, timeZone), -random.whole(1, 9)), timeZone, random),
    )
    const lead: DemoLead = {
      id: idAt(createdAt),
      fields: {
        company: customer.fields.name,
        contactName: person.name,
        phone: person.phone,
        phoneGiven: person.phoneGiven,
        email: person.email,
        industry: customer.fields.industry,
        region: customer.region,
        demand: random.pick(leadDemands),
        note: null,
      },
      sourceKey: deal.sourceKey,
      owner: deal.openedBy,
      status: 'qualified',
      invalidReason: null,
      qualifiedAt: deal.createdAt,
      customerId: customer.id,
      opportunityId: deal.id,
      createdAt,
      updatedAt: deal.createdAt,
    }
    leads.push(lead)
    note(lead, createdAt + random.whole(20, 200) * 60_000)
  }

  const invent = companyMaker(seeded(random.whole(1, 1_000_000)))
  for (let index = 0; index < count.fresh + count.invalid; index++) {
    const isFresh = index < count.fresh
    const lead = stranger(isFresh)
    leads.push(lead)
    if (isFresh ? random.chance(0.6) : true) note(lead, lead.createdAt + random.whole(20, 1500) * 60_000)
  }
  return { leads, talks }

  function stranger(isFresh: boolean): DemoLead {
    const region = random.pick(regions)
    const company = invent(region)
    const age = isFresh ? Math.min(90, Math.floor(random.logNormal(9, 1))) : random.whole(6, count.lastDays)
    const day = addDays(today, -age)
    const createdAt = Math.min(now - 600_000, workingMoment(arrivalWeight(day) > 0.05 ? day : addDays(day, -7), timeZone, random))
    const updatedAt = isFresh ? createdAt : Math.min(now, workingMoment(addDays(day, random.whole(1, 6)), timeZone, random))
    const phone = random.chance(0.9) ? mobileNumber(random) : null
    return {
      id: idAt(createdAt),
      fields: {
        company: company.name,
        contactName: random.chance(0.9) ? personName(random) : null,
        phone,
        phoneGiven: phone && phone.slice(3),
        email: null,
        industry: random.chance(0.6) ? company.trade.industry : null,
        region,
        demand: random.chance(0.8) ? random.pick(leadDemands) : null,
        note: null,
      },
      sourceKey: random.weighted(sourceMix.map(({ key, share }) => [key, key === 'advertising' ? share * 2 : share] as const)),
      owner: carrierOf(region, random.pick(repsOf(region)).key, day, today),
      status: isFresh ? 'open' : 'invalid',
      invalidReason: isFresh
        ? null
        : random.weighted<InvalidReason>([
            ['no-need', 6],
            ['unreachable', 5],
            ['wrong-data', 4],
            ['outside-target', 3],
            ['not-a-buyer', 3],
            ['duplicate', 2],
          ]),
      qualifiedAt: null,
      customerId: null,
      opportunityId: null,
      createdAt,
      updatedAt,
    }
  }
}
