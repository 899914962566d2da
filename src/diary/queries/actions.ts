import { reachable } from '../../people/queries.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { dayOf } from '../../platform/time.ts'
import { freeMinutes, planDay, seedOf, type Valued } from '../next-best-actions.ts'
import { readDealHeads, type DealHead } from './deal-candidates.ts'
import { readHandled } from './handled.ts'
import { readLines, type Line, type Told } from './lines.ts'
import { nothingToDo, readMusts } from './must.ts'
import { readWorks } from './works.ts'

/** A team's lists at most. */
const mostPeople = 60

/** Whose lists: one's own, one person's, or of everybody who sells within reach. */
async function peopleOf(tx: Tx, caller: Caller, asked: { scope: 'mine' | 'team'; member?: string | undefined }) {
  const id = asked.member ?? (asked.scope === 'mine' ? caller.memberId : undefined)
  return tx
    .selectFrom('member')
    .select(['id', 'name', 'role'])
    .where('org_id', '=', caller.orgId)
    .where(reachable(caller, 'id'))
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .$if(id === undefined, (query) => query.where('role', '=', 'rep').where('status', '<>', 'deactivated'))
    .orderBy('pinyin')
    .orderBy('id')
    .limit(mostPeople)
    .execute()
}

/** The lists of the day; null where the person asked for is out of reach. */
export async function readActions(tx: Tx, caller: Caller, asked: { scope: 'mine' | 'team'; member?: string | undefined }) {
  const day = dayOf(caller.now, caller.timeZone)
  const people = await peopleOf(tx, caller, asked)
  if (people.length === 0 && asked.member !== undefined) return null
  const owners = people.map(({ id }) => id)
  const role = people[0]?.role ?? caller.role
  const learned = await readWorks(tx, caller, role)
  const works = new Map(learned.map((one) => [one.kind, one.works]))
  const [musts, handled] = [await readMusts(tx, caller, owners), await readHandled(tx, caller, owners)]
  const resting = new Set(handled.map(({ memberId, key }) => `${memberId} ${key}`))
  const lines = await readLines(tx, caller, owners, (kind) => works.get(kind)!, resting)
  const linesOf = new Map<string, Line[]>(people.map(({ id }) => [id, []]))
  for (const line of lines) linesOf.get(line.ownerId)?.push(line)
  const days = people.map((member) => {
    const must = musts.get(member.id) ?? nothingToDo
    const free = Math.floor(freeMinutes(must.minutes))
    const chosen = planDay(linesOf.get(member.id)!, free, seedOf(`${caller.orgId} ${member.id} ${day}`))
    return { member: { id: member.id, name: member.name }, must, free, chosen }
  })
  const deals = new Set(days.flatMap(({ chosen }) => chosen.flatMap(({ candidate: { dealId } }) => dealId ?? [])))
  const heads = await readDealHeads(tx, caller, [...deals])
  return {
    day,
    currency: caller.currency,
    learned: learned.map(({ kind, tries, works: share }) => ({ kind, tries, works: share })),
    lists: days.map(({ member, must, free, chosen }) => {
      return {
        member,
        bookedMinutes: must.minutes,
        freeMinutes: free,
        must: must.today,
        mustMore: must.more,
        actions: chosen.map((one) => shown(caller, one, heads)),
        handled: handled
          .filter((one) => one.memberId === member.id && one.isToday)
          .map(({ key, kind, what, title, at, reason, outcome }) => ({
            key,
            kind,
            what,
            title,
            at: at.toISOString(),
            reason,
            outcome,
          })),
      }
    }),
  }
}

const nothingTold = { opportunity: null, customer: null, lead: null, phone: null, element: null }

const shown = (caller: Caller, { candidate, value, perHour }: Valued<Line>, heads: ReadonlyMap<string, DealHead>) => ({
  key: candidate.key,
  kind: candidate.kind,
  ...maskedFor(caller, { ...nothingTold, ...candidate.told(heads) }),
  valueMinor: Math.round(value),
  perHourMinor: Math.round(perHour),
  minutes: candidate.minutes,
  works: candidate.works,
})

const maskedFor = (caller: Caller, told: Told): Told =>
  caller.abilities.has('contacts.unmasked') ? told : { ...told, phone: null }
