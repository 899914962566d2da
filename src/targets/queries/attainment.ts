import { resolveScope, within, type Scope } from '../../capacity/queries/scope.ts'
import { readWorkCalendar } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { accept, type Outcome } from '../../platform/refusal.ts'
import type { Caller } from '../../platform/session.ts'
import { addDays, dayOf } from '../../platform/time.ts'
import { say } from '../../platform/words.ts'
import { attained, ranks } from '../attainment.ts'
import type { AttainmentQuery, AttainmentReply } from '../attainment-contract.ts'
import { activityKindsOf, monthsOf, type Column, type Level } from '../measure.ts'
import type { Plan } from '../plan.ts'
import { readingTargets } from '../permissions.ts'
import { childrenOf, noMonths } from '../sheet.ts'
import { firstOfMonth, withUnpublishedYears } from '../year-calendar.ts'
import { words } from '../words.ts'
import { actuals, daily, monthly, otherCurrencyDeals, together } from './actuals.ts'
import { readClosing } from './closing.ts'
import { planInForce } from './plans.ts'
import { planOf } from './target-of.ts'

/** How far the plan in force has come for a scope, who brings it, the place among others, and what closes the gap. */
export async function readAttainment(tx: Tx, caller: Caller, asked: AttainmentQuery): Promise<Outcome<AttainmentReply>> {
  const denied = readingTargets(caller)
  if (denied) return { ok: false, refusal: denied }
  const found = await resolveScope(tx, caller, asked)
  if (!found.ok) return found
  const scope = found.value
  const today = dayOf(caller.now, caller.timeZone)
  const year = asked.year ?? Number(today.slice(0, 4))
  const column = asked.column ?? (`m${Number(today.slice(5, 7))}` as Column)
  const { measure, level } = asked
  const months = monthsOf(column)
  const from = firstOfMonth(year, months[0]!)
  const to = firstOfMonth(year, months.at(-1)! + 1)
  const [plan, now, past, calendar, otherCurrency] = await Promise.all([
    planInForce(tx, caller.orgId, year, measure),
    actuals(tx, caller, measure, { from: `${year}-01-01`, to: `${year + 1}-01-01`, by: 'month' }),
    actuals(tx, caller, measure, { from: `${year - 1}-01-01`, to: `${year}-01-01`, by: 'day' }),
    readWorkCalendar(tx, caller.orgId, `${year}-01-01`),
    measure === 'won-amount' ? otherCurrencyDeals(tx, caller, from, to) : 0,
  ])
  const done = monthly(now, year)
  const ground = { year, months, today, calendar: withUnpublishedYears(calendar, [year], caller.timeZone) }
  const people = scope.people.map(({ id }) => id)
  const own = (plan && planOf(plan, whoseOf(scope), level)) ?? noMonths
  const actual = together(done, people)
  const whole = attained(own, actual, ground)
  const pastDays = daily(past, new Set(people))
  const pastYear = Array.from({ length: 12 }, (_, month) =>
    sumBetween(pastDays, firstOfMonth(year - 1, month), firstOfMonth(year - 1, month + 1)),
  )
  const rows = partsOf(plan, scope).map((part) => ({
    part,
    attained: attained((plan && planOf(plan, part.whose, level)) ?? noMonths, together(done, part.members), ground),
  }))
  const places = ranks(rows.map((row) => row.attained.share))
  return accept({
    scope: {
      kind: scope.kind,
      id: scope.id,
      name: scope.kind === 'organisation' ? say(caller.locale, words, 'wholeCompany') : scope.name,
    },
    year,
    column,
    measure,
    level,
    currency: caller.currency,
    today,
    targetId: plan?.id ?? null,
    whole,
    months: noMonths.map((_, month) => ({ plan: own[month]!, actual: actual[month]!, pastYear: pastYear[month]! })),
    samePeriodPastYear: sumBetween(
      pastDays,
      yearBefore(from),
      yearBefore(today < from ? from : today < to ? addDays(today, 1) : to),
    ),
    rank: plan ? placeOf(plan, scope, level, done, ground) : { beside: null, company: null },
    rows: rows.map(({ part, attained: its }, at) => ({
      kind: part.kind,
      id: part.id,
      name: part.name,
      active: part.active,
      attained: its,
      rank: places[at]!,
    })),
    otherCurrency,
    closing:
      activityKindsOf(measure).length === 0
        ? await readClosing(
            tx,
            caller,
            { scope: `${scope.kind} ${scope.id}`, from, to, months: months.length, today, measure, whole },
            within(caller, scope, 'o.credit_owner_id'),
          )
        : null,
  })
}

