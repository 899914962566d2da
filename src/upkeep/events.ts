import { addDays } from '../platform/time.ts'
import { renewalDays, type DateKind } from '../repurchase/customer-dates.ts'
import type { WorkDays } from './work-days.ts'

/** Something dated that is worth a contact by itself. */
export type EventKind = DateKind | 'anniversary'

export interface Dated {
  kind: DateKind
  on: string
}

/** Days before and after its day on which each kind is at hand; ours, but for the renewal's sixty (FUNNEL-SCIENCE §7). */
const windows: Record<EventKind, readonly [before: number, after: number]> = {
  'complaint-answered': [0, 7],
  'contract-end': [renewalDays, 30],
  delivery: [1, 5],
  anniversary: [2, 4],
}
/** A renewal is talked about more than once: so many working days after a contact it is at hand again. */
const renewalRests = 10

interface Asked {
  dates: readonly Dated[]
  /** First order; null without one. */
  firstOrderOn: string | null
  contactedOn: string
  today: string
  days: WorkDays
}

/** What is at hand today, the most pressing first; whoever was contacted since it came up is left in peace. Null without anything. */
export function eventAtHand({ dates, firstOrderOn, contactedOn, today, days }: Asked): { kind: EventKind; on: string } | null {
  const found: { kind: EventKind; on: string }[] = [...dates]
  const anniversary = firstOrderOn === null ? null : nearestAnniversary(firstOrderOn, today)
  if (anniversary) found.push({ kind: 'anniversary', on: anniversary })
  const open = found.filter(({ kind, on }) => {
    const [before, after] = windows[kind]
    const from = addDays(on, -before)
    if (today < from || today > addDays(on, after)) return false
    if (contactedOn < from) return true
    return kind === 'contract-end' && days.between(contactedOn, today) >= renewalRests
  })
  const order = Object.keys(windows)
  return open.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.on < b.on ? -1 : 1))[0] ?? null
}

/** The anniversary of a day that lies nearest to today, not before the first one; a leap day is kept on the 28th. */
function nearestAnniversary(first: string, today: string): string | null {
  const monthDay = first.slice(5) === '02-29' ? '02-28' : first.slice(5)
  const years = Number(today.slice(0, 4))
  const distance = (day: string): number => Math.abs(Date.parse(day) - Date.parse(today))
  const found = [years - 1, years, years + 1]
    .map((year) => `${year}-${monthDay}`)
    .filter((day) => day.slice(0, 4) > first.slice(0, 4))
  return found.toSorted((a, b) => distance(a) - distance(b))[0] ?? null
}
