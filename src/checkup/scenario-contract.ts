import { z } from 'zod'
import {
  amountMinor,
  currency,
  day,
  endpoint,
  flag,
  id,
  idParams,
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
import { judgement, rate, said, tag } from './contract.ts'

const permissions = z.object({ edit: verdict, archive: verdict })

/** What a stage's share should be, as somebody typed it in. One per stage. */
export const benchmarkShape = z.object({
  stage: z.object({ id, key: z.string(), name: z.string() }),
  pipeline: ref,
  share: share.nullable().describe('Null: none typed in, or archived'),
  note: z.string().describe('Where it comes from'),
  version: z.int().describe('0 for a stage that never had one'),
  archived: z.boolean(),
  updatedAt: moment.nullable(),
  updatedBy: ref.nullable(),
  permissions,
})
export const listBenchmarks = endpoint({
  method: 'GET',
  path: '/checkup/benchmarks',
  summary: 'Benchmarks of a pipeline’s stages, in stage order',
  tag,
  query: z.object({ pipeline: word(100).optional() }),
  reply: page(benchmarkShape),
})
export const setBenchmark = endpoint({
  method: 'PUT',
  path: '/checkup/benchmarks/:id',
  summary: 'Type a benchmark in for a stage (its id); If-Match 0 for the first, archived ones come back',
  tag,
  params: idParams,
  body: z.object({ share: share.refine((value) => value > 0, 'above 0'), note: prose(400).default('') }),
  reply: benchmarkShape,
})
export const loadBenchmarks = endpoint({
  method: 'POST',
  path: '/checkup/benchmarks',
  summary:
    'Load benchmarks from a workbook or text file, or from text: a line per stage with key or name, share and source; all lines are set, or none and the flaws told',
  tag,
  status: 200,
  body: z.object({
    pipeline: word(100).optional(),
    text: z.string().max(100_000).default(''),
    file: z
      .base64()
      .max(2_000_000)
      .optional()
      .describe('XLSX, XLS, ODS or text in any encoding, instead of the text; its first sheet that looks like a table'),
    dryRun: z.boolean().default(false).describe('Only say what would be set'),
  }),
  reply: z.object({
    set: z.array(
      z.object({ line: z.int(), stage: z.object({ id, key: z.string(), name: z.string() }), share, note: z.string() }),
    ),
    flaws: z.array(z.object({ line: z.int(), text: z.string(), flaw: z.enum(['unknown-stage', 'no-share', 'twice']) })),
    text: z.string().describe('The lines as they were read: cells parted by tabs'),
    done: z.boolean().describe('Whether they were set'),
  }),
})
export const archiveBenchmark = endpoint({
  method: 'DELETE',
  path: '/checkup/benchmarks/:id',
  summary: 'Do without the benchmark of a stage',
  tag,
  params: idParams,
})
export const restoreBenchmark = endpoint({
  method: 'POST',
  path: '/checkup/benchmarks/:id/restoration',
  summary: 'Bring an archived benchmark back',
  tag,
  params: idParams,
  reply: benchmarkShape,
})

export const sharings = ['private', 'team', 'organisation'] as const
const deals = z.number().min(0).max(1e12)

/** What a scenario starts from: the chain of GET /checkup when it was saved. */
const base = z.object({
  reached: z.array(deals).min(2).max(31).describe('Deals at each stage and, last, won'),
  amountMinor: z.number().min(0).max(9e15).describe('Mean amount of a won deal'),
  days: z.number().min(1).max(36_500).describe('Length of the span the deals came from'),
})
const change = z.object({
  rates: z.array(share.nullable()).min(1).max(30).describe('Share going on from each stage; null leaves it as it was'),
  volume: deals.nullable().describe('Deals at the first stage in a span of base.days'),
  amountMinor: z.number().min(0).max(9e15).nullable().describe('Mean amount of a won deal'),
  targetMinor: z.number().min(0).max(9e15).nullable(),
})
const flow = z.object({ flow: z.array(z.number()), deals: z.number(), moneyMinor: z.number() })

export const scenarioShape = z.object({
  id,
  name: z.string(),
  note: z.string(),
  sharing: z.enum(sharings),
  owner: ref,
  pipeline: ref,
  stages: z.array(z.object({ key: z.string(), name: z.string() })),
  /** The filters of the page when it was saved, as its query string; they hold for what happens since, too. */
  filters: z.record(z.string(), z.string()),
  base,
  change,
  predicted: flow,
  startsOn: day.describe('What happens is counted from this day'),
  currency,
  createdAt: moment,
  version: z.int(),
  archived: z.boolean(),
  permissions,
})
export type Scenario = z.output<typeof scenarioShape>

const body = z.object({
  name: line(100),
  note: prose(2000).default(''),
  sharing: z.enum(sharings).default('private'),
  pipeline: word(100).optional(),
  filters: z.record(word(40), word(2000)).default({}),
  base,
  change,
  startsOn: day.optional().describe('Today when absent'),
})

export const listScenarios = endpoint({
  method: 'GET',
  path: '/checkup/scenarios',
  summary: 'What-if scenarios: one’s own, and those shared with one’s team or everybody; newest first',
  tag,
  query: z.object({ ...pageQuery, pipeline: word(100).optional(), mine: flag.optional(), archived: flag.optional() }),
  reply: page(scenarioShape),
})
export const readScenario = endpoint({
  method: 'GET',
  path: '/checkup/scenarios/:id',
  summary: 'A scenario beside what happened since it began, within the reader’s reach',
  tag,
  params: idParams,
  reply: scenarioShape.extend({
    since: z.object({
      definition: said,
      from: day,
      to: day,
      days: z.number(),
      tooEarly: z.boolean(),
      stages: z.array(
        z.object({
          key: z.string(),
          name: z.string(),
          baseRate: share,
          predictedRate: share,
          actual: rate.describe('Deals that reached the stage since, and had their horizon'),
          judgement: judgement.describe('The actual share against the predicted one'),
          label: z.string(),
        }),
      ),
      entered: z.object({ predicted: z.number(), actual: z.int() }).describe('Deals at the first stage, for the days gone by'),
      deals: z.object({ predicted: z.number(), actual: z.int() }).describe('Won, for the days gone by'),
      money: z.object({ predictedMinor: z.number(), actualMinor: amountMinor }),
      targetMinor: z.number().nullable().describe('Target for the days gone by'),
    }),
  }),
})
export type ScenarioSince = z.output<typeof readScenario.reply>['since']
export const saveScenario = endpoint({
  method: 'POST',
  path: '/checkup/scenarios',
  summary: 'Save a what-if scenario',
  tag,
  body,
  reply: scenarioShape,
})
export const changeScenario = endpoint({
  method: 'PATCH',
  path: '/checkup/scenarios/:id',
  summary: 'Rename, share or change a scenario; If-Match',
  tag,
  params: idParams,
  body: body.omit({ pipeline: true, base: true, filters: true }).partial(),
  reply: scenarioShape,
})
export const archiveScenario = endpoint({
  method: 'DELETE',
  path: '/checkup/scenarios/:id',
  summary: 'Archive a scenario',
  tag,
  params: idParams,
})
export const restoreScenario = endpoint({
  method: 'POST',
  path: '/checkup/scenarios/:id/restoration',
  summary: 'Bring an archived scenario back',
  tag,
  params: idParams,
  reply: scenarioShape,
})
