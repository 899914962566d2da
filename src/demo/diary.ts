import { isLate } from '../activities/lateness.ts'
import type { ActivityKind } from '../activities/activity.ts'
import type { Random } from '../platform/random.ts'
import { addDays } from '../platform/time.ts'
import type { DealRecord } from './deal-record.ts'
import type { DealStory } from './deal-story.ts'
import { recordedAt } from './recording.ts'
import { dayAt, workingMoment } from './season.ts'
import type { StageHabit } from './stage-habits.ts'
import { talkOf, type Talk } from './talk.ts'

const dayMs = 86_400_000

export interface DemoActivity {
  id: string
  kind: ActivityKind
  customerId: string | null
  leadId: string | null
  opportunityId: string | null
  contactIds: string[]
  owner: string
  happenedAt: number
  recordedAt: number
  late: boolean
  durationMinutes: number | null
  place: string | null
  purpose: string
  content: string
  feedback: string | null
  result: string
  nextStep: string | null
  nextStepOn: string | null
}

export interface DiarySetting {
  now: number
  timeZone: string
  idAt: (at: number) => string
  random: Random
}

/** An activity as its owner wrote it down; null when that has not happened by now. */
export function writeDown(
  talk: Talk,
  about: Pick<DemoActivity, 'customerId' | 'leadId' | 'opportunityId' | 'contactIds' | 'owner'> & { city: string | null },
  at: number,
  { now, timeZone, idAt, random }: DiarySetting,
): DemoActivity | null {
  const { city, ...whom } = about
  const written = recordedAt(at, about.owner, timeZone, random)
  if (written > now) return null
  const isThere = ['visit', 'meeting', 'trial', 'demo'].includes(talk.kind)
  const minutes = isThere ? random.whole(3, 12) * 15 : talk.kind === 'call' ? random.whole(4, 35) : null
  const plans = random.chance(0.72)
  return {
    id: idAt(written),
    ...whom,
    kind: talk.kind,
    happenedAt: at,
    recordedAt: written,
    late: isLate(new Date(at), new Date(written)),
    durationMinutes: minutes,
    place: isThere && city && random.chance(0.8) ? `${city}客户现场` : null,
    purpose: talk.purpose,
    content: talk.content,
    feedback: talk.feedback,
    result: talk.result,
    nextStep: plans ? talk.next : null,
    nextStepOn: plans ? addDays(dayAt(at, timeZone), random.whole(2, 14)) : null,
  }
}

interface DealDiary {
  story: DealStory
  record: DealRecord
  habits: readonly StageHabit[]
  customer: { id: string; city: string | null; contacts: readonly { id: string; name: string }[] }
  product: string
}

/** What was done for a deal, stay by stay: more for those that go on, nothing any more where it is stuck. */
export function dealDiary({ story, record, habits, customer, product }: DealDiary, setting: DiarySetting): DemoActivity[] {
  const { now, timeZone, random } = setting
  const stays = [...story.stays]
  const lastKnown = stays[stays.length - 1]
  const end = Math.min(now, lastKnown?.to ?? now)
  return stays.flatMap((stay) => {
    if (stay.from >= now || stay.from < record.createdAt - 20 * dayMs) return []
    const habit = habits[stay.position - 1]!
    const length = (Math.min(stay.to, end) - stay.from) / dayMs
    const isStuck = stay.to - stay.from > 110 * dayMs
    const active = isStuck ? Math.min(length, random.whole(10, 30)) : length
    const count = random.count(habit.contacts * Math.min(1.9, Math.max(0.5, (active + 2) / habit.passDays)))
    return Array.from({ length: count }, () => {
      const on = dayAt(stay.from + random.share() * active * dayMs, timeZone)
      const at = workingMoment(on, timeZone, random)
      const people = random.chance(0.8) ? customer.contacts.slice(0, 1) : [random.pick(customer.contacts)]
      const more = customer.contacts.length > 1 && random.chance(0.25) ? [customer.contacts[1]!] : []
      const met = [...new Set([...people, ...more])]
      const stage = habits.length === 6 ? stay.position : [1, 4, 6][stay.position - 1]!
      return writeDown(
        talkOf(stage, met[0]!.name, product, random),
        {
          customerId: customer.id,
          leadId: null,
          opportunityId: record.id,
          contactIds: met.map(({ id }) => id),
          owner: ownerAt(record, at),
          city: customer.city,
        },
        at,
        setting,
      )
    }).filter((activity) => activity !== null)
  })
}

/** Who had the deal then. */
function ownerAt(record: DealRecord, at: number): string {
  const before = record.fieldEvents.filter(({ field, occurredAt }) => field === 'ownerId' && occurredAt! <= at)
  return before.length > 0 ? String(before[before.length - 1]!.new) : record.openedBy
}
