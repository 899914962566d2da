import { z } from 'zod'
import {
  amountMinor,
  currency,
  day,
  endpoint,
  id,
  idParams,
  line,
  moment,
  page,
  pageQuery,
  prose,
  ref,
  verdict,
} from '../platform/contract.ts'
import { categories, openCategories } from './categories.ts'
import { changeKinds } from './round-changes.ts'

const tag = 'forecast'
const money = amountMinor.min(0)
export const category = z.enum(categories)
export const openCategory = z.enum(openCategories)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const period = z.string().regex(/^\d{4}-(Q[1-4]|0[1-9]|1[0-2])$/)

const categoryOfDeal = z.object({
  /** In which it counts. */
  category,
  /** What its stage stands for. */
  byStage: openCategory,
  /** What a person said instead. */
  said: z.object({ category: openCategory, note: z.string(), by: ref, at: moment }).nullable(),
  /** Every change, latest first. */
  history: z.array(
    z.object({ at: moment, by: ref, from: openCategory.nullable(), to: openCategory.nullable(), note: z.string() }),
  ),
  permissions: z.object({ change: verdict }),
})

export const readCategory = endpoint({
  method: 'GET',
  path: '/opportunities/:id/forecast-category',
  summary: 'In which category a deal counts in the forecast, and who said so',
  tag,
  params: idParams,
  reply: categoryOfDeal,
})

export const sayCategory = endpoint({
  method: 'PUT',
  path: '/opportunities/:id/forecast-category',
  summary: 'Says in which category a deal counts; null follows its stage again. Against the stage only with a note',
  tag,
  params: idParams,
  body: z.object({ category: openCategory.nullable(), note: prose(1000).default('') }),
  reply: categoryOfDeal,
})

const stageCategories = z.object({
  items: z.array(
    z.object({
      pipeline: ref,
      stages: z.array(
        z.object({ id, name: z.string(), category: openCategory, /** What its phase stands for. */ usual: openCategory }),
      ),
    }),
  ),
  permissions: z.object({ edit: verdict }),
})

export const readStageCategories = endpoint({
  method: 'GET',
  path: '/forecast/stage-categories',
  summary: 'What the stages of every pipeline stand for in the forecast',
  tag,
  reply: stageCategories,
})

export const setStageCategory = endpoint({
  method: 'PUT',
  path: '/forecast/stage-categories/:id',
  summary: 'Says what a stage stands for; null is what its phase stands for',
  tag,
  params: idParams,
  body: z.object({ category: openCategory.nullable() }),
  reply: stageCategories,
})

const settingFields = {
  active: z.boolean(),
  periodKind: z.enum(['month', 'quarter']),
  weekday: z.int().min(1).max(5),
  opensAt: time,
  dueAt: time,
  locksAt: time,
  lockAfterDays: z.int().min(0).max(6),
  remindMinutes: z.int().min(0).max(1440),
}
const setting = z.object({ ...settingFields, version: z.int(), permissions: z.object({ edit: verdict }) })

export const readRoundSetting = endpoint({
  method: 'GET',
  path: '/forecast/round-setting',
  summary: 'When rounds open, remind, are due and lock',
  tag,
  reply: setting,
})
export const saveRoundSetting = endpoint({
  method: 'PUT',
  path: '/forecast/round-setting',
  summary: 'Sets when rounds open, remind, are due and lock; a round that is open keeps its times',
  tag,
  body: z.object(settingFields),
  reply: setting,
})

export const roundState = z.enum(['open', 'overdue', 'locked'])
const round = z.object({
  id,
  weekOn: day,
  period,
  periodFrom: day,
  /** The day after its last. */
  periodTo: day,
  opensAt: moment,
  dueAt: moment,
  locksAt: moment,
  state: roundState,
  reopened: z.boolean(),
})

export const readRoundNow = endpoint({
  method: 'GET',
  path: '/forecast/rounds/now',
  summary: 'The latest round, what it asks of the caller, and when the next one opens',
  tag,
  reply: z.object({
    period,
    periodFrom: day,
    periodTo: day,
    round: round.nullable(),
    nextOpensAt: moment.nullable(),
    /** What the round waits for from the caller; `reminded` once its time for that has come. */
    mine: z.object({ asked: z.boolean(), submitted: z.boolean(), reminded: z.boolean() }),
    permissions: z.object({ open: verdict, edit: verdict }),
  }),
})

export const listRounds = endpoint({
  method: 'GET',
  path: '/forecast/rounds',
  summary: 'Rounds, latest first',
  tag,
  query: z.object(pageQuery),
  reply: page(round),
})

export const openRound = endpoint({
  method: 'POST',
  path: '/forecast/rounds',
  summary: 'Opens the round of this week now',
  tag,
  body: z.object({}),
  reply: round,
})

const rollUp = z.object({ closedMinor: z.int(), commitMinor: z.int(), bestCaseMinor: z.int(), openMinor: z.int() })
const said = z.object({
  id,
  at: moment,
  by: ref,
  late: z.boolean(),
  commitMinor: z.int(),
  bestCaseMinor: z.int(),
  note: z.string(),
  modelMinor: z.int().nullable(),
})
const instead = z.object({
  id,
  at: moment,
  by: ref,
  commitMinor: z.int().nullable(),
  bestCaseMinor: z.int().nullable(),
  note: z.string(),
})
const stood = z.object({ category, amountMinor: z.int().nullable(), expectedCloseOn: day.nullable() })
const dealChange = z.object({
  id,
  name: z.string(),
  kinds: z.array(z.enum(changeKinds)),
  before: stood.nullable(),
  after: stood.nullable(),
  commitMinor: z.int(),
})
/** Money that came in for each that was committed over the last periods. */
export const biasShape = z.object({ ratio: z.number(), periods: z.int() }).nullable()

