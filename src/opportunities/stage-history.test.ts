import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asOf, foldHistory, spanChanges, type EventKind, type FieldEvent, type StageEvent } from './stage-history.ts'

const day = 86_400_000
const positionOf = (id: string) => Number(id)
const initial = { ownerId: 'ann', amountMinor: 100, expectedCloseOn: '2026-03-01' }

let count = 0
const event = (kind: EventKind, at: number | null, to: string | null = null, more: Partial<StageEvent> = {}): StageEvent => ({
  id: String(++count).padStart(6, '0'),
  kind,
  fromStageId: null,
  toStageId: to,
  occurredAt: at === null ? null : at * day,
  recordedAt: (at ?? 0) * day,
  ...more,
})
const change = (field: string, old: unknown, next: unknown, at: number): FieldEvent => ({
  id: String(++count).padStart(6, '0'),
  field,
  old,
  new: next,
  occurredAt: at * day,
  recordedAt: at * day,
})
const fold = (events: StageEvent[], changes: FieldEvent[] = []) => foldHistory(events, changes, initial, positionOf)!

/** Stages entered, one digit each, with W won, L lost, R reopened, T terminated, H held: one event a day. */
function story(text: string): StageEvent[] {
  let at = 0
  let present = 0
  let reopening = false
  return [...text].flatMap((letter) => {
    at++
    if (letter === 'R') {
      reopening = true
      return []
    }
    if (/\d/.test(letter)) {
      const from = present
      present = Number(letter)
      if (reopening) {
        reopening = false
        return [event('reopen', at, letter)]
      }
      if (from === 0) return [event('enter', at, letter)]
      return [event(present < from ? 'back' : present === from + 1 ? 'advance' : 'skip', at, letter)]
    }
    return [event(({ W: 'win', L: 'lose', T: 'terminate', H: 'hold' } as const)[letter as 'W']!, at)]
  })
}

describe('the eight deals of FUNNEL-SCIENCE §1.1', () => {
  const deals = Object.fromEntries(
    Object.entries({ a: '1234W', b: '134L', c: '12323L', d: '12LR23', e: '1L', f: '23', g: '12T', h: '12H' }).map(
      ([name, text]) => [name, fold(story(text))],
    ),
  )

  test('visits per stage are 7, 8, 6, 2', () => {
    const visits = [1, 2, 3, 4].map((stage) =>
      Object.values(deals).reduce((sum, deal) => sum + deal.visits.filter(({ position }) => position === stage).length, 0),
    )
    expect(visits).toEqual([7, 8, 6, 2])
  })
  test('one deal skipped a stage inside its path, one moved back, one was reopened', () => {
    expect(deals.b!.standing.skips).toBe(1)
    expect(deals.c!.standing.backMoves).toBe(1)
    expect(deals.d!.standing).toMatchObject({ reopened: 1, status: 'open', stagePosition: 3, closedAt: null })
  })
  test('the loss that was taken back is no loss any more, but an as-of before the reopening still shows it', () => {
    const events = story('12LR23')
    expect(fold(events).visits.map(({ exit }) => exit)).toEqual(['advanced', 'reopened', 'advanced', null])
    const then = asOf(3.5 * day, events, [], initial, positionOf)!
    expect(then.history.standing).toMatchObject({ status: 'lost', closedAt: 3 * day })
  })
  test('lost, terminated and held deals keep the stage they ended in', () => {
    expect(deals.c!.standing).toMatchObject({ status: 'lost', stagePosition: 3, maxPosition: 3 })
    expect(deals.g!.standing).toMatchObject({ status: 'terminated', stagePosition: 2 })
    expect(deals.h!.standing).toMatchObject({ status: 'on-hold', stagePosition: 2, closedAt: null })
  })
})

test('time on hold does not count towards the time in the stage', () => {
  const { standing, visits } = fold([
    event('enter', 0, '1'),
    event('hold', 10),
    event('resume', 40, '1'),
    event('advance', 45, '2'),
  ])
  expect(visits[1]).toMatchObject({ enteredAt: 30 * day, from: 40 * day, leftAt: 45 * day })
  expect(standing).toMatchObject({ status: 'open', stagePosition: 2 })
})

test('an undone move is in no metric, and before the undoing it was', () => {
  const wrong = event('advance', 2, '2')
  const events = [event('enter', 1, '1'), wrong, event('correction', 3, '1', { annulsId: wrong.id })]
  expect(fold(events).visits).toHaveLength(1)
  expect(fold(events).standing).toMatchObject({ stagePosition: 1, backMoves: 0, maxPosition: 1, stageSince: day })
  expect(asOf(2.5 * day, events, [], initial, positionOf)!.history.standing.stagePosition).toBe(2)
})

test('a deal that came without dates has unknown entry, never the day of import', () => {
  const { standing, spans } = fold([event('enter', null, '1')])
  expect(standing).toMatchObject({ enteredAt: null, stageSince: null })
  expect(spans[0]).toMatchObject({ from: null, to: null })
})

test('a win of unknown date comes after everything that is dated', () => {
  expect(fold([event('win', null), event('enter', 5, '2')]).standing).toMatchObject({
    status: 'won',
    closedAt: null,
    enteredAt: 5 * day,
  })
})

