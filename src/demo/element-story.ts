import type { ElementState } from '../pipelines/criteria.ts'
import type { PipelineFull } from '../pipelines/definition.ts'
import type { DemoDeal } from './demo-company.ts'
import type { DemoActivity, DiarySetting } from './diary.ts'
import { noteOf } from './element-notes.ts'
import type { Stay } from './passages.ts'
import { troubles } from './troubles.ts'

type Known = Exclude<ElementState, 'unknown'>

export interface DemoElement {
  key: string
  state: Known
  note: string | null
  /** The activity in which it was found out; what is only assumed may have none. */
  activityId: string | null
  at: number
}

/** What a gate wanted known of an element by a moment. `none`: it was not known at that moment, nor before `notBefore`. */
export interface ElementNeed {
  key: string
  atLeast: 'partial' | 'confirmed' | 'none'
  notBefore: number
  by: number
}

const hour = 3_600_000
const states = ['confirmed', 'partial', 'unfavourable'] as const

/** How elements turn out, in percent of what is known: by the fate of the deal, where the element tells anything of it. */
function oddsOf(key: string, fate: 'won' | 'lost' | 'open'): readonly [number, number, number] {
  if (key === troubles.uselessElement) return [62, 26, 12]
  if (key === troubles.tellingElement) return fate === 'won' ? [86, 11, 3] : fate === 'lost' ? [20, 44, 36] : [45, 40, 15]
  return fate === 'won' ? [78, 16, 6] : fate === 'lost' ? [54, 28, 18] : [62, 28, 10]
}

/** What was found out of each element, in order: what gates asked for by when they asked, else in the stage where it is due. */
export function elementsOf(
  deal: DemoDeal,
  { elements, stages }: PipelineFull,
  stays: readonly Stay[],
  diary: readonly DemoActivity[],
  needs: readonly ElementNeed[],
  setting: DiarySetting,
): DemoElement[] {
  const { random, now } = setting
  const fate = deal.status !== 'ended' ? 'open' : deal.won ? 'won' : 'lost'
  const end = stays.at(-1)!.to ?? now
  const reached = Math.max(...stays.map(({ position }) => position))
  const byTime = [...diary].sort((a, b) => a.recordedAt - b.recordedAt)
  return elements.flatMap(({ key, dueStage }): DemoElement[] => {
    const due = stages.findIndex((stage) => stage.key === dueStage) + 1 || 2
    const own = needs.filter((need) => need.key === key)
    const notBefore = Math.max(0, ...own.filter(({ atLeast }) => atLeast === 'none').map((need) => need.notBefore))
    const asked = own.filter(({ atLeast, by }) => atLeast !== 'none' && by > notBefore).sort((a, b) => a.by - b.by)
    const drawn = random.weighted(states.map((state, index) => [state, oddsOf(key, fate)[index]!] as const))
    const isKnown = random.chance(key === troubles.uselessElement ? 0.94 : reached > due ? 0.85 : reached === due ? 0.6 : 0.1)
    const told: DemoElement[] = []
    const tell = (state: Known, by: number, from: number): void => {
      const at = whenFound(byTime, Math.max(from, told.at(-1)?.at ?? 0), by, random.share())
      const last = told.at(-1)
      if (last?.state === state || (last && at.at <= last.at)) return
      told.push({ key, state, note: noteOf(key, state, random), ...at })
    }
    if (key === troubles.uselessElement && isKnown && notBefore === 0) tell(drawn, stays[0]!.to ?? end, stays[0]!.from)
    for (const { atLeast, by, notBefore: from } of asked) {
      const present = told.at(-1)?.state
      if (atLeast === 'confirmed' && present !== 'confirmed') {
        if (!present && random.chance(0.4)) tell('partial', by - (by - stays[0]!.from) / 2, Math.max(from, notBefore))
        tell('confirmed', by, Math.max(from, notBefore))
      } else if (!present) tell(drawn, by, Math.max(from, notBefore))
    }
    if (told.length === 0 && isKnown && asked.length === 0) {
      const stay = stays.find(({ position }) => position >= due) ?? stays.at(-1)!
      const until = Math.min(stay.to ?? now, end)
      if (until > notBefore) tell(drawn, until, Math.max(stay.from, notBefore))
    }
    return told.filter(({ at }) => at < now)
  })
}

/** The moment by which something was on record, and the contact that it came from, where one was written down by then. */
function whenFound(
  diary: readonly DemoActivity[],
  from: number,
  by: number,
  share: number,
): { at: number; activityId: string | null } {
  const until = by - 60_000
  const found = diary.filter(({ recordedAt }) => recordedAt > from && recordedAt < until)
  const source = found[Math.floor(share * found.length)]
  if (source) return { at: source.recordedAt + 1000, activityId: source.id }
  // of an older talk, thought over later
  const older = diary.findLast(({ recordedAt }) => recordedAt < until)
  const start = Math.max(from, until - 30 * 24 * hour)
  return { at: Math.floor(start + (until - start) * (0.2 + 0.7 * share)), activityId: older?.id ?? null }
}
