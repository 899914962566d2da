import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DealPast } from '../src/opportunities/element-past.ts'
import { isEnough, learnStage, parsOf } from '../src/opportunities/element-statistics.ts'
import { elementChance, stageChance } from '../src/opportunities/elements.ts'
import { openGate } from '../src/pipelines/gate.ts'
import { emptyPlaybook, type PipelineFull } from '../src/pipelines/definition.ts'
import type { ElementDefinition } from '../src/pipelines/element-definition.ts'
import { projectRoot } from '../src/platform/root.ts'
import type { Told } from '../src/platform/scoring.ts'

// 448 real B2B deals with 21 qualitative attributes and the seller (M. Bohanec et al., 2017). The seller is left out: who sold it
// is not what is known of a deal.

const folder = join(projectRoot, '..', 'shared', 'data', 'bohanec')
export const bohanecIsHere = existsSync(folder)
export const bohanecFile = join(folder, 'b2b_opportunities.csv')

export interface BohanecDeal {
  answers: Record<string, string>
  won: boolean
  fold: number
  /** Out-of-fold chance of the logistic regression that came with the data. */
  logistic: number
}

const table = (name: string, separator: string): Record<string, string>[] => {
  const [head = [], ...rows] = readFileSync(join(folder, name), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(separator))
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])))
}

/** Deals with their folds, and the attributes in the order of the file. */
export function bohanecDeals(): { attributes: string[]; deals: BohanecDeal[] } {
  const rows = table('b2b_opportunities.csv', ';')
  const folds = table('folds_and_baseline.csv', ',')
  const attributes = Object.keys(rows[0]!).filter((name) => name !== 'Seller' && name !== 'Status')
  const deals = folds.map((fold) => {
    const row = rows[Number(fold.row)]!
    const answers = Object.fromEntries(attributes.map((name) => [name, row[name]!]))
    return { answers, won: row.Status === 'Won', fold: Number(fold.fold), logistic: Number(fold.p_logit) }
  })
  return { attributes, deals }
}

export const keyOfText = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
const same = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })

/**
 * What anybody would say of an answer who never saw the outcomes: 1 in our favour … −1 against us. Answers that are not here, and
 * every "Unknown", are 0.
 */
const commonSense: Record<string, Record<string, number>> = {
  Authority: { High: 1, Mid: 0.5, Low: -0.5 },
  Competitors: { No: 1, Yes: -1 },
  Partnership: { Yes: 1 },
  Budgt_alloc: { Yes: 1, No: -1 },
  Growth: { Growth: 1, Stable: 0.5, 'Slow down': -1 },
  Posit_statm: { Yes: 1, No: -1 },
  Source: { Referral: 1, 'Joint past': 1 },
  Client: { Current: 1, Past: 0.5 },
  Scope: { Clear: 1, 'Few questions': 0.5, Low: -1 },
  Strat_deal: { 'Very important': 1, 'Average important': 0.5 },
  Needs_def: { Yes: 1, 'Info gathering': 0.5, Poor: -0.5, No: -1 },
  Att_t_client: { 'Strategic account': 1, Normal: 0.5, 'Bad client': -1 },
}

/** The 21 attributes as elements of one stage, all of the same weight; their answers are the levels that occur. */
export function bohanecElements(
  attributes: readonly string[],
  deals: readonly BohanecDeal[],
  opinions: boolean,
): ElementDefinition[] {
  return attributes.map((name) => ({
    key: keyOfText(name),
    name: same(name),
    question: same(name),
    dueStage: 'offer',
    weights: { offer: 100 / attributes.length },
    staleDays: null,
    answers: [...new Set(deals.map(({ answers }) => answers[name]!))].sort().map((level) => ({
      key: keyOfText(level),
      name: same(level),
      value: opinions ? (commonSense[name]?.[level] ?? 0) : 0,
    })),
  }))
}

/** A pipeline of one stage with these elements; half of all deals are expected to be won. */
export const bohanecPipeline = (elements: readonly ElementDefinition[]): PipelineFull => ({
  stages: [
    {
      id: null,
      key: 'offer',
      phase: 'propose',
      name: same('Offer'),
      customerLooks: same('-'),
      probability: 0.5,
      expectedDays: null,
      warningDays: null,
      criticalDays: null,
      entry: openGate,
      exit: openGate,
      tasks: [],
      playbook: emptyPlaybook,
      outcomes: ['won', 'lost'],
      lossReasons: null,
    },
  ],
  elements,
  winGate: 'warn',
})

/** A deal as the statistics see it after an import: what came with it is as old as the deal. */
export const pastOf = ({ answers, won }: BohanecDeal, index: number, at: number): DealPast => ({
  id: String(index),
  outcome: won ? 'won' : 'lost',
  closedAt: null,
  closingRecordedAt: at,
  bornAt: at,
  stays: [{ stageId: 'offer', from: null, to: null }],
  changes: Object.entries(answers).map(([name, level]) => ({
    key: keyOfText(name),
    state: 'partial',
    answer: keyOfText(level),
    occurredAt: null,
    recordedAt: at,
  })),
})

/** Learns from these deals as the nightly statistics do. */
export function learnFrom(elements: readonly ElementDefinition[], deals: readonly BohanecDeal[]) {
  const now = 0
  const pasts = deals.map((deal, index) => pastOf(deal, index, now))
  const won = deals.filter((deal) => deal.won).length
  if (!isEnough({ resolved: pasts.length, won })) throw new Error('too few deals')
  const pars = parsOf(elements, 'offer', pasts)
  const base = stageChance(0.5, won, pasts.length)
  const steps = learnStage(elements, { id: 'offer', key: 'offer', base, pars }, ['offer'], pasts, now)
  let step = steps.next()
  while (!step.done) step = steps.next()
  if (!step.value) throw new Error('nothing learned')
  return { base, pars, weights: step.value }
}

/** The chances of deals as the page of a deal tells them. */
export function tellChances(
  elements: readonly ElementDefinition[],
  { base, pars, weights }: ReturnType<typeof learnFrom>,
  deals: readonly BohanecDeal[],
): number[] {
  return deals.map(({ answers }) => {
    const known = Object.entries(answers).map(([name, level]) => ({
      key: keyOfText(name),
      state: 'partial' as const,
      answer: keyOfText(level),
    }))
    return elementChance(elements, known, 'offer', base, { order: ['offer'], pars, weights }).chance
  })
}

/** Every deal's chance, told by weights learned from the other folds only. */
export function tellOutOfFold(
  elements: readonly ElementDefinition[],
  deals: readonly BohanecDeal[],
): (Told & { fold: number })[] {
  return [...new Set(deals.map(({ fold }) => fold))].sort().flatMap((fold) => {
    const held = deals.filter((deal) => deal.fold === fold)
    const learned = learnFrom(
      elements,
      deals.filter((deal) => deal.fold !== fold),
    )
    const chances = tellChances(elements, learned, held)
    return held.map(({ won }, index) => ({ p: chances[index]!, won, fold }))
  })
}
