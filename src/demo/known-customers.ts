import type { Random } from '../platform/random.ts'
import { titles, type DemoContact, type DemoCustomer } from './clientele.ts'
import type { DealRecord } from './deal-record.ts'

/** Of so many customers whose deals came that far, what they do and how big they are, who decides, who is for us and how to reach somebody is on record. */
const known = { decider: 0.96, supporter: 0.95, reachable: 0.98, profile: 0.88 }

/**
 * Deals do not come far without it: of customers whose deals went on, all but a few have a profile, and it is known who
 * decides and who supports us, as their gates ask.
 */
export function knowCustomers(
  clients: readonly DemoCustomer[],
  deals: readonly (Pick<DealRecord, 'stageEvents'> & { customer: number; pipeline: string })[],
  random: Random,
): void {
  const furthest = new Map<number, number>()
  for (const { customer, pipeline, stageEvents } of deals)
    for (const { kind, to } of stageEvents)
      if (pipeline === 'b2b-six-stages' && to !== null && (kind === 'advance' || kind === 'skip'))
        furthest.set(customer, Math.max(to, furthest.get(customer) ?? 1))
  for (const [index, { contacts, fields, truth }] of clients.entries()) {
    const [decider, supporter, reachable] = [known.decider, known.supporter, known.reachable].map((share) => random.chance(share))
    const came = furthest.get(index) ?? 1
    const profile = random.chance(known.profile)
    if (came >= 2 && profile) Object.assign(fields, truth)
    if (came >= 2 && decider && !contacts.some((contact) => contact.fields.role === 'decider')) {
      const one = (contacts.find((contact) => contact.fields.role === null) ?? contacts.at(-1)!).fields
      Object.assign(one, { role: 'decider', title: random.pick(titles.decider) })
    }
    if (came >= 4 && supporter && !contacts.some((contact) => contact.fields.attitude === 'supporter'))
      random.pick(contacts).fields.attitude = 'supporter'
    if (came >= 2 && reachable && !contacts.some(isReachable)) contacts[0]!.fields.email ??= `contact${index}@demo.example`
  }
}

const isReachable = ({ fields }: DemoContact): boolean => fields.phone !== null || fields.email !== null