test('changes of amount and date cut spans, and pushes of the date are counted', () => {
  const changes = [
    change('amountMinor', 100, 250, 3),
    change('expectedCloseOn', '2026-03-01', '2026-04-01', 5),
    change('expectedCloseOn', '2026-04-01', '2026-03-15', 6),
  ]
  const { spans, standing } = fold([event('enter', 1, '1'), event('advance', 4, '2')], changes)
  expect(spans.map(({ from, to, amountMinor, exit }) => [from! / day, to === null ? null : to / day, amountMinor, exit])).toEqual(
    [
      [1, 3, 100, null],
      [3, 4, 250, 'advanced'],
      [4, 5, 250, null],
      [5, 6, 250, null],
      [6, null, 250, null],
    ],
  )
  expect(standing.closePushes).toBe(1)
})

test('who owned it when it closed keeps the credit after a hand-over', () => {
  const changes = [change('ownerId', 'ann', 'bob', 9)]
  expect(fold([event('enter', 1, '1'), event('win', 5)], changes).standing.creditOwnerId).toBe('ann')
  expect(fold([event('enter', 1, '1')], changes).standing.creditOwnerId).toBe('bob')
})

test('a deal on hold can end, and its stay then ended that way', () => {
  const { visits, standing } = fold([event('enter', 0, '1'), event('hold', 10), event('terminate', 20)])
  expect(visits.map(({ exit }) => exit)).toEqual(['terminated'])
  expect(standing).toMatchObject({ status: 'terminated', closedAt: 20 * day })
})

describe('for any history', () => {
  const randomEvents = fc
    .array(
      fc.record({
        kind: fc.constantFrom<EventKind>(
          'advance',
          'skip',
          'back',
          'win',
          'lose',
          'terminate',
          'hold',
          'resume',
          'reopen',
          'transfer',
        ),
        to: fc.integer({ min: 1, max: 5 }),
        wait: fc.integer({ min: 0, max: 20 }),
      }),
      { maxLength: 15 },
    )
    .map((steps) => {
      let at = 0
      return [event('enter', 0, '1'), ...steps.map(({ kind, to, wait }) => event(kind, (at += wait), String(to)))]
    })

  test('spans follow each other without gap or overlap, and only the last is open', () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        const { spans } = fold(events)
        spans.forEach((span, index) => {
          if (index + 1 < spans.length) expect(span.to).toBe(spans[index + 1]!.from)
          else expect(span.to).toBeNull()
        })
      }),
    )
  })
  test('every finished stay has exactly one span that says how it ended', () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        const { spans, visits } = fold(events)
        visits.forEach((visit, index) => {
          const exits = spans.filter((span) => span.visit === index + 1 && span.exit !== null)
          expect(exits).toHaveLength(visit.exit === null ? 0 : 1)
          if (visit.exit) expect(exits[0]!.exit).toBe(visit.exit)
        })
      }),
    )
  })
  test('an event delivered twice, or events delivered in another order, change nothing', () => {
    fc.assert(
      fc.property(randomEvents, fc.nat(), (events, seed) => {
        const shuffled = [...events, events[seed % events.length]!].sort(
          (a, b) => ((Number(a.id) * 7919 + seed) % 101) - ((Number(b.id) * 7919 + seed) % 101),
        )
        expect(fold(shuffled)).toEqual(fold(events))
      }),
    )
  })
  test('writing only the changed spans gives the same spans as writing all', () => {
    fc.assert(
      fc.property(randomEvents, fc.nat(), (events, cut) => {
        const before = foldHistory(events.slice(0, 1 + (cut % events.length)), [], initial, positionOf)!.spans
        const after = fold(events).spans
        const { keep, write } = spanChanges(before, after)
        expect([...before.slice(0, keep), ...write]).toEqual(after)
      }),
    )
  })
})

describe('another round of the proposal', () => {
  const letters = fc.constantFrom('1', '2', '3', '4', 'W', 'L', 'R2', 'T', 'H')

  test('is counted while the deal is open, and only then', () => {
    expect(fold([...story('12'), event('rework', 3), event('rework', 4)]).standing).toMatchObject({ reworks: 2, stageId: '2' })
    expect(fold([...story('12L'), event('rework', 5)]).standing.reworks).toBe(0)
  })

  test('that is taken back counts nowhere', () => {
    const round = event('rework', 3)
    const back = event('correction', 3, '2', { annulsId: round.id })
    expect(fold([...story('12'), round, back]).standing.reworks).toBe(0)
  })

  test('changes no stay, no span and nothing that a funnel counts, wherever it falls', () => {
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 8 }),
        fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 4 }),
        (path, at) => {
          const events = story(`1${path.join('')}`)
          const without = fold(events)
          const rounds = at.map((day) => event('rework', day + 0.5))
          const { standing, visits, spans } = fold([...events, ...rounds])
          expect({ ...standing, reworks: 0 }).toEqual(without.standing)
          expect(visits).toEqual(without.visits)
          expect(spans).toEqual(without.spans)
        },
      ),
    )
  })
})
