import { z } from 'zod'
import {
  day,
  endpoint,
  flag,
  id,
  idParams,
  ids,
  line,
  moment,
  page,
  pageQuery,
  prose,
  ref,
  share,
  verdict,
  word,
} from '../platform/contract.ts'
import { fitTiers } from './fit-tier.ts'
import { taskStates } from './task.ts'

const tag = 'tasks'
const named = z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() })
/** Roles that stage tasks name; `owner` is the deal's owner. */
const taskRole = z.enum(['owner', 'supervisor', 'presales', 'delivery', 'service', 'finance', 'marketing'])
const state = z.enum(taskStates)
const kind = z.enum(['stage', 'own'])
const dueOn = day.refine((given) => given >= '2000-01-01' && given <= '2100-12-31', 'between 2000 and 2100')

export const taskShape = z.object({
  id,
  /** Made by a stage that the deal entered, or written by a person. */
  kind,
  /** In the caller's language; `titles` in all three. */
  title: z.string(),
  titles: named,
  /** How it is done well; only of stage tasks. */
  standard: z.string().nullable(),
  /** What is in hand when it is done. */
  expectedResult: z.string().nullable(),
  role: taskRole,
  state,
  dueOn: day.nullable(),
  opportunity: ref.extend({ status: z.string(), /** Whether the caller may open the deal. */ reachable: z.boolean() }).nullable(),
  /** The customer of the deal, or the one it belongs to. */
  customer: ref.nullable(),
  stage: z.object({ id, key: z.string(), name: z.string() }).nullable(),
  /** Key of the stage task in its pipeline. */
  key: z.string().nullable(),
  assignee: ref,
  createdBy: ref,
  createdAt: moment,
  doneAt: moment.nullable(),
  doneBy: ref.nullable(),
  result: z.string().nullable(),
  cancelledAt: moment.nullable(),
  externalId: z.string().nullable(),
  /** Path of the page on which doing it ends it; such a task is not ticked off by hand. */
  page: z.string().nullable(),
  version: z.int(),
  archived: z.boolean(),
  /** `retitle`: stage tasks keep the words of their pipeline. */
  permissions: z.object({ edit: verdict, retitle: verdict, complete: verdict, undo: verdict, archive: verdict }),
})

const several = <T extends z.ZodType>(one: T) => z.union([one.transform((value) => [value]), z.array(one).max(20)])

export const listTasks = endpoint({
  method: 'GET',
  path: '/tasks',
  summary: 'Tasks within reach; `open` includes overdue ones, `sort=due` puts those without a day last',
  tag,
  query: z.object({
    ...pageQuery,
    mine: flag.optional(),
    assignee: ids.optional(),
    team: id.optional(),
    opportunity: id.optional(),
    customer: id.optional(),
    state: several(state).optional(),
    kind: kind.optional(),
    dueFrom: day.optional(),
    dueTo: day.optional(),
    q: word().optional(),
    archived: flag.optional(),
    sort: z.enum(['due', 'newest']).default('due'),
  }),
  reply: page(taskShape),
})
export const readTask = endpoint({
  method: 'GET',
  path: '/tasks/:id',
  summary: 'One task',
  tag,
  params: idParams,
  reply: taskShape,
})
export const createTask = endpoint({
  method: 'POST',
  path: '/tasks',
  summary: 'Write a task for oneself, a supporting colleague, an owner, or people one leads',
  tag,
  body: z.object({
    title: line(200),
    expectedResult: prose(400).optional(),
    opportunityId: id.optional(),
    customerId: id.optional(),
    /** Oneself when absent. */
    assigneeId: id.optional(),
    dueOn: dueOn.nullable().optional(),
    externalId: line(120).optional(),
  }),
  reply: taskShape,
})
export const changeTask = endpoint({
  method: 'PATCH',
  path: '/tasks/:id',
  summary: 'Change title, day or who does it',
  tag,
  params: idParams,
  body: z.object({
    title: line(200).optional(),
    expectedResult: prose(400).optional(),
    dueOn: dueOn.nullable().optional(),
    assigneeId: id.optional(),
  }),
  reply: taskShape,
})
export const archiveTask = endpoint({ method: 'DELETE', path: '/tasks/:id', summary: 'Archive a task', tag, params: idParams })
export const restoreTask = endpoint({
  method: 'POST',
  path: '/tasks/:id/restoration',
  summary: 'Bring an archived task back',
  tag,
  params: idParams,
  reply: taskShape,
})
export const completeTask = endpoint({
  method: 'POST',
  path: '/tasks/:id/completions',
  summary: 'Done: what came of it is written; without a result: 422 mandatory-field-missing',
  tag,
  params: idParams,
  body: z.object({ result: prose(4000).default('') }),
  reply: taskShape,
})
export const undoCompletion = endpoint({
  method: 'DELETE',
  path: '/tasks/:id/completions',
  summary: 'Take a completion back; the result stays in the audit trail',
  tag,
  params: idParams,
  reply: taskShape,
})

