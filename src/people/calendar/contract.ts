import { z } from 'zod'
import { day, endpoint, line, page, verdict } from '../../platform/contract.ts'

const tag = 'people'
export const dayKind = z.enum(['holiday', 'workday'])
/** A day of a calendar that people plan by. */
const calendarDay = day.refine((given) => given >= '2000-01-01' && given <= '2100-12-31', 'between 2000 and 2100')
const range = { from: calendarDay, to: calendarDay }

/** Days that differ from the week. A day that is not named is worked from Monday to Friday. */
export const calendarShape = page(
  z.object({
    day,
    /** Free, or worked although a weekend (调休). */
    kind: dayKind,
    name: z.string(),
    /** Came with the product, and nobody has changed it. */
    seeded: z.boolean(),
  }),
).extend({
  years: z.array(
    z.object({
      year: z.int(),
      /** False: no day of the year is entered, so that it counts Monday to Friday; its public holidays are missing. */
      known: z.boolean(),
      workingDays: z.int(),
    }),
  ),
  permissions: z.object({ edit: verdict }),
})

export const readCalendar = endpoint({
  method: 'GET',
  path: '/calendar-days',
  summary:
    'Holidays and make-up working days from one day to another, both included (at most three years); this year when neither is given',
  tag,
  query: z.object(range).partial(),
  reply: calendarShape,
})
export const writeCalendar = endpoint({
  method: 'PUT',
  path: '/calendar-days',
  summary: 'Make all days of a range (at most a year) holidays or working days',
  tag,
  body: z.object({ ...range, kind: dayKind, name: line(60) }),
  reply: calendarShape,
})
export const clearCalendar = endpoint({
  method: 'DELETE',
  path: '/calendar-days',
  summary: 'Let the days of a range follow the week again',
  tag,
  query: z.object(range),
})
