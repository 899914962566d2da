import { countsFor, type ActivitiesCriterion } from '../pipelines/criteria.ts'
import { dayAt, workingMoment } from './season.ts'
import type { PlacedCustomer } from './demo-company.ts'
import type { DemoActivity, DiarySetting } from './diary.ts'
import { meetingOf } from './talk.ts'

export interface Meeting {
  criterion: ActivitiesCriterion
  /** The window in which it has to lie. */
  since: number
  until: number
  /** Position of the stage in the six stages, for what is talked about. */
  stage: number
  owner: string
  dealId: string
  product: string
  customer: PlacedCustomer
}

const hour = 3_600_000

/** What criteria see of an activity. */
const counted = (activity: DemoActivity, { contacts, contactIds }: PlacedCustomer) => ({
  type: activity.kind,
  purpose: activity.purpose !== '',
  feedback: Boolean(activity.feedback),
  characters: activity.content.length + (activity.feedback?.length ?? 0),
  minutes: activity.durationMinutes ?? 0,
  roles: activity.contactIds.flatMap((id) => contacts[contactIds.indexOf(id)]?.fields.role ?? []),
})

/**
 * Sees to it that a contact of this kind is on record in time: one that is, one of the window that becomes it, or one more. False where
 * nobody of the role asked for is known, or the window is too short.
 */
export function meet(asked: Meeting, diary: DemoActivity[], setting: DiarySetting): boolean {
  const { criterion, since, until, customer } = asked
  const inWindow = diary.filter(({ happenedAt }) => happenedAt >= since && happenedAt <= until)
  const fitting = inWindow.filter((activity) => countsFor(criterion, counted(activity, customer)))
  const lacking = criterion.atLeast - fitting.length
  if (lacking <= 0) return true
  const whom = customer.contacts.findIndex(({ fields }) =>
    criterion.roles?.length ? fields.role !== null && criterion.roles.includes(fields.role) : true,
  )
  if (whom === -1) return false
  const others = inWindow.filter((activity) => !fitting.includes(activity))
  for (let count = 0; count < lacking; count++) {
    const activity = others[count] ?? anotherOne(asked, setting)
    if (!activity) return false
    if (!others[count]) diary.push(activity)
    become(activity, asked, whom, setting)
  }
  return true
}

function become(
  activity: DemoActivity,
  { criterion, stage, product, customer }: Meeting,
  whom: number,
  { random }: DiarySetting,
): void {
  const { name, title } = customer.contacts[whom]!.fields
  const talk = meetingOf(stage, name.slice(0, 1) + (title ?? '先生'), product, criterion.types ?? ['visit', 'meeting'], random)
  activity.contactIds = [customer.contactIds[whom]!, ...activity.contactIds.filter((id) => id !== customer.contactIds[whom])]
  Object.assign(activity, talk)
  if (activity.content.length + talk.feedback.length < (criterion.minCharacters ?? 0))
    activity.content += '会后整理了纪要，双方确认后存档。'
  activity.durationMinutes = random.whole(3, 12) * 15
  activity.place ??= `${customer.fields.name.slice(0, 2)}客户现场`
}

function anotherOne(
  { since, until, owner, dealId, customer }: Meeting,
  { random, timeZone, idAt }: DiarySetting,
): DemoActivity | null {
  if (until - since < 6 * hour) return null
  const wanted = workingMoment(dayAt(since + (until - since) * random.share(), timeZone), timeZone, random)
  const at = Math.min(Math.max(wanted, since + hour), until - 2 * hour)
  return {
    id: idAt(at + hour),
    kind: 'visit',
    customerId: customer.id,
    leadId: null,
    opportunityId: dealId,
    contactIds: [],
    owner,
    happenedAt: at,
    recordedAt: at + hour,
    late: false,
    durationMinutes: null,
    place: null,
    purpose: '',
    content: '',
    feedback: null,
    result: '',
    nextStep: null,
    nextStepOn: null,
  }
}
