import { seeded } from '../platform/random.ts'
import { addDays } from '../platform/time.ts'
import { competitors, products, sourceMix, type DemoProduct } from './catalogue.ts'
import { clientele, type DemoCustomer } from './clientele.ts'
import { nextStepOn, recordDeal, type DealRecord } from './deal-record.ts'
import { dealStory } from './deal-story.ts'
import { aftercare } from './aftercare.ts'
import { dealDiary, type DemoActivity, type DiarySetting } from './diary.ts'
import { idMaker } from './ids.ts'
import { knowCustomers } from './known-customers.ts'
import { leadStream, type DemoLead } from './lead-stream.ts'
import { arrivalWeight, dayAt } from './season.ts'
import { sixStages, threeStages } from './stage-habits.ts'
import { carrierOf, repsOf, staff } from './staff.ts'
import { troubles } from './troubles.ts'

/** Who else is known to be in the race: from the second stage on one or two, by and by more. */
function rivalsOf({ createdAt, stageEvents, competitor }: DealRecord): number[] {
  const own = seeded(createdAt % 2_147_483_647)
  const furthest = Math.max(...stageEvents.map(({ to }) => to ?? 1))
  const named = competitors.map((_, at) => at).filter(() => own.chance(furthest < 2 ? 0.02 : 0.1 + 0.05 * furthest))
  return [...new Set([...(competitor === null ? [] : [competitor]), ...named])]
}

export const sizes = { historyDays: 548, customers: 450, deals: 1600, fastDeals: 200, leads: 300 } as const

export interface DemoDeal extends DealRecord {
  name: string
  pipeline: 'b2b-six-stages' | 'fast-cycle'
  customer: number
  contactId: string | null
  product: DemoProduct
  sourceKey: string
  region: string
  nextStep: string | null
  nextStepOn: string | null
  /** Competitors named on it, by their places in the catalogue; the one it was lost to among them. */
  rivals: number[]
  externalId: string | null
}

/** A customer with its ids. `contactIds` stand in the order of its contacts. */
export interface PlacedCustomer extends DemoCustomer {
  id: string
  contactIds: string[]
  createdAt: number
}

export interface DemoCompany {
  staff: typeof staff
  products: typeof products
  competitors: typeof competitors
  customers: PlacedCustomer[]
  deals: DemoDeal[]
  leads: DemoLead[]
  activities: DemoActivity[]
}

interface Asked {
  seed: number
  /** Milliseconds since 1970; where the company's history ends. */
  now: number
  timeZone: string
}

/**
 * A whole company with eighteen months behind it, ending at `now`. The same seed, moment and time zone give the very same
 * company; another day gives the same people a day further on. All of it is invented.
 */
export function demoCompany(asked: Asked): DemoCompany {
  const telling = tellCompany(asked)
  for (;;) {
    const step = telling.next()
    if (step.done) return step.value
  }
}

/** As demoCompany, in pieces of some milliseconds, so that a server that makes one answers others in between. */
export function* tellCompany({ seed, now, timeZone }: Asked): Generator<void, DemoCompany> {
  const random = seeded(seed)
  const today = dayAt(now, timeZone)
  const idAt = idMaker(seeded(seed + 1))
  const setting: DiarySetting = { now, timeZone, idAt, random }
  const clients = clientele(random, sizes.customers)
  yield
  const plans = [
    ...plansOf(today, clients, random, sizes.deals - troubles.imported.count, 'b2b-six-stages'),
    ...importedPlans(today, clients, random),
    ...plansOf(today, clients, random, sizes.fastDeals, 'fast-cycle'),
  ]
  yield
  const told: Told[] = []
  for (const [index, plan] of plans.entries()) {
    told.push(...tell(plan, setting, today))
    if (index % 100 === 99) yield
  }
  knowCustomers(
    clients,
    told.map(({ deal }) => deal),
    seeded(seed + 2),
  )
  const customers = placeCustomers(clients, told, setting)
  yield
  const activities: DemoActivity[] = []
  for (const [index, { deal, story, habits }] of told.entries()) {
    const client = customers[deal.customer]!
    deal.contactId = random.chance(0.93) ? client.contactIds[0]! : null
    const contacts = client.contacts.map(({ fields }, at) => ({
      id: client.contactIds[at]!,
      name: addressOf(fields.name, fields.title),
    }))
    const customer = { id: client.id, city: client.fields.name.slice(0, 2), contacts }
    activities.push(...dealDiary({ story, record: deal, habits, customer, product: deal.product.series }, setting))
    if (index % 100 === 99) yield
  }
  const deals = told.map(({ deal }) => deal)
  const { leads, talks } = leadStream({ today, customers, deals, setting })
  yield
  return {
    staff,
    products,
    competitors,
    customers,
    deals,
    leads,
    activities: [...activities, ...talks, ...aftercare(customers, deals, setting)],
  }
}

type Told = ReturnType<typeof tell>[number]

