import { leavesOf, type Criterion, type ElementState } from '../pipelines/criteria.ts'
import type { PipelineFull, StageFull, StageTask } from '../pipelines/definition.ts'
import type { DocumentCategory } from '../pipelines/gate-fields.ts'
import type { GateGap } from '../pipelines/gate.ts'
import type { Random } from '../platform/random.ts'
import { addDays } from '../platform/time.ts'
import type { DemoDeal } from './demo-company.ts'
import type { DemoActivity } from './diary.ts'
import { dayAt, isWorkday } from './season.ts'

const dayMs = 86_400_000
/** Ended deals keep tasks and documents for so many days back; older ones only what is known of them. */
const keptDays = 120

export interface DemoElement {
  key: string
  state: ElementState
  note: string
  /** The activity in which it was found out, and when that was. */
  activityId: string
  at: number
}

export interface DemoTask {
  id: string
  task: StageTask
  stageId: string
  visit: number
  madeAt: number
  dueOn: string
  doneAt: number | null
  cancelledAt: number | null
}

export interface DemoDocument {
  id: string
  category: DocumentCategory
  fileName: string
  text: string
  at: number
}

export interface DemoAttempt {
  id: string
  at: number
  fromStageId: string
  toStageId: string
  result: 'passed' | 'refused' | 'overridden'
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

/** What is on record of a deal as evidence for gates, in the order in which it came about. */
export interface GateStory {
  elements: DemoElement[]
  tasks: DemoTask[]
  documents: DemoDocument[]
  attempts: DemoAttempt[]
  approvals: DemoApproval[]
}

interface Setting {
  now: number
  timeZone: string
  random: Random
  idAt: (at: number) => string
}

interface Stay {
  position: number
  visit: number
  from: number
  to: number | null
}

/** Stays in stages with the number that tasks know them by; pieces of one stay count as it. */
function staysOf({ stageEvents }: Pick<DemoDeal, 'stageEvents'>): Stay[] {
  const stays: Stay[] = []
  let pieces = 0
  for (const event of stageEvents) {
    const at = event.occurredAt ?? event.recordedAt
    const present = stays.at(-1)
    const position = event.to ?? present?.position ?? 1
    if (['win', 'lose', 'terminate'].includes(event.kind)) {
      if (present) present.to = at
      continue
    }
    if (event.kind === 'hold') continue
    pieces++
    if (present?.position === position) present.to = null
    else {
      if (present) present.to ??= at
      stays.push({ position, visit: pieces, from: at, to: null })
    }
  }
  return stays
}

const odds = {
  won: { before: [85, 8, 4, 3], now: [85, 8, 4, 3], later: [70, 15, 5, 10] },
  lost: { before: [40, 22, 20, 18], now: [20, 25, 25, 30], later: [3, 7, 10, 80] },
  open: { before: [74, 16, 6, 4], now: [38, 24, 8, 30], later: [5, 9, 3, 83] },
} as const
const states = ['confirmed', 'partial', 'unfavourable', 'unknown'] as const

const overrideReasons = ['老客户，已电话确认，资料本周内补齐', '客户招标时间提前，先行推进', '负责人出差，补充材料随后上传']
const documentNames: Record<DocumentCategory, string> = {
  requirements: '需求说明',
  proposal: '解决方案',
  quote: '报价单',
  bid: '投标文件',
  'award-notice': '中标通知书',
  contract: '合同',
  payment: '付款凭证',
  acceptance: '验收单',
  minutes: '会议纪要',
  other: '补充材料',
}

/** The evidence of one deal. Most open ones have what papers and questions can show for the next stage: what then lacks is people, visits and fields. */
export function gateStory(
  deal: DemoDeal,
  definition: PipelineFull,
  customer: string,
  activities: readonly DemoActivity[],
  setting: Setting,
): GateStory {
  const { random, now } = setting
  const stays = staysOf(deal)
  const present = stays.at(-1)
  const story: GateStory = { elements: [], tasks: [], documents: [], attempts: [], approvals: [] }
  if (!present) return story
  const isOpen = deal.status !== 'ended'
  const isKept = isOpen || (present.to ?? now) > now - keptDays * dayMs
  const asked = isOpen && random.chance(0.9) ? nextGates(definition, present.position) : []
  const wanted = chosenLeaves(asked)
  story.elements = elementsOf(deal, definition, present.position, activities, wanted, random)
  if (isKept) {
    story.tasks = stays.flatMap((stay) => tasksOf(stay, definition.stages[stay.position - 1], wanted, isOpen, setting))
    const passed = definition.stages
      .slice(0, present.position - 1)
      .flatMap(({ entry, exit }) => [...entry.criteria, ...exit.criteria])
    const categories = new Set(
      [...leavesOf(passed).filter(() => random.chance(0.8)), ...wanted].flatMap((leaf) =>
        leaf.kind === 'document' ? [leaf.category as DocumentCategory] : [],
      ),
    )
    story.documents = [...categories].map((category) => documentOf(category, deal, customer, activities, present, setting))
  }
  story.attempts = attemptsOf(deal, definition, setting)
  if (isKept && deal.pipeline === 'b2b-six-stages' && present.position >= 4 && random.chance(0.3)) {
    const askedAt = Math.min(present.from + random.whole(1, 5) * dayMs, now - 3_600_000)
    const state = random.weighted([
      ['approved', 6],
      ['refused', 2],
      ['asked', isOpen ? 3 : 0],
    ] as const)
    const decidedAt = state === 'asked' ? null : Math.min(askedAt + random.whole(1, 30) * 3_600_000, now)
    story.approvals.push({ id: setting.idAt(askedAt), askedAt, decidedAt, state, discount: random.whole(3, 15) / 100 })
  }
  return story
}

/** The criteria between a stage and the next. */
const nextGates = ({ stages }: PipelineFull, position: number): readonly Criterion[] => [
  ...(stages[position - 1]?.exit.criteria ?? []),
  ...(stages[position]?.entry.criteria ?? []),
]

/** Everything asked, with one way out of several: what a record can show best. */
function chosenLeaves(criteria: readonly Criterion[]) {
  return criteria.flatMap((criterion): ReturnType<typeof leavesOf> => {
    if (criterion.kind === 'all') return chosenLeaves(criterion.of)
    if (criterion.kind !== 'any') return leavesOf([criterion])
    const options = criterion.of.map((option) => leavesOf([option]))
    return (
      options.find((option) => option.every(({ kind }) => kind === 'task')) ??
      options.find((option) => option.every(({ kind }) => kind === 'document')) ??
      options[0] ??
      []
    )
  })
}

function elementsOf(
  deal: DemoDeal,
  { elements, stages }: PipelineFull,
  present: number,
  activities: readonly DemoActivity[],
  wanted: ReturnType<typeof leavesOf>,
  random: Random,
): DemoElement[] {
  if (activities.length === 0) return []
  const fate = deal.status !== 'ended' ? 'open' : deal.won ? 'won' : 'lost'
  return elements.flatMap(({ key, name }): DemoElement[] => {
    const due = stages.findIndex((stage) => stage.key === elements.find((each) => each.key === key)!.dueStage) + 1 || 2
    const weights = odds[fate][due < present ? 'before' : due === present ? 'now' : 'later']
    const drawn = random.weighted(states.map((state, index) => [state, weights[index]!] as const))
    const need = wanted.find((leaf) => leaf.kind === 'element' && leaf.key === key)
    const state = need ? 'confirmed' : drawn
    const at =
      activities[
        Math.min(
          activities.length - 1,
          Math.floor((activities.length * Math.min(due, present) * (0.6 + 0.4 * random.share())) / (present + 1)),
        )
      ]!
    if (state === 'unknown') return []
    const note = `${name['zh-CN']}：${at.feedback ?? at.content}`.slice(0, 300)
    return [{ key, state, note, activityId: at.id, at: at.recordedAt }]
  })
}

function tasksOf(
  stay: Stay,
  stage: StageFull | undefined,
  wanted: ReturnType<typeof leavesOf>,
  isOpen: boolean,
  { now, timeZone, random, idAt }: Setting,
): DemoTask[] {
  if (!stage?.id) return []
  const day = dayAt(stay.from, timeZone)
  const left = stay.to ?? (isOpen ? null : now)
  return stage.tasks.map((task): DemoTask => {
    const dueOn = workdaysAfter(day, task.dueDays)
    const until = left ?? now
    const isWanted = wanted.some((leaf) => leaf.kind === 'task' && leaf.key === task.key)
    const isDone = isWanted || random.chance(left !== null ? 0.88 : dueOn < dayAt(now, timeZone) ? 0.72 : 0.25)
    const doneAt = isDone ? stay.from + Math.floor((until - stay.from) * (0.15 + 0.8 * random.share())) : null
    const cancelledAt = !isDone && left !== null ? left : null
    return { id: idAt(stay.from), task, stageId: stage.id!, visit: stay.visit, madeAt: stay.from, dueOn, doneAt, cancelledAt }
  })
}

function workdaysAfter(day: string, count: number): string {
  let at = day
  for (let left = count; left > 0;) {
    at = addDays(at, 1)
    if (isWorkday(at)) left--
  }
  return at
}

function documentOf(
  category: DocumentCategory,
  deal: DemoDeal,
  customer: string,
  activities: readonly DemoActivity[],
  { from }: Stay,
  { now, random, idAt }: Setting,
): DemoDocument {
  const at = Math.min(activities.length > 0 ? random.pick(activities).recordedAt : from, now)
  const name = documentNames[category]
  const amount = deal.amountMinor === null ? '待定' : `${(deal.amountMinor / 1_000_000).toFixed(1)} 万元`
  const said = activities.at(-1)?.content ?? ''
  const text = [
    `${name}`,
    `客户：${customer}`,
    `项目：${deal.name}`,
    `产品：${deal.product.series}`,
    `金额：${amount}`,
    '',
    said,
    '',
  ].join('\n')
  return { id: idAt(at), category, fileName: `${customer} ${name}.txt`, text, at }
}

/** Moves of the last year as attempts, some refused first, a few let through by the supervisor. */
function attemptsOf(deal: DemoDeal, definition: PipelineFull, { now, random, idAt }: Setting): DemoAttempt[] {
  return deal.stageEvents.flatMap((event): DemoAttempt[] => {
    const { from, to, occurredAt } = event
    if (from === null || to === null || occurredAt === null || to <= from || occurredAt < now - 365 * dayMs) return []
    const [left, entered] = [definition.stages[from - 1], definition.stages[to - 1]]
    if (!left?.id || !entered?.id) return []
    const gaps = (most: number): GateGap[] => {
      const all = [
        ...left.exit.criteria.map((criterion) => ({ criterion, stageKey: left.key, side: 'exit' as const })),
        ...entered.entry.criteria.map((criterion) => ({ criterion, stageKey: entered.key, side: 'entry' as const })),
      ]
      const first = random.whole(0, Math.max(0, all.length - 1))
      return all.slice(first, first + random.whole(1, most)).map((gap) => ({ ...gap, blocks: true, have: 0, need: 1 }))
    }
    const place = { fromStageId: left.id, toStageId: entered.id }
    const earlier = occurredAt - random.whole(1, 12) * dayMs
    const wasRefused = random.chance(0.2) && earlier > deal.createdAt
    const isOverridden = random.chance(0.05)
    const missing = isOverridden ? gaps(2) : []
    return [
      ...(wasRefused
        ? [{ id: idAt(earlier), at: earlier, ...place, result: 'refused' as const, missing: gaps(4), overrideReason: null }]
        : []),
      {
        id: idAt(occurredAt),
        at: occurredAt,
        ...place,
        result: missing.length > 0 ? 'overridden' : 'passed',
        missing,
        overrideReason: missing.length > 0 ? random.pick(overrideReasons) : null,
      },
    ]
  })
}