export const nodeShape = z.object({
  kind: z.enum(['member', 'team']),
  id,
  name: z.string(),
  parentId: id.nullable(),
  depth: z.int(),
  /** Who speaks for a team. */
  leaders: z.array(ref),
  asked: z.boolean(),
  /** What its deals, or what counts of everybody below, add up to. */
  sum: rollUp,
  submission: said.nullable(),
  override: instead.nullable(),
  /** What counts further up. */
  commitMinor: z.int(),
  bestCaseMinor: z.int(),
  /** What counted in the round before. */
  before: z.object({ commitMinor: z.int(), bestCaseMinor: z.int() }).nullable(),
  /** Deals that changed since the own submission in the round before; null where there was none. */
  changes: z.array(dealChange).nullable(),
  changed: z.int().nullable(),
  bias: biasShape,
  modelMinor: z.int().nullable(),
  permissions: z.object({ submit: verdict, override: verdict }),
})

export const readRound = endpoint({
  method: 'GET',
  path: '/forecast/rounds/:id',
  summary: 'A round as the caller sees it: who said what, who is missing, what counts, what changed since the round before',
  tag,
  params: idParams,
  reply: z.object({
    round,
    currency,
    events: z.array(
      z.object({
        at: moment,
        kind: z.enum(['opened', 'reminded', 'locked', 'reopened']),
        by: ref.nullable(),
        reason: z.string().nullable(),
        until: moment.nullable(),
      }),
    ),
    /** Each before those below it. */
    nodes: z.array(nodeShape),
    counts: z.object({ asked: z.int(), submitted: z.int(), late: z.int(), missing: z.int() }),
    /** Deals in a currency without a rate, which are in no sum. */
    otherCurrency: z.int(),
    permissions: z.object({ reopen: verdict, lock: verdict }),
  }),
})

const node = {
  member: id.optional().describe('Whose figure'),
  team: id.optional().describe('Or which team’s'),
}
const kept = z.object({ submissions: z.array(said), overrides: z.array(instead) })

export const listSubmissions = endpoint({
  method: 'GET',
  path: '/forecast/rounds/:id/submissions',
  summary: 'Everything that was said of one figure in a round, latest first',
  tag,
  params: idParams,
  query: z.object(node),
  reply: kept,
})

export const submitForecast = endpoint({
  method: 'POST',
  path: '/forecast/rounds/:id/submissions',
  summary: 'Says what will come in: for oneself, or for the team that one leads. Kept beside what was said before',
  tag,
  params: idParams,
  body: z.object({ team: id.nullable().default(null), commitMinor: money, bestCaseMinor: money, note: prose(2000).default('') }),
  reply: kept,
})

export const overrideForecast = endpoint({
  method: 'POST',
  path: '/forecast/rounds/:id/overrides',
  summary: 'Counts another figure for somebody below; what was said below stays. Null takes it back',
  tag,
  params: idParams,
  body: z.object({
    member: id.nullable().default(null),
    team: id.nullable().default(null),
    commitMinor: money.nullable(),
    bestCaseMinor: money.nullable().default(null),
    note: prose(2000).default(''),
  }),
  reply: kept,
})

export const reopenRound = endpoint({
  method: 'POST',
  path: '/forecast/rounds/:id/reopening',
  summary: 'Opens a locked round again until a moment, on record',
  tag,
  params: idParams,
  body: z.object({ until: moment, reason: line(500) }),
  reply: round,
})

export const lockRound = endpoint({
  method: 'POST',
  path: '/forecast/rounds/:id/lock',
  summary: 'Locks a round before its time',
  tag,
  params: idParams,
  body: z.object({}),
  reply: round,
})

export const sheetDeal = z.object({
  id,
  name: z.string(),
  customer: ref.nullable(),
  stage: ref,
  status: z.enum(['open', 'won']),
  category,
  byStage: openCategory,
  note: z.string().nullable(),
  amountMinor: z.int().nullable(),
  currency,
  /** The same in the organisation’s currency: what is in the sums. */
  worthMinor: z.int().nullable(),
  expectedCloseOn: day.nullable(),
  /** Why it is in no sum: its date has passed, it has none, its currency has no rate. */
  leftOut: z.enum(['overdue', 'no-date', 'other-currency']).nullable(),
  version: z.int(),
})
export type SheetDeal = z.output<typeof sheetDeal>

export const readSheet = endpoint({
  method: 'GET',
  path: '/forecast/sheet',
  summary: 'One person’s deals of the period by category, what they add up to, and what changed since the round before',
  tag,
  query: z.object({ owner: id.optional(), period: period.optional() }),
  reply: z.object({
    owner: ref,
    period,
    periodFrom: day,
    periodTo: day,
    currency,
    deals: z.array(sheetDeal),
    /** More deals than a sheet shows. */
    more: z.int(),
    sum: rollUp,
    before: z.object({ at: moment, commitMinor: z.int(), bestCaseMinor: z.int() }).nullable(),
    changes: z.array(dealChange).nullable(),
    bias: biasShape,
    permissions: z.object({ change: verdict }),
  }),
})

export const readJudges = endpoint({
  method: 'GET',
  path: '/forecast/judges',
  summary: 'How far past commits came in, by person, by leader and by the model',
  tag,
  reply: z.object({
    items: z.array(
      z.object({
        kind: z.enum(['member', 'team']),
        of: ref,
        by: ref,
        bias: biasShape,
        modelBias: biasShape,
        periods: z.array(
          z.object({
            period,
            committedMinor: z.int(),
            actualMinor: z.int(),
            modelMinor: z.int().nullable(),
          }),
        ),
      }),
    ),
    currency,
  }),
})