const counts = { total: z.int(), done: z.int(), overdue: z.int(), cancelled: z.int() }
export const readDealTasks = endpoint({
  method: 'GET',
  path: '/opportunities/:id/tasks',
  summary: 'Tasks of a deal: progress of every stage in its latest stay, and those that people wrote',
  tag,
  params: idParams,
  reply: z.object({
    ...counts,
    /** Stage the deal stands in. */
    stageKey: z.string().nullable(),
    stages: z.array(
      z.object({
        stageId: id,
        stageKey: z.string(),
        name: z.string(),
        position: z.int(),
        current: z.boolean(),
        /** How many tasks the pipeline asks for in this stage, made or not. */
        planned: z.int(),
        ...counts,
        tasks: z.array(taskShape),
      }),
    ),
    /** Written by people; the open ones first, at most 200. */
    own: z.array(taskShape),
    permissions: z.object({ add: verdict, /** Make the tasks of the present stage that are not there. */ fill: verdict }),
  }),
})
export const fillStageTasks = endpoint({
  method: 'POST',
  path: '/opportunities/:id/stage-tasks',
  summary: 'Make the tasks of the present stage for a deal that has none (an import); due from today',
  tag,
  params: idParams,
  reply: z.object({ created: z.int() }),
})
export const fillPipelineTasks = endpoint({
  method: 'POST',
  path: '/pipelines/:id/stage-tasks',
  summary: 'The same for all open deals of a pipeline within reach, at most 500 at a time',
  tag,
  params: idParams,
  reply: z.object({ deals: z.int(), created: z.int(), /** Deals still without their tasks: ask again. */ remaining: z.int() }),
})

export const readTaskProgress = endpoint({
  method: 'GET',
  path: '/task-progress',
  summary:
    'Open, overdue and done tasks by person, and how often each stage task is late; `from` and `to` are days on which they were due',
  tag,
  query: z.object({
    team: id.optional(),
    assignee: ids.optional(),
    pipeline: id.optional(),
    from: dueOn.optional(),
    to: dueOn.optional(),
  }),
  reply: z.object({
    today: day,
    /** Monday of the present week. */
    weekFrom: day,
    from: day,
    to: day,
    total: z.object({ open: z.int(), overdue: z.int(), dueToday: z.int(), doneThisWeek: z.int() }),
    people: z.array(z.object({ member: ref, open: z.int(), overdue: z.int(), dueToday: z.int(), doneThisWeek: z.int() })),
    stageTasks: z.array(
      z.object({
        pipeline: ref,
        stage: z.object({ id, key: z.string(), name: z.string(), position: z.int() }),
        key: z.string(),
        title: z.string(),
        /** Were due in the time asked for. */
        due: z.int(),
        done: z.int(),
        /** Done after their day, or not done although it has passed. */
        late: z.int(),
        lateShare: share.nullable(),
      }),
    ),
  }),
})

const text = z.object({ /** In the caller's language. */ text: z.string(), texts: named })
/** Deals within reach that name the competitor; null for whoever may not read deals. The interval is Wilson's, 95 %. */
const record = z
  .object({ won: z.int(), lost: z.int(), open: z.int(), winRate: share.nullable(), winRateLow: share, winRateHigh: share })
  .nullable()
export const battlecardShape = z.object({
  competitor: ref,
  /** What they are good at, where they are weak, what we say and do. */
  strengths: z.string(),
  weaknesses: z.string(),
  answer: z.string(),
  record,
  /** 0 until it is written. */
  version: z.int(),
  updatedAt: moment.nullable(),
  updatedBy: ref.nullable(),
  permissions: z.object({ edit: verdict }),
})
const fitTierShape = z.object({ tier: z.enum(fitTiers), features: z.string(), strategy: z.string() })
export const fitTiersShape = z.object({
  product: ref,
  /** Best customer, one shift up, one shift down: always all three. */
  tiers: z.array(fitTierShape),
  version: z.int(),
  updatedAt: moment.nullable(),
  updatedBy: ref.nullable(),
  permissions: z.object({ edit: verdict }),
})

export const readPlaybook = endpoint({
  method: 'GET',
  path: '/opportunities/:id/playbook',
  summary:
    'What to say, ask and show in the present stage, the battlecards of the competitors named, the fit tiers of the product',
  tag: 'playbooks',
  params: idParams,
  reply: z.object({
    stage: z.object({ id, key: z.string(), name: z.string() }).nullable(),
    talkTracks: z.array(text),
    questions: z.array(text),
    materials: z.array(z.object({ name: z.string(), names: named, address: z.string().nullable() })),
    battlecards: z.array(battlecardShape),
    fitTiers: fitTiersShape.nullable(),
  }),
})

export const listBattlecards = endpoint({
  method: 'GET',
  path: '/battlecards',
  summary: 'Competitors by name, each with its battlecard and how deals against it ended',
  tag: 'playbooks',
  query: z.object({ ...pageQuery, q: word().optional() }),
  reply: page(battlecardShape),
})
export const readBattlecard = endpoint({
  method: 'GET',
  path: '/competitors/:id/battlecard',
  summary: 'How to win against a competitor, and how often we did',
  tag: 'playbooks',
  params: idParams,
  reply: battlecardShape,
})
export const writeBattlecard = endpoint({
  method: 'PUT',
  path: '/competitors/:id/battlecard',
  summary: 'Write a battlecard; If-Match 0 for the first',
  tag: 'playbooks',
  params: idParams,
  body: z.object({ strengths: prose(4000), weaknesses: prose(4000), answer: prose(4000) }),
  reply: battlecardShape,
})

export const readFitTiers = endpoint({
  method: 'GET',
  path: '/products/:id/fit-tiers',
  summary: 'Whom a product fits: best customer, one shift up, one shift down',
  tag: 'playbooks',
  params: idParams,
  reply: fitTiersShape,
})
export const writeFitTiers = endpoint({
  method: 'PUT',
  path: '/products/:id/fit-tiers',
  summary: 'Write fit tiers; a tier that is left out stays as it is',
  tag: 'playbooks',
  params: idParams,
  body: z.object({
    tiers: z
      .array(z.object({ tier: z.enum(fitTiers), features: prose(4000), strategy: prose(4000) }))
      .min(1)
      .max(3),
  }),
  reply: fitTiersShape,
})
