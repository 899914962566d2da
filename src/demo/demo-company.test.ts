import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { missingProfile } from '../customers/profile-completeness.ts'
import { isSocialCreditCode } from '../customers/social-credit-code.ts'
import { parsePhone } from '../contacts/phone.ts'
import { foldHistory } from '../opportunities/stage-history.ts'
import { seeded } from '../platform/random.ts'
import { clientele } from './clientele.ts'
import { demoCompany, sizes, type DemoDeal } from './demo-company.ts'
import { isWorkday } from './season.ts'
import { joinedOn, repsOf } from './staff.ts'
import { troubles } from './troubles.ts'

const now = Date.parse('2026-11-20T07:30:00Z')
const timeZone = 'Asia/Shanghai'
const day = 86_400_000
const make = (at = now, seed = 1) => demoCompany({ seed, now: at, timeZone })
const checksum = (company: unknown) => createHash('sha256').update(JSON.stringify(company)).digest('hex')

const company = make()
const six = company.deals.filter(({ pipeline }) => pipeline === 'b2b-six-stages')
const share = (list: readonly unknown[], of: readonly unknown[]) => list.length / of.length
const passesAt = (deals: readonly DemoDeal[], position: number, since: number) => {
  const leaving = deals.flatMap(({ stageEvents }) =>
    stageEvents.filter(
      ({ from, kind, occurredAt }) =>
        from === position && (occurredAt ?? 0) > since && kind !== 'hold' && kind !== 'resume' && kind !== 'rework',
    ),
  )
  return share(
    leaving.filter(({ kind }) => kind === 'advance' || kind === 'skip' || kind === 'win'),
    leaving,
  )
}