/** Customers are on record since shortly before their first deal. */
function placeCustomers(clients: readonly DemoCustomer[], told: readonly Told[], setting: DiarySetting): PlacedCustomer[] {
  const { now, idAt, random } = setting
  const firstDeal = new Map<number, DemoDeal>()
  for (const { deal } of told)
    if (deal.createdAt < (firstDeal.get(deal.customer)?.createdAt ?? Infinity)) firstDeal.set(deal.customer, deal)
  return clients.map((client, index): PlacedCustomer => {
    const first = firstDeal.get(index)
    const createdAt = Math.min(
      (first?.createdAt ?? now) - random.whole(5, 400) * 60_000,
      now - random.whole(2, sizes.historyDays) * 86_400_000,
    )
    return {
      ...client,
      id: idAt(createdAt),
      createdAt,
      contactIds: client.contacts.map((_, at) => idAt(createdAt + 1000 + at)),
      sourceKey: client.fields.industry === null && random.chance(0.5) ? null : (first?.sourceKey ?? random.pick(sourceMix).key),
    }
  })
}

/** 韩经理 is how one speaks of 韩云豪, 生产经理. */
const addressOf = (name: string, title: string | null): string => {
  const short = title && /(总经理|总监|经理|主任|部长|厂长|主管|工程师|专员)$/.exec(title)?.[1]
  return short ? name.slice(0, 1) + (short === '总经理' ? '总' : short) : name
}

interface Plan {
  customer: number
  client: DemoCustomer
  pipeline: DemoDeal['pipeline']
  startDay: string
  startPosition: number
  importedOn: string | null
  number: number
}

type Chance = ReturnType<typeof seeded>

/** Who wants something when: by season, slowly growing, a few customers most. */
function plansOf(
  today: string,
  clients: readonly DemoCustomer[],
  random: Chance,
  count: number,
  pipeline: DemoDeal['pipeline'],
): Plan[] {
  const days = Array.from({ length: sizes.historyDays }, (_, at) => addDays(today, at - sizes.historyDays + 1))
  const weighted = days.map((day, at) => [day, arrivalWeight(day) * (1 + (0.25 * at) / sizes.historyDays)] as const)
  const buyers = clients.map((client, at) => [at, at % 9 === 8 ? 0 : client.appetite] as const)
  return Array.from({ length: count }, (_, number) => {
    const customer = random.weighted(buyers)
    return {
      customer,
      client: clients[customer]!,
      pipeline,
      startDay: random.weighted(weighted),
      startPosition: 1,
      importedOn: null,
      number,
    }
  }).sort((a, b) => (a.startDay < b.startDay ? -1 : 1))
}

function importedPlans(today: string, clients: readonly DemoCustomer[], random: Chance): Plan[] {
  const { region, daysAgo, count } = troubles.imported
  const importedOn = addDays(today, -daysAgo)
  const branch = clients.flatMap((client, at) => (client.region === region ? [[at, client.appetite] as const] : []))
  return Array.from({ length: count }, (_, number) => {
    const customer = random.weighted(branch)
    return {
      customer,
      client: clients[customer]!,
      pipeline: 'b2b-six-stages' as const,
      startDay: importedOn,
      startPosition: random.weighted([
        [1, 3],
        [2, 4],
        [3, 3],
        [4, 2],
      ]),
      importedOn,
      number,
    }
  })
}

function tell(plan: Plan, { now, timeZone, idAt, random }: DiarySetting, today: string) {
  const { client } = plan
  const habits = plan.pipeline === 'fast-cycle' ? threeStages : sixStages
  const offered = products.filter(({ fast }) => Boolean(fast) === (plan.pipeline === 'fast-cycle'))
  const product = random.weighted(offered.map((each) => [each, each.weight] as const))
  const source = random.weighted<{ key: string; quality: number }>([
    ...sourceMix.map((each) => [each, each.share] as const),
    [{ key: 'repeat-purchase', quality: 1.25 }, plan.pipeline === 'fast-cycle' ? 60 : 9] as const,
  ])
  const reps = repsOf(client.region).map(({ key }) => key)
  const picked = random.chance(0.88) ? client.owner : random.pick(reps)
  const owner = carrierOf(client.region, picked, plan.startDay, today)
  const size = client.contacts.length === 1 ? troubles.singleThread.amountFactor : 1
  const story = dealStory(
    {
      habits,
      startPosition: plan.startPosition,
      startDay: plan.startDay,
      amount: random.logNormal(product.price * size, plan.pipeline === 'fast-cycle' ? 0.4 : 0.65),
      region: client.region,
      sourceKey: source.key,
      quality: source.quality,
      today,
      timeZone,
      // what somebody carried for a newcomer may be handed to the newcomer later
      colleagues: reps.filter((key) => key !== picked).map((key) => (key === owner ? picked : key)),
    },
    random,
  )
  const importedAt = plan.importedOn === null ? null : story.beginsAt
  const record = recordDeal(story, { owner, startPosition: plan.startPosition, importedAt, now, timeZone, idAt }, random)
  if (!record) return []
  const step = record.status === 'open' ? nextStepOn(today, random) : null
  const deal: DemoDeal = {
    ...record,
    name: `${client.short}${random.pick(product.projects)}`,
    pipeline: plan.pipeline,
    customer: plan.customer,
    contactId: null,
    product,
    sourceKey: source.key,
    region: client.region,
    nextStep:
      step &&
      random.pick(['拜访决策人', '发送方案', '跟进评审结果', '确认预算', '技术交流', '提交报价', '电话回访', '安排现场调研']),
    nextStepOn: step,
    rivals: rivalsOf(record),
    externalId: plan.importedOn === null ? null : `BJ-${String(plan.number + 1).padStart(4, '0')}`,
  }
  return [{ deal, story, habits }]
}
