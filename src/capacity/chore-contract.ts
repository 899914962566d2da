import { z } from 'zod'
import { day, endpoint, verdict } from '../platform/contract.ts'
import { choreKinds } from './chores.ts'

const tag = 'capacity'
/** Minutes of a working day. */
const minutes = z.object(
  Object.fromEntries(choreKinds.map((kind) => [kind, z.int().min(0).max(600)])) as Record<(typeof choreKinds)[number], z.ZodInt>,
)

const week = z.object({
  weekOn: day.describe('Its Monday'),
  minutes,
  totalMinutes: z.int(),
  version: z.int(),
})

export const readChores = endpoint({
  method: 'GET',
  path: '/capacity/chores',
  summary: 'What the caller said of the own chores, newest week first, and which week is asked for',
  tag,
  reply: z.object({
    asked: day.describe('Monday of the last week that is over'),
    due: z.boolean().describe('Whether the caller is asked and has not said it yet'),
    weeks: z.array(week),
    permissions: z.object({ save: verdict }),
  }),
})

export const saveChores = endpoint({
  method: 'PUT',
  path: '/capacity/chores',
  summary: 'Say what minutes of a working day of a week went into chores; saying it again replaces it',
  tag,
  status: 200,
  body: z.object({ weekOn: day.describe('A Monday, of the present week or the eight before it'), minutes }),
  reply: week,
})
