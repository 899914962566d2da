import { addDays, mondayOf } from '../platform/time.ts'

/** What takes a working day besides customers. */
export const choreKinds = ['meetings', 'paperwork', 'approvals', 'helping', 'travel', 'other'] as const
export type ChoreKind = (typeof choreKinds)[number]
/** Minutes a working day. */
export type ChoreMinutes = Record<ChoreKind, number>

/** No longer than this ago is remembered. */
export const oldestWeeks = 8

/** The week that is asked for on a day: the last one that is over (Monday to Sunday); by its Monday. */
export const askedWeek = (today: string): string => addDays(mondayOf(today), -7)

/** Whether a week may be told on a day: it begins on a Monday, has begun, and is not too long ago. */
export const isTellable = (weekOn: string, today: string): boolean =>
  mondayOf(weekOn) === weekOn && weekOn <= today && weekOn >= addDays(askedWeek(today), -7 * (oldestWeeks - 1))

/** Minutes of all kinds together. */
export const choreTotal = (minutes: ChoreMinutes): number => choreKinds.reduce((sum, kind) => sum + minutes[kind], 0)
