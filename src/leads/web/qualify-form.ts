import type { profileFields } from '../../people/contract.ts'
import type { Problem } from '../../ui/api.ts'
import type { Lead } from './LeadsPage.tsx'

/** The dialog's fields, plain: what the customer, the person and the deal are to be. */
export interface QualifyForm {
  into: 'new' | 'existing'
  existing: { id: string; name: string } | null
  name: string
  industry: string
  headcountBand: string | null
  region: string
  sourceId: string | null
  mainBusiness: string
  revenueMinor: number | null
  address: string
  website: string
  phone: string
  socialCreditCode: string
  contactName: string
  contactTitle: string
  contactRole: string | null
  contactPhone: string
  contactEmail: string
  withOpportunity: boolean
  opportunityName: string
  pipeline: string | null
  productId: string | null
  amountMinor: number | null
  expectedCloseOn: string | null
  nextStep: string
  nextStepOn: string | null
}

export const formOfLead = (lead: Lead): QualifyForm => ({
  into: 'new',
  existing: null,
  name: lead.company,
  industry: lead.industry ?? '',
  headcountBand: null,
  region: lead.region ?? '',
  sourceId: lead.source?.id ?? null,
  mainBusiness: '',
  revenueMinor: null,
  address: '',
  website: '',
  phone: '',
  socialCreditCode: '',
  contactName: lead.contactName ?? '',
  contactTitle: '',
  contactRole: null,
  contactPhone: lead.phoneGiven ?? lead.phone ?? '',
  contactEmail: lead.email ?? '',
  withOpportunity: true,
  opportunityName: '',
  pipeline: null,
  productId: lead.product?.id ?? null,
  amountMinor: null,
  expectedCloseOn: null,
  nextStep: '',
  nextStepOn: null,
})

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

export function bodyOf(form: QualifyForm, confirmDuplicate: boolean) {
  const person = {
    name: orNull(form.contactName),
    title: orNull(form.contactTitle),
    role: form.contactRole as never,
    phone: orNull(form.contactPhone),
    email: orNull(form.contactEmail),
  }
  const isNobody = Object.values(person).every((value) => value === null)
  return {
    confirmDuplicate,
    ...(form.into === 'existing'
      ? { customerId: form.existing?.id ?? '', contact: orNull(form.contactName) ? person : null }
      : {
          customer: {
            name: orNull(form.name),
            industry: orNull(form.industry),
            headcountBand: form.headcountBand as never,
            region: orNull(form.region),
            sourceId: form.sourceId,
            mainBusiness: orNull(form.mainBusiness),
            revenueMinor: form.revenueMinor,
            address: orNull(form.address),
            website: orNull(form.website),
            phone: orNull(form.phone),
            socialCreditCode: orNull(form.socialCreditCode),
            contact: isNobody ? null : person,
          },
        }),
    ...(form.withOpportunity && {
      opportunity: {
        ...(orNull(form.opportunityName) && { name: form.opportunityName.trim() }),
        ...(form.pipeline && { pipeline: form.pipeline }),
        productId: form.productId,
        amountMinor: form.amountMinor,
        expectedCloseOn: form.expectedCloseOn,
        nextStep: orNull(form.nextStep),
        nextStepOn: form.nextStepOn,
      },
    }),
  }
}

/** Profile fields that the dialog shows only where the organisation makes them mandatory. */
export const rareFields = ['mainBusiness', 'revenue', 'address', 'website', 'phone', 'socialCreditCode'] as const
export type ProfileField = (typeof profileFields)[number]

const places: Record<string, keyof QualifyForm> = {
  revenue: 'revenueMinor',
  source: 'sourceId',
  contact: 'contactName',
  'contact.name': 'contactName',
  'contact.role': 'contactRole',
  'contact.phone': 'contactPhone',
  'contact.email': 'contactEmail',
}

/** What the server misses or doubts, at the fields it means. */
export function errorsAt(problem: Problem, required: string): Partial<Record<keyof QualifyForm, string>> {
  const errors: Partial<Record<keyof QualifyForm, string>> = {}
  const at = (key: string): keyof QualifyForm => places[key] ?? (key as keyof QualifyForm)
  for (const { key } of problem.missing) errors[at(key)] = required
  for (const { path, message } of problem.errors) errors[at(path)] = message
  return errors
}
