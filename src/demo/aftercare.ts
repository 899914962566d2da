import { addDays } from '../platform/time.ts'
import type { DemoDeal, PlacedCustomer } from './demo-company.ts'
import { writeDown, type DemoActivity, type DiarySetting } from './diary.ts'
import { dayAt, workingMoment } from './season.ts'
import { talkOf } from './talk.ts'

/** Visits and calls to those who bought, every six weeks or so, until other things were more urgent. */
export function aftercare(
  customers: readonly PlacedCustomer[],
  deals: readonly DemoDeal[],
  setting: DiarySetting,
): DemoActivity[] {
  const { now, timeZone, random } = setting
  return deals
    .filter(({ won, pipeline }) => won && pipeline === 'b2b-six-stages')
    .flatMap((deal) => {
      const customer = customers[deal.customer]!
      const written: DemoActivity[] = []
      for (let day = dayAt(deal.updatedAt, timeZone); random.chance(0.82);) {
        day = addDays(day, random.whole(20, 65))
        const at = workingMoment(day, timeZone, random)
        if (at > now) break
        const met = random.whole(0, customer.contacts.length - 1)
        const activity = writeDown(
          talkOf(6, customer.contacts[met]!.fields.name, deal.product.series, random),
          {
            customerId: customer.id,
            leadId: null,
            opportunityId: null,
            contactIds: [customer.contactIds[met]!],
            owner: deal.owner,
            city: customer.fields.name.slice(0, 2),
          },
          at,
          setting,
        )
        if (activity) written.push(activity)
      }
      return written
    })
}
