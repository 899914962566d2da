import { z } from 'zod'
import { Problem } from '../../ui/api.ts'
import type { FieldValues } from '../../ui/fields/use-fields.ts'
import { createCustomer } from '../contract.ts'
import type { Customer } from './customer-slots.ts'

const { contact, confirmDuplicate: _, ...shape } = createCustomer.body.shape
const person = contact.unwrap().unwrap().shape

/** The form is flat: the first contact's fields stand beside the customer's own. IT staff is typed in percent. */
export const customerForm = z.object({
  ...shape,
  itPercent: z.number().min(0).max(100).nullish(),
  contactName: person.name,
  contactTitle: person.title,
  contactRole: person.role,
  contactPhone: person.phone,
  contactEmail: person.email,
})
export type CustomerForm = typeof customerForm
type Values = z.input<CustomerForm>

export const blankCustomer: FieldValues<CustomerForm> = {
  name: '',
  industry: '',
  headcountBand: null,
  region: '',
  sourceId: null,
  level: 'potential',
  mainBusiness: '',
  headcount: null,
  itPercent: null,
  revenueMinor: null,
  revenueTrend: null,
  goals: '',
  standing: '',
  address: '',
  website: '',
  phone: '',
  socialCreditCode: '',
  note: '',
  contactName: '',
  contactTitle: '',
  contactRole: null,
  contactPhone: '',
  contactEmail: '',
}

/** The request to create a customer; without any word about a contact there is none. */
export function toCreate({ contactName, contactTitle, contactRole, contactPhone, contactEmail, itPercent, ...rest }: Values) {
  const named = { name: contactName, title: contactTitle, role: contactRole, phone: contactPhone, email: contactEmail }
  const hasContact = Object.values(named).some((value) => value)
  return { ...rest, ...shareOf(itPercent), ...(hasContact ? { contact: named } : {}) }
}

const shareOf = (percent: number | null | undefined) =>
  percent === undefined ? {} : { itShare: percent === null ? null : Math.round(percent * 100) / 10_000 }

/** The request to change one: what is blank is emptied. */
export function toChange(values: Values, before: Customer) {
  const {
    contactName: _n,
    contactTitle: _t,
    contactRole: _r,
    contactPhone: _p,
    contactEmail: _e,
    itPercent,
    ownerId: _o,
    ...rest
  } = values
  return {
    ...rest,
    name: rest.name ?? before.name,
    level: rest.level ?? before.level,
    ...shareOf(itPercent),
  }
}

export const formOf = (customer: Customer): FieldValues<CustomerForm> => ({
  ...blankCustomer,
  name: customer.name,
  industry: customer.industry ?? '',
  headcountBand: customer.headcountBand,
  region: customer.region ?? '',
  sourceId: customer.source?.id ?? null,
  level: customer.level,
  mainBusiness: customer.mainBusiness ?? '',
  headcount: customer.headcount,
  itPercent: customer.itShare === null ? null : Math.round(customer.itShare * 10_000) / 100,
  revenueMinor: customer.revenueMinor,
  revenueTrend: customer.revenueTrend,
  goals: customer.goals ?? '',
  standing: customer.standing ?? '',
  address: customer.address ?? '',
  website: customer.website ?? '',
  phone: customer.phone ?? '',
  socialCreditCode: customer.socialCreditCode ?? '',
  note: customer.note ?? '',
})

const places: Record<string, string> = {
  source: 'sourceId',
  revenue: 'revenueMinor',
  itShare: 'itPercent',
  contact: 'contactName',
  'contact.name': 'contactName',
  'contact.role': 'contactTitle',
  'contact.phone': 'contactPhone',
  'contact.email': 'contactEmail',
}

/** The server's refusal with its fields called as this form calls them. */
export const placed = (problem: Problem): Problem =>
  new Problem(problem.status, {
    ...problem.facts,
    missing: problem.missing.map((gap) => ({ ...gap, key: places[gap.key] ?? gap.key })),
    errors: problem.errors.map((error) => ({ ...error, path: places[error.path] ?? error.path })),
  })
