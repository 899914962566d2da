import type { LeafCriterion } from '../pipelines/criteria.ts'
import type { PipelineFull } from '../pipelines/definition.ts'
import type { GateGap } from '../pipelines/gate.ts'
import type { DemoDeal, PlacedCustomer } from './demo-company.ts'
import type { DemoActivity, DiarySetting } from './diary.ts'
import { documentOf, type DemoDocument } from './documents.ts'
import { elementsOf, type DemoElement, type ElementNeed } from './element-story.ts'
import { meet } from './meetings.ts'
import { demandsBetween, passagesOf, staysOf, type Demand, type Passage, type Stay } from './passages.ts'
import { tasksOf, type DemoTask } from './stage-task-story.ts'

const dayMs = 86_400_000
/** Ended deals keep all their tasks for so many days back; of older ones only what gates asked for. */
const keptDays = 120
/** Of so many passages something was not on record when the deal moved, and of so many of these it never came. */
const holes = { share: 0.15, never: 0.4 }

export interface DemoAttempt {
  id: string
  at: number
  fromStageId: string
  toStageId: string
  result: 'passed' | 'warned' | 'refused' | 'overridden'
  missing: GateGap[]
  overrideReason: string | null
}

export interface DemoApproval {
  id: string
  askedAt: number
  decidedAt: number | null
  state: 'asked' | 'approved' | 'refused'
  discount: number
}

/** What is on record of a deal as evidence for gates. */
export interface GateStory {
  elements: DemoElement[]
  tasks: DemoTask[]
  documents: DemoDocument[]
  attempts: DemoAttempt[]
  approvals: DemoApproval[]
}

/** Evidence as it is gathered: what gates asked for, and by when it had to be there. */
interface Gathered {
  needs: ElementNeed[]
  /** Moments at which tasks were done, by their keys. */
  done: Map<string, number>
  /** Moments at which documents came, by category. */
  papers: Map<string, number>
}

const overrideReasons = ['老客户，已电话确认，资料本周内补齐', '客户招标时间提前，先行推进', '负责人出差，补充材料随后上传']

/**
 * The evidence of one deal: what its gates asked for was there when it moved, but for some holes; of an open deal most of
 * what papers and questions can show for the next stage. `diary` holds the deal's activities: some become the visits that
 * gates ask for, and some are added.
 */
export function gateStory(
  deal: DemoDeal,
  definition: PipelineFull,
  customer: PlacedCustomer,
  diary: DemoActivity[],
  setting: DiarySetting,
): GateStory {
  const { random, now } = setting
  const stays = staysOf(deal)
  const present = stays.at(-1)
  const story: GateStory = { elements: [], tasks: [], documents: [], attempts: [], approvals: [] }
  if (!present) return story
  const isOpen = deal.status !== 'ended'
  const passages = passagesOf(deal, definition, stays)
  const gathered: Gathered = { needs: [], done: new Map(), papers: new Map() }
  const about = { deal, definition, customer, diary, stays, gathered, setting }
  const omitted = new Map<Passage, Demand[]>()
  for (const passage of passages) omitted.set(passage, gather(about, passage))
  if (deal.won)
    for (const demand of winDemands(definition, present))
      if (random.chance(0.8)) provide(about, demand, present, present.to ?? now)
  if (isOpen) {
    // every other deal is ready for its next stage as far as papers and questions go, the others lack some of it
    const isReady = random.chance(0.5)
    for (const demand of demandsBetween(definition, present.position, present.position + 1)) {
      const needsVisit = demand.ways.every((way) => way.some(({ kind }) => kind === 'activities'))
      if ((isReady || random.chance(0.55)) && (!needsVisit || random.chance(0.5))) provide(about, demand, present, now)
    }
  }

  story.elements = elementsOf(deal, definition, stays, diary, gathered.needs, setting)
  const isKept = isOpen || (present.to ?? now) > now - keptDays * dayMs
  story.tasks = stays.flatMap((stay) =>
    tasksOf(stay, definition.stages[stay.position - 1], gathered.done, isKept, isOpen, setting),
  )
  story.documents = [...gathered.papers].map(([category, at]) => documentOf(category, at, deal, customer, diary, setting))
  story.attempts = passages.flatMap((passage) => attemptsOf(passage, omitted.get(passage)!, definition, deal, setting))
  if (isKept && deal.pipeline === 'b2b-six-stages' && present.position >= 4 && random.chance(0.3))
    story.approvals.push(approvalOf(present, isOpen, setting))
  return story
}

interface About {
  deal: DemoDeal
  definition: PipelineFull
  customer: PlacedCustomer
  diary: DemoActivity[]
  stays: readonly Stay[]
  gathered: Gathered
  setting: DiarySetting
}

/** Everything that a passage asked for, but for its holes; what was left out comes later, or never. Returns what was left out. */
function gather(about: About, passage: Passage): Demand[] {
  const { random, now } = about.setting
  const { demands, stay, at } = passage
  // what people and fields show is there or not for all deals of a customer
  const open = demands.filter(({ ways }) => ways.every((way) => way.some(({ kind }) => kind !== 'field' && kind !== 'contacts')))
  const left =
    open.length > 0 && random.chance(holes.share)
      ? [...new Set(Array.from({ length: random.whole(1, 2) }, () => random.pick(open)))]
      : []
  for (const demand of demands) {
    if (!left.includes(demand)) provide(about, demand, stay, at)
    else {
      const comes = at + random.whole(1, 16) * dayMs
      const end = about.stays.at(-1)?.to ?? now
      if (comes < end && !random.chance(holes.never)) provide(about, demand, stay, comes, at + 3_600_000)
      else
        for (const leaf of demand.ways.flat())
          if (leaf.kind === 'element')
            about.gathered.needs.push({ key: leaf.key, atLeast: 'none', notBefore: at + 60_000, by: at })
    }
  }
  return left
}

