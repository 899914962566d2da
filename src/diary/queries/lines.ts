import { money } from '../../checkup/telling.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import { cadenceDays, keyOf, replyWindow, usualLift, type Chance } from '../candidate.ts'
import { contendersOf } from '../contenders.ts'
import { usualMinutes, type ActionKind, type Candidate } from '../next-best-actions.ts'
import { words } from '../words/actions.ts'
import { readDealChances, type DealChances, type DealHead } from './deal-candidates.ts'
import { readBuyers, readUnanswered, readUsualWin, type CustomerToCall, type LeadToAnswer } from './other-candidates.ts'
import { readListed, type ListedCustomer } from './upkeep.ts'

type Ref = { id: string; name: string }

/** What a line of the day says beside its figures. */
export interface Told {
  why: string
  opportunity: Ref | null
  customer: Ref | null
  lead: Ref | null
  phone: string | null
  element: { key: string; name: string } | null
}

/** A candidate and whose it is. A team has some ten thousand, so what a line says is made only for the few that make it into a day. */
export interface Line extends Candidate {
  ownerId: string
  told: (heads: ReadonlyMap<string, DealHead>) => Partial<Told> & Pick<Told, 'why'>
}

/** What could be done today besides what must be, of everybody asked for; what rests (owner and key) is left out. */
export async function readLines(
  tx: Tx,
  caller: Caller,
  owners: readonly string[],
  works: (kind: ActionKind) => number,
  resting: ReadonlySet<string>,
): Promise<Line[]> {
  if (!caller.abilities.has('opportunities.read')) return []
  const deals = await readDealChances(tx, caller, owners)
  const rests = (deal: DealChances, { kind, element }: Chance): boolean =>
    resting.size > 0 && resting.has(`${deal.ownerId} ${keyOf(kind, deal.id, element)}`)
  const [buyers, leads, usual] = [
    await readBuyers(tx, caller, owners),
    await readUnanswered(tx, caller, owners),
    await readUsualWin(tx, caller),
  ]
  // whom the upkeep planner put on the list; by level and silence only where it has made none
  const { listed, planned } = await readListed(tx, caller, owners)
  const silent = buyers.filter(
    ({ ownerId, silentDays, level }) => !planned.has(ownerId) && silentDays > (cadenceDays[level] ?? 90),
  )
  const close = buyers.filter(({ silentDays, wonDaysAgo }) => silentDays <= 45 && wonDaysAgo <= 120)
  return [
    ...owners
      .flatMap((owner) =>
        contendersOf(
          deals.filter(({ ownerId }) => ownerId === owner),
          works,
          rests,
        ),
      )
      .map(({ deal, chance }) => ofDeal(caller, deal, chance, works(chance.kind))),
    ...listed.map((customer) => ofListed(caller, customer, usual, works('old-customer'))),
    ...silent.map((customer) => ofCustomer(caller, customer, works('old-customer'))),
    ...close.map((customer) => ofReferral(caller, customer, usual, works('referral'))),
    ...leads.map((lead) => ofLead(caller, lead, usual, works('first-reply'))),
  ].filter(({ ownerId, key }) => !resting.has(`${ownerId} ${key}`))
}

interface Given {
  ownerId: string
  key: string
  dealId?: string
  amountMinor: number
  now: number
  after: number
  works: number
  minutes?: number
  boost?: number
}

/** Nobody keeps margins yet: every deal counts with what it brings in. */
const lineOf = (
  kind: ActionKind,
  { ownerId, key, dealId, amountMinor, now, after, works, minutes, boost }: Given,
  told: Line['told'],
): Line => ({
  key,
  kind,
  dealId: dealId ?? null,
  amountMinor,
  margin: 1,
  now,
  after,
  works,
  minutes: minutes ?? usualMinutes[kind],
  boost: boost ?? 1,
  ownerId,
  told,
})

const points = (gain: number): string => (gain * 100).toFixed(1).replace(/\.0$/, '')
const amount = (caller: Caller, minor: number): string => money(minor, caller.currency, caller.locale)

function ofDeal(caller: Caller, deal: DealChances, { kind, element, partial, now, after }: Chance, works: number): Line {
  const { id, ownerId, amountMinor } = deal
  return lineOf(kind, { ownerId, key: keyOf(kind, id, element), dealId: id, amountMinor, now, after, works }, (heads) => {
    const head = heads.get(id)
    const name = element === null ? '' : (deal.elementNames.get(element) ?? element)
    const key =
      kind === 'decider' ? 'why.decider' : kind === 'revive' ? 'why.revive' : partial ? 'why.confirm-partial' : 'why.confirm'
    return {
      why: say(caller.locale, words, key, {
        element: name,
        points: points(after - now),
        money: amount(caller, (after - now) * amountMinor),
        stage: deal.stageName,
        days: deal.daysInStage,
      }),
      opportunity: { id, name: head?.name ?? '' },
      customer: head?.customer ?? null,
      phone: head?.phone ?? null,
      element: element === null ? null : { key: element, name },
    }
  })
}

function ofCustomer(caller: Caller, customer: CustomerToCall, works: number): Line {
  const { id, name, phone, level, silentDays: days, wonMinor, ownerId } = customer
  const given = { ownerId, key: keyOf('old-customer', id), amountMinor: wonMinor, ...usualLift['old-customer'], works }
  const cadence = cadenceDays[level] ?? 90
  return lineOf('old-customer', given, () => ({
    why: say(caller.locale, words, 'why.old-customer', { days, cadence, money: amount(caller, wonMinor) }),
    customer: { id, name },
    phone,
  }))
}

function ofListed(caller: Caller, customer: ListedCustomer, usual: number, works: number): Line {
  const { id, name, phone, ownerId, reason, eventOn, daysSince: days, cadence, minutes, wonMinor } = customer
  const given = {
    ownerId,
    key: keyOf('old-customer', id),
    amountMinor: wonMinor ?? usual,
    ...usualLift['old-customer'],
    works,
    minutes,
  }
  const key = isDated(reason) ? (`why.upkeep-${reason}` as const) : 'why.upkeep'
  return lineOf('old-customer', given, () => ({
    why: say(caller.locale, words, key, { days, cadence: Math.round(cadence), day: eventOn ?? '' }),
    customer: { id, name },
    phone,
  }))
}

const dated = ['meant', 'contract-end', 'delivery', 'complaint-answered', 'anniversary'] as const
const isDated = (reason: string): reason is (typeof dated)[number] => (dated as readonly string[]).includes(reason)

function ofReferral(
  caller: Caller,
  { id, name, phone, ownerId, wonDaysAgo: days }: CustomerToCall,
  usual: number,
  works: number,
): Line {
  const given = { ownerId, key: keyOf('referral', id), amountMinor: usual, ...usualLift.referral, works }
  return lineOf('referral', given, () => ({
    why: say(caller.locale, words, 'why.referral', { days }),
    customer: { id, name },
    phone,
  }))
}

function ofLead(caller: Caller, { id, company, phone, ownerId, hours }: LeadToAnswer, usual: number, works: number): Line {
  const isFresh = hours <= replyWindow
  const given = { ownerId, key: keyOf('first-reply', id), amountMinor: usual, ...usualLift['first-reply'], works }
  return lineOf('first-reply', { ...given, boost: isFresh ? 1.5 : 1 }, () => ({
    why: say(caller.locale, words, isFresh ? 'why.first-reply' : 'why.first-reply-late', {
      hours: Math.max(1, Math.floor(hours)),
      days: Math.floor(hours / 24),
      window: say(caller.locale, words, 'window'),
    }),
    lead: { id, name: company },
    phone,
  }))
}
