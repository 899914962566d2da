import type { LeadFields } from './lead.ts'

/** What a lead already tells of the customer, the person and the deal it becomes; the one who qualifies may say otherwise. */
export function becomes(lead: LeadFields) {
  return {
    customer: { name: lead.company, industry: lead.industry, region: lead.region, sourceId: lead.sourceId, note: lead.note },
    // as it was typed: the extension is still in it
    contact: { name: lead.contactName, phone: lead.phoneGiven ?? lead.phone, email: lead.email },
    opportunity: { productId: lead.productId, sourceId: lead.sourceId, note: lead.demand },
  }
}

/** What was given laid over what is known; undefined is "not said". */
export const over = <K extends object, G extends object>(known: K, given: G | undefined): K & G =>
  ({
    ...known,
    ...Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)),
  }) as K & G