/** What a win leaves behind: out of the present stage and of the one where contracts are closed. */
function winDemands(definition: PipelineFull, present: Stay): Demand[] {
  const closing = definition.stages.findLastIndex(({ phase }) => phase === 'close') + 1
  const last = Math.max(closing, present.position)
  return [
    ...demandsBetween(definition, present.position, last),
    ...demandsBetween({ ...definition, stages: definition.stages.slice(0, last) }, last, last + 1),
  ]
}

/** Meets a demand by `by` in one of its ways: of several most often by the task, else by what a paper or a visit shows. */
function provide(about: About, { ways }: Demand, stay: Stay, by: number, notBefore = 0): void {
  const { random } = about.setting
  const byTask = (way: readonly LeafCriterion[]) => way.every(({ kind }) => kind === 'task')
  const tasksFirst = random.chance(0.6)
  const order = [...ways].sort((a, b) => (tasksFirst ? 1 : -1) * (Number(byTask(b)) - Number(byTask(a))))
  for (const way of order) if (way.every((leaf) => show(about, leaf, stay, by, notBefore))) return
}

function show(about: About, leaf: LeafCriterion, stay: Stay, by: number, notBefore: number): boolean {
  const { gathered, stays, setting, definition, deal, customer, diary } = about
  const { random } = setting
  const between = (from: number, to: number) => Math.floor(from + (to - from) * (0.35 + 0.55 * random.share()))
  switch (leaf.kind) {
    case 'element':
      gathered.needs.push({ key: leaf.key, atLeast: leaf.atLeast, notBefore, by })
      return true
    case 'task': {
      const position = definition.stages.findIndex(({ tasks }) => tasks.some(({ key }) => key === leaf.key)) + 1
      const own = stays.findLast((each) => each.position === position && each.from < by)
      if (!own) return false
      const before = gathered.done.get(leaf.key)
      if (before === undefined || before > by) gathered.done.set(leaf.key, between(Math.max(own.from, notBefore), by))
      return true
    }
    case 'document': {
      const before = gathered.papers.get(leaf.category)
      if (before === undefined || before > by) gathered.papers.set(leaf.category, between(Math.max(stay.from, notBefore), by))
      return true
    }
    case 'activities': {
      const since = Math.max(notBefore, leaf.since === 'start' ? stays[0]!.from : stay.from)
      const stage = definition.stages.length === 6 ? stay.position : ([1, 4, 6][stay.position - 1] ?? 6)
      const place = { since, until: by, stage, owner: deal.owner, dealId: deal.id, product: deal.product.series, customer }
      return meet({ criterion: leaf, ...place }, diary, setting)
    }
    case 'approval':
      return false
    default:
      return true
  }
}

/** A move of the last year as attempts: some refused first, those with holes warned of or let through by the supervisor. */
function attemptsOf(
  { from, to, at, demands }: Passage,
  left: readonly Demand[],
  definition: PipelineFull,
  deal: DemoDeal,
  { now, random, idAt }: DiarySetting,
): DemoAttempt[] {
  const [leaving, entered] = [definition.stages[from - 1], definition.stages[to - 1]]
  if (!leaving?.id || !entered?.id || at < now - 365 * dayMs) return []
  const gaps = (list: readonly Demand[]): GateGap[] =>
    list.map(({ criterion, stageKey, side }) => ({ criterion, stageKey, side, blocks: true, have: 0, need: 1 }))
  const place = { fromStageId: leaving.id, toStageId: entered.id }
  const earlier = at - random.whole(1, 12) * dayMs
  const wasRefused = demands.length > 0 && random.chance(0.2) && earlier > deal.createdAt
  const first = random.whole(0, Math.max(0, demands.length - 1))
  const isOverridden = left.length > 0 && random.chance(0.45)
  return [
    ...(wasRefused
      ? [
          {
            id: idAt(earlier),
            at: earlier,
            ...place,
            result: 'refused' as const,
            missing: gaps(demands.slice(first, first + random.whole(1, 4))),
            overrideReason: null,
          },
        ]
      : []),
    {
      id: idAt(at),
      at,
      ...place,
      result: isOverridden ? 'overridden' : left.length > 0 ? 'warned' : 'passed',
      missing: gaps(left).map((gap) => ({ ...gap, blocks: isOverridden })),
      overrideReason: isOverridden ? random.pick(overrideReasons) : null,
    },
  ]
}

function approvalOf(present: Stay, isOpen: boolean, { now, random, idAt }: DiarySetting): DemoApproval {
  const askedAt = Math.min(present.from + random.whole(1, 5) * dayMs, now - 3_600_000)
  const state = random.weighted([
    ['approved', 6],
    ['refused', 2],
    ['asked', isOpen ? 3 : 0],
  ] as const)
  const decidedAt = state === 'asked' ? null : Math.min(askedAt + random.whole(1, 30) * 3_600_000, now)
  return { id: idAt(askedAt), askedAt, decidedAt, state, discount: random.whole(3, 15) / 100 }
}
