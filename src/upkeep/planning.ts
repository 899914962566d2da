import { contactsADay, rhythms, type RhythmGroup } from '../activities/contact-rhythm.ts'
import { boundsOf, type KeptGrade, type UpkeepSetting } from './setting.ts'

/** Customers of one person that are kept alike. */
export type Group = Required<RhythmGroup>

export interface GroupPlan extends Group {
  /** Working days between two contacts; with bounds, and without. */
  cadence: number
  unbounded: number
  contactsADay: number
  minutesADay: number
}

export interface UpkeepPlan {
  groups: GroupPlan[]
  customers: number
  /** What the rhythms take, against what there is. */
  contactsADay: number
  minutesADay: number
  /** Working days until everybody was contacted once, all alike. */
  allAlike: number
}

/** How often the customers of one person are contacted under the setting's budget, and what that takes of a day. */
export function planUpkeep(groups: readonly Group[], setting: UpkeepSetting): UpkeepPlan {
  const some = groups.filter(({ count }) => count > 0)
  const cadences = rhythms(some, setting.contactsADay, boundsOf(setting))
  const unbounded = rhythms(some, setting.contactsADay, null)
  const planned = some.map((group, at) => {
    const contacts = group.count / cadences[at]!
    const minutesADay = contacts * setting.byGrade[group.grade].minutes
    return { ...group, cadence: cadences[at]!, unbounded: unbounded[at]!, contactsADay: contacts, minutesADay }
  })
  const customers = some.reduce((sum, { count }) => sum + count, 0)
  return {
    groups: planned,
    customers,
    contactsADay: contactsADay(some, cadences),
    minutesADay: planned.reduce((sum, each) => sum + each.minutesADay, 0),
    allAlike: customers / setting.contactsADay,
  }
}

/** Plans of several people as one: cadences are the customers' mean (of contacts a day). */
export function together(plans: readonly UpkeepPlan[]): UpkeepPlan {
  const groups = new Map<string, GroupPlan & { free: number }>()
  for (const each of plans.flatMap((plan) => plan.groups)) {
    const key = `${each.grade} ${each.isFalling}`
    const sum = groups.get(key) ?? { ...each, count: 0, contactsADay: 0, minutesADay: 0, free: 0 }
    sum.count += each.count
    sum.contactsADay += each.contactsADay
    sum.minutesADay += each.minutesADay
    sum.free += each.count / each.unbounded
    groups.set(key, sum)
  }
  const sum = (of: (plan: UpkeepPlan) => number): number => plans.reduce((total, plan) => total + of(plan), 0)
  const order = [...groups.values()].toSorted((a, b) => a.grade - b.grade || Number(b.isFalling) - Number(a.isFalling))
  return {
    groups: order.map(({ free, ...group }) => ({
      ...group,
      cadence: group.count / group.contactsADay,
      unbounded: group.count / free,
    })),
    customers: sum(({ customers }) => customers),
    contactsADay: sum((plan) => plan.contactsADay),
    minutesADay: sum((plan) => plan.minutesADay),
    allAlike: plans.length === 0 ? 0 : Math.max(...plans.map((plan) => plan.allAlike)),
  }
}

/** Customers counted into groups. */
export function groupsOf(customers: readonly { grade: KeptGrade; isFalling: boolean }[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { grade, isFalling } of customers) {
    const key = `${grade} ${isFalling}`
    const group = groups.get(key) ?? { grade, isFalling, count: 0 }
    group.count += 1
    groups.set(key, group)
  }
  return [...groups.values()].toSorted((a, b) => a.grade - b.grade)
}
