import type { InputReply, Overrides } from './contract.ts'
import { inputKeys } from './contract.ts'
import type { CapacityInputs, InputKey } from './model.ts'

/** What one member's records say, as sums, so that teams are sums of their people. */
export interface OwnRecords {
  memberId: string
  /** Prospects that arrived in the window; leads beside them. */
  arrived: number
  leads: number
  /** Of the ripe cohort, and of the one before. */
  ripe: number
  ripeWon: number
  past: number
  pastWon: number
  /** Activities on prospects of the ripe cohort, and how many of these had any. */
  touched: number
  touchedProspects: number
  /** Won within a year with an amount. */
  won: number
  wonMinor: number
  /** Activities of the window by what they were: number, and minutes of those with a length. */
  firstTimed: number
  firstMinutes: number
  followUps: number
  followUpTimed: number
  followUpMinutes: number
  oldContacts: number
  oldTimed: number
  oldMinutes: number
  /** Weeks whose chores were told, and the minutes a day of each, added up. */
  choreWeeks: number
  choreMinutes: number
  /** Agreed next steps of the window that passed without any contact. */
  missed: number
}
type Sums = Omit<OwnRecords, 'memberId'>

/** Nothing on record. */
export const nothing: Sums = {
  arrived: 0,
  leads: 0,
  ripe: 0,
  ripeWon: 0,
  past: 0,
  pastWon: 0,
  touched: 0,
  touchedProspects: 0,
  won: 0,
  wonMinor: 0,
  firstTimed: 0,
  firstMinutes: 0,
  followUps: 0,
  followUpTimed: 0,
  followUpMinutes: 0,
  oldContacts: 0,
  oldTimed: 0,
  oldMinutes: 0,
  choreWeeks: 0,
  choreMinutes: 0,
  missed: 0,
}

export function sumOf(records: readonly OwnRecords[]): Sums {
  const sum = { ...nothing }
  for (const one of records) for (const key of Object.keys(nothing) as (keyof Sums)[]) sum[key] += one[key]
  return sum
}

/** What is usual where no record says it. */
export const usual: CapacityInputs = {
  targetMinor: 0,
  dealMinor: 0,
  workdays: 22,
  conversion: 0,
  touches: 3,
  minutesNew: 40,
  minutesFollowUp: 15,
  minutesOld: 10,
  oldPerDay: 5,
  adminMinutes: 60,
  reps: 0,
  arrivals: 0,
  followUpsDue: 0,
  followUpsDone: 0,
}

/** Fewer records than this say nothing of an average. */
export const fewest = 5

interface Ground {
  workdaysOfWindow: number
  workdaysOfMonth: number
  reps: number
  targetMinor: number | null
}

interface Said {
  value: number
  n: number
}
const said = (value: number, n: number): Said | null => (n > 0 && Number.isFinite(value) ? { value, n } : null)
const average = (sum: number, n: number): Said | null => (n >= fewest ? said(sum / n, n) : null)

/** What the records say of each input; null where they say nothing. Daily counts are averages over the window's working days. */
export function recordedInputs(sum: Sums, ground: Ground): Record<InputKey, Said | null> {
  const days = ground.workdaysOfWindow
  const daily = (count: number): Said | null => (days > 0 ? { value: count / days, n: count } : null)
  const perRep = days * ground.reps
  return {
    targetMinor: ground.targetMinor === null ? null : said(ground.targetMinor, 1),
    dealMinor: said(Math.round(sum.wonMinor / Math.max(1, sum.won)), sum.won),
    workdays: said(ground.workdaysOfMonth, 1),
    conversion: said(sum.ripeWon / sum.ripe, sum.ripe),
    touches: said((sum.touched - sum.touchedProspects) / sum.ripe, sum.touched > 0 ? sum.ripe : 0),
    minutesNew: average(sum.firstMinutes, sum.firstTimed),
    minutesFollowUp: average(sum.followUpMinutes, sum.followUpTimed),
    minutesOld: average(sum.oldMinutes, sum.oldTimed),
    oldPerDay: perRep > 0 ? { value: sum.oldContacts / perRep, n: sum.oldContacts } : null,
    adminMinutes: said(sum.choreMinutes / sum.choreWeeks, sum.choreWeeks),
    reps: said(ground.reps, ground.reps),
    arrivals: daily(sum.arrived),
    followUpsDue: daily(sum.followUps + sum.missed),
    followUpsDone: daily(sum.followUps),
  }
}

/** Each input as the model takes it: the saved assumption before the records, the records before what is usual. */
export function inputsOf(recorded: Record<InputKey, Said | null>, saved: Overrides): Record<InputKey, InputReply> {
  const one = (key: InputKey): InputReply => {
    const own = recorded[key]
    const given = saved[key]
    const base = { recorded: own?.value ?? null, n: own?.n ?? null }
    if (given !== undefined) return { ...base, value: given, from: 'saved' }
    return own ? { ...base, value: own.value, from: 'records' } : { ...base, value: usual[key], from: 'usual' }
  }
  return Object.fromEntries(inputKeys.map((key) => [key, one(key)])) as Record<InputKey, InputReply>
}

/** The plain numbers of the model. */
export const valuesOf = (inputs: Record<InputKey, { value: number }>): CapacityInputs =>
  Object.fromEntries(inputKeys.map((key) => [key, inputs[key].value])) as unknown as CapacityInputs