describe('the demo company', () => {
  it('is the very same for the same seed and moment, and another for another seed', () => {
    expect(checksum(make())).toBe(checksum(company))
    expect(clientele(seeded(2), 5)).not.toEqual(clientele(seeded(1), 5))
  }, 120_000)

  it('is of the size it promises, with eighteen months behind it', () => {
    expect(company.customers).toHaveLength(sizes.customers)
    expect(company.customers.flatMap(({ contacts }) => contacts).length).toBeGreaterThan(850)
    expect(company.deals.length).toBeGreaterThan(1750)
    expect(company.leads.length).toBeGreaterThan(270)
    expect(company.activities.length).toBeGreaterThan(8000)
    const first = Math.min(...company.deals.map(({ createdAt }) => createdAt))
    expect((now - first) / day).toBeGreaterThan(530)
    expect((now - first) / day).toBeLessThan(560)
  })

  it('moves on with the clock: nothing lies in the future, and a month later there is a month more', () => {
    const moments = (each: ReturnType<typeof make>) => [
      ...each.deals.flatMap(({ stageEvents, fieldEvents }) =>
        [...stageEvents, ...fieldEvents].map(({ recordedAt }) => recordedAt),
      ),
      ...each.activities.map(({ recordedAt }) => recordedAt),
      ...each.leads.map(({ updatedAt }) => updatedAt),
    ]
    expect(Math.max(...moments(company))).toBeLessThanOrEqual(now)
    const later = moments(make(now + 30 * day))
    expect(Math.max(...later)).toBeLessThanOrEqual(now + 30 * day)
    expect(later.filter((at) => at > now).length).toBeGreaterThan(300)
  }, 120_000)

  it('was written down after it happened, in the order in which it was written down', () => {
    for (const { stageEvents, fieldEvents } of company.deals) {
      const events = [...stageEvents, ...fieldEvents].sort((a, b) => (a.id < b.id ? -1 : 1))
      for (const [at, event] of events.entries()) {
        expect(event.occurredAt ?? 0).toBeLessThanOrEqual(event.recordedAt)
        if (at > 0) expect(event.recordedAt).toBeGreaterThanOrEqual(events[at - 1]!.recordedAt)
      }
    }
  })

  it('has only histories that the rules accept: every event counts, and what the record says follows from them', () => {
    for (const deal of company.deals) {
      const owner = { ownerId: deal.openedBy, amountMinor: null, expectedCloseOn: null }
      const events = deal.stageEvents.map(({ from, to, ...event }) => ({
        ...event,
        fromStageId: from === null ? null : String(from),
        toStageId: to === null ? null : String(to),
      }))
      const { standing, visits } = foldHistory(events, [], owner, Number)!
      const expected = deal.status === 'ended' ? (deal.won ? ['won'] : ['lost', 'terminated']) : [deal.status]
      expect(expected).toContain(standing.status)
      // every entry, move, resumption and reopening begins a stay
      expect(visits).toHaveLength(events.filter(({ toStageId, kind }) => toStageId !== null && kind !== 'rework').length)
      if (deal.status === 'on-hold') expect(deal.wakeUpOn).not.toBeNull()
    }
    const kinds = new Set(company.deals.flatMap(({ stageEvents }) => stageEvents.map(({ kind }) => kind)))
    for (const kind of ['advance', 'skip', 'back', 'win', 'lose', 'terminate', 'hold', 'resume', 'reopen', 'rework'] as const)
      expect(kinds).toContain(kind)
  })

  it('has customers that look true: numbers a plan assigns, codes with their check digit, complete and incomplete profiles', () => {
    const phones = company.customers.flatMap(({ fields, contacts }) => [
      fields.phone,
      ...contacts.map((each) => each.fields.phone),
    ])
    expect(phones.filter((phone) => phone && !parsePhone(phone, 'CN').ok)).toEqual([])
    const codes = company.customers.flatMap(({ fields }) => fields.socialCreditCode ?? [])
    expect(codes.every(isSocialCreditCode)).toBe(true)
    expect(new Set(codes).size).toBe(codes.length)
    expect(new Set(company.customers.map(({ fields }) => fields.name)).size).toBe(sizes.customers)
    const complete = company.customers.filter(
      ({ fields, contacts, sourceKey }) =>
        missingProfile(
          ['name', 'industry', 'headcountBand', 'region', 'source', 'contact'],
          { ...fields, sourceId: sourceKey },
          contacts.map((each) => each.fields),
        ).length === 0,
    )
    expect(share(complete, company.customers)).toBeGreaterThan(0.5)
    // deals that went on asked for it; one customer in ten never came that far
    expect(share(complete, company.customers)).toBeLessThan(0.92)
  })

  it('keeps the seasons: a quiet Spring Festival, a busy end of the year, working days', () => {
    const entered = (from: string, to: string) =>
      six.filter(({ createdAt }) => createdAt >= Date.parse(from) && createdAt < Date.parse(to)).length
    expect(entered('2026-02-14', '2026-02-24')).toBeLessThan(8)
    expect(entered('2025-12-01', '2026-01-01')).toBeGreaterThan(1.2 * entered('2026-01-01', '2026-02-01'))
    expect([isWorkday('2026-02-17'), isWorkday('2026-10-03'), isWorkday('2026-11-22'), isWorkday('2026-11-20')]).toEqual([
      false,
      false,
      false,
      true,
    ])
  })

  it('gives nobody a deal that was opened before they joined, and has people of every tenure', () => {
    const joined = new Map(
      company.staff.map((person) => [person.key, Date.parse(`${joinedOn(person, '2026-11-20')}T00:00:00+08:00`)]),
    )
    for (const { openedBy, createdAt } of company.deals) expect(createdAt).toBeGreaterThanOrEqual(joined.get(openedBy)!)
    expect(
      joinedOn(
        company.staff.find(({ months }) => months === 14)!,
        '2026-01-31',
      ),
    ).toBe('2024-11-01')
    expect(company.staff.filter(({ role, months }) => role === 'rep' && months < 18).length).toBe(2)
  })

  it('has troubles that the numbers show', () => {
    const { weakStage, lateRecorder, poorSource } = troubles
    const inRegion = (is: boolean) => six.filter(({ region }) => (region === weakStage.region) === is)
    const since = now - weakStage.sinceDays * day
    expect(passesAt(inRegion(true), weakStage.position, since)).toBeLessThan(
      0.65 * passesAt(inRegion(false), weakStage.position, since),
    )

    const late = repsOf(lateRecorder.region)[lateRecorder.rep]!.key
    const lateShare = (own: boolean) => {
      const list = company.activities.filter(({ owner }) => (owner === late) === own)
      return share(
        list.filter((activity) => activity.late),
        list,
      )
    }
    expect(lateShare(true)).toBeGreaterThan(5 * lateShare(false))

    const wonOf = (is: boolean) => {
      const list = six.filter(({ sourceKey }) => (sourceKey === poorSource.key) === is)
      return share(
        list.filter(({ won }) => won),
        list,
      )
    }
    expect(wonOf(true)).toBeLessThan(0.5 * wonOf(false))

    const rivals = (from: number, to: number) => {
      const losses = six.filter(({ competitor, updatedAt }) => competitor !== null && updatedAt >= from && updatedAt < to)
      return share(
        losses.filter(({ competitor }) => competitor === troubles.rising.competitor),
        losses,
      )
    }
    expect(rivals(now - 120 * day, now)).toBeGreaterThan(1.8 * rivals(0, now - 330 * day))

    const open = six.filter(({ status }) => status === 'open')
    expect(open.filter(({ nextStepOn }) => nextStepOn === null).length).toBeGreaterThan(10)
    expect(open.filter(({ externalId }) => externalId !== null).length).toBeGreaterThan(0)
    const stuck = open.filter(({ stageEvents }) => {
      const last = stageEvents.findLast(({ to }) => to !== null)!
      return last.to === 2 && now - last.recordedAt > 60 * day
    })
    expect(stuck.length).toBeGreaterThan(10)
  })
})
