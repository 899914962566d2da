import { listForToday, worthAnHour } from '../activities/upkeep-list.ts'
import { keepingValue } from '../customers/quality-matrix.ts'
import type { EventKind } from './events.ts'
import type { KeptGrade } from './setting.ts'
import type { WorkDays } from './work-days.ts'

/** Why somebody is on the list, the strongest reason first. */
export const reasons = ['meant', 'overlooked', 'complaint-answered', 'contract-end', 'delivery', 'anniversary', 'late', 'due', 'soon'] as const // prettier-ignore
export type Reason = (typeof reasons)[number]

/** A customer as it is planned. Days are YYYY-MM-DD, the cadence is in working days. */
export interface Planned {
  id: string
  grade: KeptGrade
  isFalling: boolean
  cadence: number
  minutes: number
  contactedOn: string
  dueOn: string
  lateOn: string
  event: EventKind | null
  eventOn: string | null
  listedOn: string | null
  meantFor: string | null
}

export interface Listed {
  id: string
  place: number
  reason: Reason
  eventOn: string | null
  daysSince: number
  cadence: number
  minutes: number
  perHour: number
}

const unlistedAtMost = 10

/** Whom to contact today within so many minutes: whom one meant to, then by worth an hour, whoever was passed over first. */
export function drawUp(planned: readonly Planned[], minutes: number, today: string, days: WorkDays): Listed[] {
  const candidates = planned
    .filter(({ dueOn, event, meantFor }) => dueOn <= today || event !== null || (meantFor !== null && meantFor <= today))
    .map((one) => ({
      ...one,
      value: keepingValue[one.grade] * (one.isFalling ? 2 : 1),
      daysSince: days.between(one.contactedOn, today),
      rhythm: one.cadence,
      hasEvent: one.event !== null,
      unlistedDays: unlisted(one, today, days),
    }))
  const isMeant = ({ meantFor }: Planned): boolean => meantFor !== null && meantFor <= today
  const meant = candidates.filter(isMeant).toSorted((a, b) => worthAnHour(b) - worthAnHour(a))
  const left = meant.reduce((rest, one) => rest - one.minutes, minutes)
  const others = listForToday(candidates.filter((one) => !isMeant(one)), left) // prettier-ignore
  return [...meant, ...others].map((one, at) => ({
    id: one.id,
    place: at + 1,
    reason: reasonOf(one, isMeant(one)),
    eventOn: one.eventOn,
    daysSince: one.daysSince,
    cadence: one.cadence,
    minutes: one.minutes,
    perHour: Math.round(worthAnHour(one) * 100) / 100,
  }))
}

/** Working days for which it was beyond twice its cadence and on no list. */
function unlisted({ lateOn, listedOn }: Planned, today: string, days: WorkDays): number {
  if (lateOn > today) return 0
  return days.between(listedOn !== null && listedOn > lateOn ? listedOn : lateOn, today)
}

function reasonOf(one: Planned & { daysSince: number; unlistedDays: number }, isMeant: boolean): Reason {
  if (isMeant) return 'meant'
  const ratio = one.daysSince / one.cadence
  if (ratio > 2 && one.unlistedDays >= unlistedAtMost) return 'overlooked'
  return one.event ?? (ratio > 2 ? 'late' : ratio >= 1 ? 'due' : 'soon')
}
