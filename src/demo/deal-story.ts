import type { EventKind } from '../opportunities/stage-history.ts'
import { asWritten } from './exact-reasons.ts'
import { seeded, type Random } from '../platform/random.ts'
import { addDays } from '../platform/time.ts'
import { dayAt, dayStart, isYearEnd, workingMoment } from './season.ts'
import { backNotes, lossNotes, reworkNotes, type StageHabit } from './stage-habits.ts'
import { troubles } from './troubles.ts'

const dayMs = 86_400_000

/** Something that happened to a deal. Positions count from 1. */
export type Happening = { at: number } & (
  | {
      what: 'stage'
      kind: EventKind
      from: number | null
      to: number | null
      reasonKey?: string
      competitor?: number | null
      note?: string
      wakeUpOn?: string
    }
  | { what: 'field'; field: 'amountMinor' | 'expectedCloseOn' | 'ownerId'; to: number | string }
)

/** A stay in a stage, for the diary: when somebody worked on the deal, and how long interest lasted. */
export interface Stay {
  position: number
  from: number
  to: number
}

export interface DealPlan {
  habits: readonly StageHabit[]
  /** Where it entered; deals taken over from elsewhere start later than the first stage. */
  startPosition: number
  startDay: string
  /** 元 */
  amount: number
  region: string
  sourceKey: string
  quality: number
  today: string
  timeZone: string
  /** Keys of colleagues who might take it over. */
  colleagues: readonly string[]
}

export interface DealStory {
  beginsAt: number
  happenings: Happening[]
  stays: Stay[]
  initial: { amountMinor: number | null; expectedCloseOn: string | null }
}

/** Whole hundreds of 元, in minor units. */
const inMinor = (amount: number): number => Math.max(5, Math.round(amount / 100)) * 10_000

/** A deal's life from its first day to its end, however far in the future that lies; who tells it cuts it off at the present. */
export function dealStory(plan: DealPlan, random: Random): DealStory {
  const { habits, timeZone } = plan
  const beginsAt = workingMoment(plan.startDay, timeZone, random)
  const happenings: Happening[] = []
  const stays: Stay[] = []
  let [at, position, since, reopenings, steps] = [beginsAt, plan.startPosition, beginsAt, 0, 0]
  const dayOf = (time: number) => dayAt(time, timeZone)
  const later = (days: number): number => {
    const pace = isYearEnd(dayOf(at)) ? 0.75 : 1
    return Math.max(at + 900_000, workingMoment(dayOf(at + Math.max(0.3, days * pace) * dayMs), timeZone, random))
  }
  const stage = (kind: EventKind, to: number | null, more: object = {}) => {
    happenings.push({ at, what: 'stage', kind, from: position, to, ...more })
  }
  const leave = () => stays.push({ position, from: since, to: at })
  const enter = (to: number) => {
    ;[position, since] = [to, at]
  }
  /** Ends in a loss or termination, which some take back. Returns whether the story goes on. */
  const lose = (reasonKey?: string): boolean => {
    const reason = reasonKey ?? lossReason(plan, position, dayOf(at), random)
    const early = position === 1 && random.chance(0.75)
    leave()
    stage(early ? 'terminate' : 'lose', null, {
      reasonKey: asWritten(reason, seeded((at + position) % 2_147_483_647)),
      competitor: reason === 'competitor' || (reason === 'price' && random.chance(0.4)) ? rival(plan, dayOf(at), random) : null,
      ...(random.chance(0.7) ? { note: random.pick(lossNotes[reason] ?? lossNotes['other']!) } : {}),
    })
    if (early || position === 1 || reopenings > 0 || !random.chance(0.06)) return false
    at = later(random.whole(12, 75))
    stage('reopen', position, { note: '客户重新启动项目。' })
    reopenings++
    since = at
    return true
  }

  /** The proposal was refused or not answered, and went into another round or two before it passed. */
  const proposalRounds = (passedAt: number) => {
    const own = seeded(passedAt % 2_147_483_647)
    const rounds = own.weighted([
      [0, 76],
      [1, 18],
      [2, 6],
    ])
    const gap = (passedAt - since) / (rounds + 1)
    for (let round = 1; round <= rounds && gap > dayMs; round++)
      happenings.push({
        at: Math.floor(since + gap * round),
        what: 'stage',
        kind: 'rework',
        from: position,
        to: position,
        note: own.pick(reworkNotes),
      })
  }

  for (;;) {
    const habit = habits[position - 1]!
    if (steps++ > 14) return finish()
    if (random.chance(troubles.stuck[position] ?? 0)) {
      // nobody moves it for months; most are ended at some clean-up, the youngest never in our time
      at = later(random.logNormal(190, 0.35))
      if (!lose('no-decision')) return finish()
      continue
    }
    if (position > 1 && position < 5 && random.chance(0.085)) {
      at = later(random.logNormal(habit.failDays, 0.5))
      const wakeUpOn = addDays(dayOf(at), random.whole(25, 120))
      leave()
      stage('hold', null, { wakeUpOn, note: '客户暂缓，约好时间再谈。' })
      at = dayStart(wakeUpOn, timeZone) + 180_000
      stage('resume', position)
      since = at
    }
    const passes = random.chance(passChance(plan, position, dayOf(at)))
    at = later(random.logNormal(passes ? habit.passDays : habit.failDays, 0.62))
    if (!passes) {
      if (!lose()) return finish()
      continue
    }
    if (position > 2 && random.chance(0.06)) {
      leave()
      stage('back', position - 1, { note: random.pick(backNotes) })
      enter(position - 1)
      continue
    }
    const last = habits.length
    const signs = position >= last - 1 && (position === last || random.chance(0.72))
    if (signs || (position === last - 2 && random.chance(0.08))) {
      at = closingRush(at, plan, random)
      leave()
      stage('win', null)
      return finish()
    }
    if (position === 3 && last === 6) proposalRounds(at)
    const skips = position < last - 2 && random.chance(0.05)
    leave()
    stage(skips ? 'skip' : 'advance', position + (skips ? 2 : 1))
    enter(position + (skips ? 2 : 1))
  }

  function finish(): DealStory {
    const { initial, changes } = fieldHistory(plan, beginsAt, at, happenings, random)
    return { beginsAt, initial, stays, happenings: [...happenings, ...changes].sort((a, b) => a.at - b.at) }
  }
}

