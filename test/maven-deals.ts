import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ground, PipelineGround } from '../src/forecast/ground.ts'
import { exitCode, type PastDeal, pastDealsOf, statusCode } from '../src/forecast/past-deals.ts'
import { projectRoot } from '../src/platform/root.ts'

// 8,800 deals of a made-up company as an import of its file brings them: everything came at once, when most had ended.

const folder = join(projectRoot, '..', 'shared', 'data', 'maven')
export const mavenIsHere = existsSync(folder)

export const mavenPipeline: PipelineGround = {
  id: 'maven',
  stages: [
    { id: 'prospecting', key: 'prospecting', phase: 'lead', probability: 0.1 },
    { id: 'engaging', key: 'engaging', phase: 'qualify', probability: 0.4 },
  ],
  elements: [],
}

/** The histories of the file as they stand after an import, with traits product, source (none), sector, region and agent. */
export function mavenGround(): Ground {
  const read = (name: string): Record<string, string>[] => {
    const [head = '', ...rows] = readFileSync(join(folder, name), 'utf8').trim().split(/\r?\n/)
    const names = head.split(',')
    return rows.map((row) => Object.fromEntries(row.split(',').map((cell, index) => [names[index]!, cell])))
  }
  const sectors = new Map(read('accounts.csv').map(({ account, sector }) => [account!, sector!]))
  const regions = new Map(read('sales_teams.csv').map((row) => [row.sales_agent!, row.regional_office!]))
  const codes = new Map<string, number>()
  const code = (kind: string, value: string | undefined): number => {
    if (!value) return 0
    const key = `${kind}:${value}`
    if (!codes.has(key)) codes.set(key, codes.size + 1)
    return codes.get(key)!
  }
  const at = (date: string): number => Date.parse(`${date}T00:00:00+08:00`)
  const imported = at('2018-01-05')
  const deals = read('sales_pipeline.csv').map((row): PastDeal => {
    const agent = row.sales_agent!
    const traits = [
      code('product', row.product),
      0,
      code('sector', sectors.get(row.account!)),
      code('region', regions.get(agent)),
      code('agent', agent),
    ]
    const entered = row.engage_date ? at(row.engage_date) : -Infinity
    const stage = row.deal_stage === 'Prospecting' ? 0 : 1
    const amount = Number(row.close_value) > 0 ? Number(row.close_value) * 100 : Number.NaN
    const span = { to: Infinity, clock: entered === -Infinity ? Number.NaN : entered, stage, next: -1, amount, due: Number.NaN }
    const open = { ...span, from: entered, known: entered === -Infinity ? imported : entered, status: statusCode.open, exit: 0 }
    if (!row.close_date) return { id: row.opportunity_id!, pipeline: 0, traits, created: imported, spans: [open], elements: [] }
    const closed = at(row.close_date)
    const won = row.deal_stage === 'Won'
    const spans = [
      { ...open, to: closed, exit: won ? exitCode.won! : exitCode.lost! },
      { ...span, from: closed, known: closed, status: won ? statusCode.won : statusCode.lost, exit: 0 },
    ]
    return { id: row.opportunity_id!, pipeline: 0, traits, created: imported, spans, elements: [] }
  })
  return { past: pastDealsOf(deals), pipelines: [mavenPipeline], timeZone: 'Asia/Shanghai', refused: new Set() }
}
