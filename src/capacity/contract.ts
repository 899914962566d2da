import { z } from 'zod'
import { amountMinor, day, endpoint, id, moment, page, pageQuery, share, verdict } from '../platform/contract.ts'
import type { InputKey } from './model.ts'

const tag = 'capacity'
const amount = z.number().min(0)
const money = z.int().min(0).max(9_000_000_000_000_000)

/** What the model may be told, and the bounds within which it means something. */
export const overrides = z.object({
  targetMinor: money.optional(),
  dealMinor: money.optional(),
  workdays: z.int().min(0).max(31).optional(),
  conversion: share.optional(),
  touches: amount.max(200).optional(),
  minutesNew: amount.max(1440).optional(),
  minutesFollowUp: amount.max(1440).optional(),
  minutesOld: amount.max(1440).optional(),
  oldPerDay: amount.max(500).optional(),
  adminMinutes: amount.max(1440).optional(),
  reps: amount.max(100_000).optional(),
  arrivals: amount.max(1_000_000).optional(),
  followUpsDue: amount.max(1_000_000).optional(),
  followUpsDone: amount.max(1_000_000).optional(),
  /** Conversion that one would expect, instead of what others or the past show. */
  benchmark: share.optional(),
  /** Target of the year, from which the month's is cut when no month's is given. */
  yearTargetMinor: money.optional(),
}) satisfies z.ZodType<Partial<Record<InputKey, number | undefined>>>
export type Overrides = z.output<typeof overrides>

export const inputKeys = [
  'targetMinor',
  'dealMinor',
  'workdays',
  'conversion',
  'touches',
  'minutesNew',
  'minutesFollowUp',
  'minutesOld',
  'oldPerDay',
  'adminMinutes',
  'reps',
  'arrivals',
  'followUpsDue',
  'followUpsDone',
] as const satisfies readonly InputKey[]

/** The records behind an input or a line of the diagnosis. */
export const recordLists = ['prospects', 'won', 'not-won', 'activities', 'missed', 'chores', 'silent', 'reps'] as const
export type RecordList = (typeof recordLists)[number]

const scope = {
  team: id.optional().describe('A team with all teams below it; the whole of one’s reach when neither is given'),
  owner: id.optional().describe('One person'),
}
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

const input = z.object({
  /** What the model takes: the saved assumption, else the records, else a usual value. */
  value: z.number(),
  /** What the records say; null when they say nothing. */
  recorded: z.number().nullable(),
  from: z.enum(['saved', 'records', 'usual']),
  /** Records behind it: how many. */
  n: z.int().nullable(),
})
export type InputReply = z.output<typeof input>

const inputs = z.object(Object.fromEntries(inputKeys.map((key) => [key, input])) as Record<InputKey, typeof input>)
const tally = z.object({ successes: z.int(), n: z.int() })

export const capacityReply = z.object({
  scope: z.object({ kind: z.enum(['organisation', 'team', 'member']), id: id.nullable(), name: z.string() }),
  month,
  currency: z.string(),
  /** Days whose records the daily averages are made of: [from, to). */
  window: z.object({ from: day, to: day, workdays: z.int() }),
  /** Prospects of which it is known whether they buy: those that arrived in [from, to). */
  cohort: z.object({ from: day, to: day }),
  inputs,
  conversion: z.object({
    tally,
    benchmark: share.nullable(),
    benchmarkFrom: z.enum(['saved', 'others', 'past']).nullable(),
    benchmarkTally: tally.nullable(),
  }),
  coverage: z.object({
    wonMinor: amountMinor,
    expectedNewMinor: amountMinor,
    openMinor: amountMinor,
    /** Share of the open pipeline that was won by the end of its month, seen from the same day; null without a past. */
    conversion: share.nullable(),
    months: z.int(),
    workdaysLeft: z.int(),
    winRate: share.nullable(),
  }),
  /** Leads received a day, beside the prospects; not part of the model. */
  leadsPerDay: z.number(),
  saved: z.object({ overrides, version: z.int(), updatedAt: moment, updatedBy: z.string() }).nullable(),
  /** Teams below, or the people of the team, each with what its own records say. */
  parts: z.array(
    z.object({
      kind: z.enum(['team', 'member']),
      id,
      name: z.string(),
      inputs,
      conversion: z.object({ tally, benchmark: share.nullable() }),
    }),
  ),
  permissions: z.object({ save: verdict, records: verdict }),
})
export type CapacityReply = z.output<typeof capacityReply>

const capacityQuery = z.object({ ...scope, month: month.optional().describe('The present one when absent') })
export type CapacityQuery = z.output<typeof capacityQuery>

export const readCapacity = endpoint({
  method: 'GET',
  path: '/capacity',
  summary: 'What the month’s target asks of a day, prefilled from the records, with saved assumptions',
  tag,
  query: capacityQuery,
  reply: capacityReply,
})

export const saveAssumptions = endpoint({
  method: 'PUT',
  path: '/capacity/assumptions',
  summary: 'Save the assumptions of the company, a team or a person; what is left out follows the records',
  tag,
  body: z.object({ ...scope, overrides }),
  status: 200,
  reply: z.object({ version: z.int() }),
})

export const dropAssumptions = endpoint({
  method: 'DELETE',
  path: '/capacity/assumptions',
  summary: 'Forget saved assumptions: everything follows the records again',
  tag,
  query: z.object(scope),
})

export const capacityRecord = z.object({
  kind: z.enum(['deal', 'activity', 'task', 'member', 'chores']),
  id,
  name: z.string(),
  customerName: z.string().nullable(),
  ownerName: z.string(),
  /** Deal it belongs to, where it is none itself. */
  dealId: id.nullable(),
  on: day.nullable(),
  amountMinor: amountMinor.nullable(),
  currency: z.string().nullable(),
  minutes: z.number().nullable(),
  /** What was agreed, said or done, in a line. */
  note: z.string().nullable(),
})
export type CapacityRecord = z.output<typeof capacityRecord>

const recordsQuery = capacityQuery.extend({ ...pageQuery, list: z.enum(recordLists) })
export type RecordsQuery = z.output<typeof recordsQuery>

export const listCapacityRecords = endpoint({
  method: 'GET',
  path: '/capacity/records',
  summary: 'The deals, activities, tasks or people behind an input or a line of the diagnosis',
  tag,
  query: recordsQuery,
  reply: page(capacityRecord).extend({ total: z.int() }),
})
