import type { Ground, PipelineGround } from '../src/forecast/ground.ts'
import { exitCode, type PastDeal, pastDealsOf, type PastElement, type PastSpan, statusCode } from '../src/forecast/past-deals.ts'
import { startOfDay } from '../src/platform/time.ts'
import { seeded } from '../src/platform/random.ts'

// A company of known truth: deals go through five stages week by week with chances that everybody could learn, and every quarter has a
// shock in common that nobody can know. Reps expect to sign too early and put it off.

const day = 86_400_000
const week = 7 * day
const zone = 'Asia/Shanghai'
const stageKeys = ['lead', 'need', 'offer', 'talk', 'close']
/** Weekly chances to go on (from the last stage: to win) and to be lost. */
const weekly = [
  { on: 0.28, lose: 0.12 },
  { on: 0.2, lose: 0.08 },
  { on: 0.17, lose: 0.06 },
  { on: 0.18, lose: 0.05 },
  { on: 0.2, lose: 0.04 },
]
const elementKeys = ['budget', 'access', 'need']

export const simulatedPipeline: PipelineGround = {
  id: 'simulated',
  stages: stageKeys.map((key, index) => ({
    id: key,
    key,
    phase: ['lead', 'qualify', 'propose', 'negotiate', 'close'][index]!,
    probability: [0.1, 0.2, 0.4, 0.6, 0.85][index]!,
  })),
  elements: elementKeys.map((key, index) => {
    const name = { 'zh-CN': key, 'zh-TW': key, en: key }
    const dueStage = stageKeys[index + 1]!
    return {
      key,
      name,
      question: name,
      dueStage,
      weights: Object.fromEntries(stageKeys.map((stage) => [stage, 30])),
      staleDays: null,
    }
  }),
}

export interface SimulatedCompany {
  ground: Ground
  today: string
  /** Deals won, lost. */
  closed: number
}

/**
 * `closed` deals end within `years` before 2026-10-01, about; `shock` is the spread of what a quarter has in common. Returns the
 * histories as the forecast reads them. `paces`: so many products, whose deals go on so much faster than the others'; `tangled`: which of
 * the first two products goes faster turns round with the size of the deal.
 */
export function simulatedCompany({
  seed = 7,
  closed = 1400,
  years = 5,
  shock = 0.25,
  paces = [1] as readonly number[],
  tangled = false,
} = {}): SimulatedCompany {
  const random = seeded(seed)
  const today = '2026-10-01'
  const end = startOfDay(today, zone).getTime()
  const begin = end - years * 365.25 * day
  const shocks = new Map<number, number>()
  const shockAt = (at: number): number => {
    const quarter = quarterOf(at)
    if (!shocks.has(quarter)) shocks.set(quarter, Math.exp(shock * random.normal() - shock ** 2 / 2))
    return shocks.get(quarter)!
  }
  for (let at = begin; at < end; at += 80 * day) shockAt(at)
  const deals: PastDeal[] = []
  const perWeek = closed / ((end - begin) / week - 10)
  let ended = 0
  for (let at = begin; at < end; at += week) {
    const growth = 0.85 + (0.3 * (at - begin)) / (end - begin)
    for (let left = random.count(perWeek * growth); left > 0; left--) {
      const product = paces.length > 1 ? random.whole(0, paces.length - 1) : 0
      const kind = { product, pace: paces[product]!, tangled }
      const deal = aDeal(random, String(deals.length), at + random.share() * week, end, shockAt, kind)
      deals.push(deal)
      if (deal.spans[deal.spans.length - 1]!.status >= statusCode.won) ended++
    }
  }
  return {
    ground: { past: pastDealsOf(deals), pipelines: [simulatedPipeline], timeZone: zone, refused: new Set() },
    today,
    closed: ended,
  }
}

const quarterOf = (at: number): number => {
  const date = new Date(at + 8 * 3_600_000)
  return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3)
}
const quarterEnd = (at: number): number => {
  const quarter = quarterOf(at) + 1
  return Date.UTC(Math.floor(quarter / 4), (quarter % 4) * 3, 1) - 8 * 3_600_000
}

function aDeal(
  random: ReturnType<typeof seeded>,
  id: string,
  entered: number,
  end: number,
  shockAt: (at: number) => number,
  { product, pace, tangled }: { product: number; pace: number; tangled: boolean },
): PastDeal {
  const quality = random.normal()
  let amount = Math.round(random.logNormal(8_000_000, 0.8))
  let due = startOfToday(entered + random.logNormal(70 * day, 0.5))
  const spans: PastSpan[] = []
  const elements: PastElement[] = []
  let [stage, clock, at] = [0, entered, entered]
  const open = (from: number, status = statusCode.open): void => {
    const before = spans[spans.length - 1]
    if (before) before.to = from
    spans.push({ from, to: Infinity, known: from, clock, stage, status, exit: 0, next: -1, amount, due })
  }
  open(entered)
  for (;;) {
    at += week
    if (at >= end) break
    if (random.chance(0.08)) {
      const value = random.chance(1 / (1 + Math.exp(-1.2 * quality))) ? 1 : random.chance(0.5) ? 0.5 : -1
      elements.push({ element: random.whole(0, 2), value, occurred: at, recorded: at })
    }
    if (due < at) {
      due = startOfToday(at + random.logNormal(35 * day, 0.4))
      if (random.chance(0.2)) amount = Math.round(amount * 0.85)
      open(at)
    }
    const { on, lose } = weekly[stage]!
    const rush = quarterEnd(at) - at < 3 * week && stage >= 3 ? 1.5 : 1
    const lift = Math.exp(0.35 * quality)
    const luck = random.share()
    const turn = tangled ? (amount > 8_000_000 === (product === 0) ? 1.6 : 0.6) : 1
    const going = Math.min(0.7, on * lift * rush * pace * turn * (stage >= 3 ? shockAt(at) : 1))
    const losing = Math.min(0.3, lose / lift)
    if (luck < going) {
      spans[spans.length - 1]!.exit = stage === 4 ? exitCode.won! : exitCode.advanced!
      if (stage === 4) {
        open(at, statusCode.won)
        break
      }
      spans[spans.length - 1]!.next = stage + 1
      stage++
      clock = at
      open(at)
    } else if (luck < going + losing) {
      spans[spans.length - 1]!.exit = exitCode.lost!
      open(at, statusCode.lost)
      break
    }
  }
  return { id, pipeline: 0, traits: [product + 1, 0, 0, 0, 1], created: entered, spans, elements }
}

const startOfToday = (at: number): number => Math.floor(at / day) * day