const yearBefore = (day: string): string => `${Number(day.slice(0, 4)) - 1}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`

const sumBetween = (days: ReadonlyMap<string, number>, from: string, to: string): number => {
  let sum = 0
  for (const [day, value] of days) if (day >= from && day < to) sum += value
  return sum
}

export const whoseOf = ({ kind, id, people }: Pick<Scope, 'kind' | 'id' | 'people'>) => ({
  company: kind === 'organisation',
  teamId: kind === 'team' ? id : null,
  members: new Set(people.map((person) => person.id)),
})

interface Part {
  kind: 'team' | 'member'
  id: string
  name: string
  active: boolean
  members: string[]
  whose: ReturnType<typeof whoseOf>
}

/** Teams below and people of the scope as they are now, and those who left but keep a row in the plan. */
function partsOf(plan: Plan | null, scope: Scope): Part[] {
  const parts = scope.parts.map((part): Part => {
    const members = part.people.map(({ id }) => id)
    return {
      ...part,
      active: true,
      members,
      whose: { company: false, teamId: part.kind === 'team' ? part.id : null, members: new Set(members) },
    }
  })
  const held = new Set(parts.flatMap(({ members }) => members))
  const gone = scope.people.filter(
    ({ id }) => !held.has(id) && scope.kind !== 'member' && plan?.nodes.some(({ memberId }) => memberId === id),
  )
  return [
    ...parts,
    ...gone.map(({ id, name, active }): Part => ({
      kind: 'member',
      id,
      name,
      active,
      members: [id],
      whose: { company: false, teamId: null, members: new Set([id]) },
    })),
  ]
}

/** The place of a person or team among the rows beside it in the plan, and of a person among all: places only, no figures of others. */
function placeOf(
  plan: Plan,
  scope: Scope,
  level: Level,
  done: ReadonlyMap<string, readonly number[]>,
  ground: Parameters<typeof attained>[2],
): AttainmentReply['rank'] {
  const isOwn = (node: Plan['nodes'][number]): boolean =>
    scope.kind === 'member' ? node.memberId === scope.id : scope.kind === 'team' && node.teamId === scope.id
  const own = plan.nodes.find(isOwn)
  if (!own || own.parentId === null) return { beside: null, company: null }
  const membersOf = (id: string): string[] => {
    const node = plan.nodes.find((one) => one.id === id)!
    return node.memberId !== null ? [node.memberId] : childrenOf(plan.nodes, id).flatMap((child) => membersOf(child.id))
  }
  const shareOf = (node: Plan['nodes'][number]): number | null => {
    const members = membersOf(node.id)
    const figures = planOf(plan, { company: false, teamId: node.teamId, members: new Set(members) }, level) ?? noMonths
    return attained(figures, together(done, members), ground).share
  }
  const among = (nodes: readonly Plan['nodes'][number][]) => {
    const shares = nodes.map(shareOf)
    const place = ranks(shares)[nodes.indexOf(own)] ?? null
    return place === null ? null : { place, of: shares.filter((share) => share !== null).length }
  }
  return {
    beside: among(
      plan.nodes.filter(({ parentId, memberId }) => parentId === own.parentId && (memberId === null) === (own.memberId === null)),
    ),
    company: scope.kind === 'member' ? among(plan.nodes.filter(({ memberId }) => memberId !== null)) : null,
  }
}