function passChance(plan: DealPlan, position: number, day: string): number {
  const { weakStage, poorSource } = troubles
  let chance = plan.habits[position - 1]!.pass
  const six = plan.habits.length === 6
  if (
    six &&
    plan.region === weakStage.region &&
    position === weakStage.position &&
    day >= addDays(plan.today, -weakStage.sinceDays)
  )
    chance *= weakStage.passFactor
  if (six && position <= 2) chance *= plan.quality * (plan.sourceKey === poorSource.key ? poorSource.passFactor : 1)
  if (position >= 4 && isYearEnd(day)) chance *= 1.08
  return Math.min(0.97, chance)
}

function lossReason(plan: DealPlan, position: number, day: string, random: Random): string {
  const { weakStage } = troubles
  const inTrouble =
    plan.region === weakStage.region && position === weakStage.position && day >= addDays(plan.today, -weakStage.sinceDays)
  return inTrouble && plan.habits.length === 6 && random.chance(0.75)
    ? random.weighted([
        ['competitor', 6],
        ['product-gap', 3],
      ])
    : random.weighted(plan.habits[position - 1]!.reasons)
}

/** Which competitor took it: one of them ever more often. */
function rival(plan: DealPlan, day: string, random: Random): number {
  const { competitor, shareThen, shareNow } = troubles.rising
  const ageDays = Math.max(0, (Date.parse(plan.today) - Date.parse(day)) / dayMs)
  const share = shareThen + (shareNow - shareThen) * Math.max(0, 1 - ageDays / 400)
  return random.chance(share) ? competitor : random.whole(competitor + 1, 3)
}

/** Signatures gather in the last days of a month. */
function closingRush(at: number, plan: DealPlan, random: Random): number {
  const day = dayAt(at, plan.timeZone)
  const [year, month] = day.split('-').map(Number) as [number, number]
  const monthEnd = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
  const wait = (Date.parse(monthEnd) - Date.parse(day)) / dayMs
  if (wait < 4 || wait > 14 || !random.chance(0.45)) return at
  return workingMoment(addDays(monthEnd, -random.whole(0, 3)), plan.timeZone, random)
}

/** What it was thought to be worth and when it was to close: first guesses, the quote, the discount, dates pushed again. */
function fieldHistory(plan: DealPlan, beginsAt: number, endsAt: number, happenings: readonly Happening[], random: Random) {
  const changes: Happening[] = []
  const fast = plan.habits.length < 6
  let amount: number | null = random.chance(fast ? 0.95 : 0.72) ? inMinor(plan.amount * random.logNormal(1, 0.22)) : null
  const first = amount
  for (const each of happenings) {
    if (each.what !== 'stage' || (each.kind !== 'advance' && each.kind !== 'skip') || fast) continue
    const next =
      each.to === 3 || (each.to! > 3 && amount === null)
        ? inMinor(plan.amount)
        : each.to! >= 4 && random.chance(0.55) && amount
          ? inMinor((amount / 100) * random.whole(86, 98) * 0.01)
          : amount
    if (next === null || next === amount) continue
    amount = next
    // the quote is written down before the deal moves on: the gate asks for it
    const at = Math.max(beginsAt + 60_000, each.at - 3_600_000 * random.whole(1, 12))
    changes.push({ at, what: 'field', field: 'amountMinor', to: next })
  }

  const usual = plan.habits.slice(plan.startPosition - 1).reduce((sum, { passDays }) => sum + passDays, 0)
  const guess = addDays(dayAt(beginsAt, plan.timeZone), Math.max(2, Math.round(usual * random.logNormal(1.05, 0.3))))
  const firstClose = random.chance(0.96) ? guess : null
  for (let [due, pushes] = [firstClose, 0]; due !== null && pushes < 5; pushes++) {
    const at = workingMoment(addDays(due, random.whole(-3, 4)), plan.timeZone, random)
    if (at <= beginsAt || at >= endsAt) break
    due = addDays(due, fast ? random.whole(3, 10) : random.whole(14, 45))
    changes.push({ at, what: 'field', field: 'expectedCloseOn', to: due })
    if (random.chance(0.12)) break
  }
  if (plan.colleagues.length > 0 && endsAt - beginsAt > 20 * dayMs && random.chance(0.035)) {
    const at = workingMoment(dayAt(beginsAt + (endsAt - beginsAt) * 0.5, plan.timeZone), plan.timeZone, random)
    if (at < endsAt) changes.push({ at, what: 'field', field: 'ownerId', to: random.pick(plan.colleagues) })
  }
  return { initial: { amountMinor: first, expectedCloseOn: firstClose }, changes }
}
