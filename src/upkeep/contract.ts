import { z } from 'zod'
import { partsOfDay } from '../activities/upkeep-list.ts'
import { amountMinor, day, endpoint, id, idParams, moment, ref, share, verdict } from '../platform/contract.ts'
import { reasons } from './day-list.ts'

const tag = 'upkeep'
const grade = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
const days = z.number().min(0)

const gradeUpkeep = z.object({ shortest: z.int().min(1).max(500), longest: z.int().min(1).max(500), minutes: z.int().min(1).max(480) }) // prettier-ignore
const byGrade = z.object({ 1: gradeUpkeep, 2: gradeUpkeep, 3: gradeUpkeep, 4: gradeUpkeep, 5: gradeUpkeep })
const budget = { contactsADay: z.number().min(0.1).max(200), minutesADay: z.int().min(10).max(480) }
const settingReply = z.object({
  ...budget,
  byGrade,
  isDefault: z.boolean(),
  /** 0 while nothing was said. */
  version: z.int(),
  permissions: z.object({ edit: verdict }),
})
export const readUpkeepSetting = endpoint({
  method: 'GET',
  path: '/upkeep/setting',
  summary: 'Budget of a day, bounds of the rhythm and minutes of a contact by grade',
  tag,
  reply: settingReply,
})
export const saveUpkeepSetting = endpoint({
  method: 'PUT',
  path: '/upkeep/setting',
  summary: 'Change the budget, the bounds or the minutes; all customers are planned anew in the background',
  tag,
  body: z.object({ ...budget, byGrade }),
  reply: settingReply,
  status: 200,
})

const todayReply = z.object({
  day,
  member: ref,
  isOwn: z.boolean(),
  isWorkingDay: z.boolean(),
  nextWorkingDay: day,
  minutesADay: z.int(),
  items: z.array(
    z.object({
      customer: ref,
      phone: z.string().nullable(),
      grade,
      /** It bought and has no grade of its own. */
      isJudged: z.boolean(),
      reason: z.enum(reasons),
      eventOn: day.nullable(),
      /** Working days since the last answered contact, and between two. */
      daysSince: z.int(),
      cadence: days,
      minutes: z.int(),
      perHour: z.number(),
      lastContactOn: day.nullable(),
      /** An answered contact was recorded today. */
      isContacted: z.boolean(),
      meantFor: day.nullable(),
    }),
  ),
  /** Customers that are kept; that are due by now; that are beyond twice their rhythm. */
  customers: z.int(),
  due: z.int(),
  late: z.int(),
})
export const readUpkeepToday = endpoint({
  method: 'GET',
  path: '/upkeep/today',
  summary: 'Whom to contact today, with minutes and reason',
  tag,
  query: z.object({ owner: id.optional() }),
  reply: todayReply,
})

export const readUpkeepTeam = endpoint({
  method: 'GET',
  path: '/upkeep/team',
  summary: 'Upkeep of everybody within reach: listed and contacted today, due and late',
  tag,
  query: z.object({ team: id.optional() }),
  reply: z.object({
    day,
    people: z.array(
      z.object({
        member: ref,
        customers: z.int(),
        /** What the rhythms take of a day. */
        contactsADay: days,
        minutesADay: days,
        listed: z.int(),
        listedMinutes: z.int(),
        contacted: z.int(),
        due: z.int(),
        late: z.int(),
        /** Working days of the longest silence beyond twice the rhythm that was on no list. */
        longestUnlisted: z.int(),
      }),
    ),
    plannedAt: moment.nullable(),
  }),
})

const plan = z.object({
  groups: z.array(z.object({ grade, isFalling: z.boolean(), count: z.int(), cadence: days, unbounded: days, contactsADay: days, minutesADay: days })), // prettier-ignore
  customers: z.int(),
  people: z.int(),
  contactsADay: days,
  minutesADay: days,
  /** The budget that it was reckoned with, for one person. */
  budget: days,
  /** Working days until everybody is contacted once if all are treated alike; of whom it takes longest. */
  allAlike: days,
})
export const readUpkeepPlan = endpoint({
  method: 'GET',
  path: '/upkeep/plan',
  summary: 'What upkeep costs: rhythm, contacts and minutes a day by grade; `contacts` tries another budget',
  tag,
  query: z.object({ team: id.optional(), owner: id.optional(), contacts: z.coerce.number().min(0.1).max(200).optional() }),
  reply: plan,
})

const part = z.enum(partsOfDay)
export const readDaySplit = endpoint({
  method: 'GET',
  path: '/upkeep/day-split',
  summary: 'How a day of one person is best split between new customers, follow-up and old ones, with the curve of each',
  tag,
  query: z.object({ owner: id.optional() }),
  reply: z.object({
    member: ref,
    currency: z.string(),
    minutes: z.int(),
    parts: z.array(
      z.object({
        part,
        minutes: z.int(),
        /** Share of the minutes of the last four weeks that went there; null without a record. */
        spent: share.nullable(),
        /** Actions that could be done. */
        actions: z.int(),
        curve: z.array(z.object({ minutes: z.int(), value: amountMinor })),
      }),
    ),
  }),
})

const customerReply = z.object({
  /** Null for who is not kept: no grade and nothing bought, or not planned yet. */
  plan: z
    .object({
      grade,
      isJudged: z.boolean(),
      isFalling: z.boolean(),
      cadence: days,
      minutes: z.int(),
      lastContactOn: day.nullable(),
      dueOn: day,
      lateOn: day,
      event: z.enum(['contract-end', 'delivery', 'complaint-answered', 'anniversary']).nullable(),
      eventOn: day.nullable(),
      listedOn: day.nullable(),
      meantFor: day.nullable(),
    })
    .nullable(),
  permissions: z.object({ plan: verdict }),
})
export const readCustomerUpkeep = endpoint({
  method: 'GET',
  path: '/customers/:id/upkeep',
  summary: 'How often a customer is contacted, and when it is due',
  tag,
  params: idParams,
  reply: customerReply,
})
export const meanToContact = endpoint({
  method: 'PUT',
  path: '/customers/:id/upkeep',
  summary: 'Mean to contact a customer on a day: it comes first on the list of that day; null to take it back',
  tag,
  params: idParams,
  body: z.object({ meantFor: day.nullable() }),
  reply: customerReply,
  status: 200,
})
