import type { ActivityGap, ActivityKind } from '../activity.ts'
import { activityKinds, gapsIn } from '../activity.ts'
import { clockOf, momentAt } from '../wall-time.ts'
import { dayOf } from '../../platform/time.ts'

/** What the address asks the quick log to be about: `?log=customer:ID`; `as` is the form of contact to begin with, as in `opportunity:ID:visit`. */
export type Asked = { kind: 'new' } | { kind: 'customer' | 'lead' | 'opportunity' | 'activity'; id: string; as?: ActivityKind }

export function askedOf(log: unknown): Asked | undefined {
  if (log === 'new') return { kind: 'new' }
  const [kind, id, as] = typeof log === 'string' ? log.split(':') : []
  const isKnown = kind === 'customer' || kind === 'lead' || kind === 'opportunity' || kind === 'activity'
  if (!isKnown || !id) return undefined
  const form = activityKinds.find((one) => one === as)
  return form ? { kind, id, as: form } : { kind, id }
}

/** The form as it is typed; everything plain, so that a draft can be kept. */
export interface LogForm {
  customer: { id: string; name: string } | null
  lead: { id: string; name: string } | null
  kind: ActivityKind
  day: string
  time: string
  contactIds: string[]
  people: string
  opportunityId: string | null
  purpose: string
  content: string
  feedback: string
  result: string
  nextStep: string
  nextStepOn: string | null
  nextStepDone: boolean
  durationMinutes: number | null
  place: string
}

export const blankForm = (now: Date, timeZone: string): LogForm => ({
  customer: null,
  lead: null,
  kind: 'call',
  day: dayOf(now, timeZone),
  time: clockOf(now, timeZone),
  contactIds: [],
  people: '',
  opportunityId: null,
  purpose: '',
  content: '',
  feedback: '',
  result: '',
  nextStep: '',
  nextStepOn: null,
  nextStepDone: false,
  durationMinutes: null,
  place: '',
})

export const happenedAt = ({ day, time }: LogForm, timeZone: string): Date | null =>
  day && /^\d{2}:\d{2}$/.test(time) ? momentAt(day, time, timeZone) : null

/** The rule of the server, asked while the form is still here. */
export const gapsOfForm = (form: LogForm, timeZone: string): ActivityGap[] =>
  gapsIn({
    customerId: form.customer?.id ?? null,
    leadId: form.lead?.id ?? null,
    happenedAt: happenedAt(form, timeZone),
    contactIds: form.contactIds,
    people: form.people,
    content: form.content,
    result: form.result,
  })

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

export const toBody = (form: LogForm, timeZone: string) => ({
  kind: form.kind,
  opportunityId: form.opportunityId,
  contactIds: form.contactIds,
  people: orNull(form.people),
  happenedAt: happenedAt(form, timeZone)!.toISOString(),
  durationMinutes: form.durationMinutes,
  place: orNull(form.place),
  purpose: orNull(form.purpose),
  content: form.content,
  feedback: orNull(form.feedback),
  result: form.result,
  nextStep: orNull(form.nextStep),
  nextStepOn: form.nextStepOn,
})

/** Whether somebody has written something that would be a pity to lose. */
export const isWorthKeeping = ({ content, result, feedback, purpose, nextStep, people, place }: LogForm): boolean =>
  [content, result, feedback, purpose, nextStep, people, place].some((text) => text.trim() !== '')
