import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cause, duration } from '../duration.ts'
import { choose } from './chosen.ts'
import { codeOf } from './dictionary.ts'
import { emptyFacts, forget, roomForDeal, roomForSpans } from './facts.ts'
import { emptyIndex, idAt, idWords, placeOf, rowOf } from './id-index.ts'
import { durationAndCurve, durationOf } from './estimate.ts'
import { addLength, causeNumber, noCounts, noLengths, noteLength } from './lengths.ts'
import { boundOf, forever, millisecondsOf, secondOf, secondOfSent, unknown } from './moment.ts'
import { medianOf } from './select.ts'
import { sorted } from './sorted.ts'
import { quantile } from '../quantile.ts'

const anId = fc.uuid({ version: 7 })

describe('ids', () => {
  test('every id finds its own row, however many there are, and no other does', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anId, { maxLength: 300 }), anId, (ids, stranger) => {
        const index = emptyIndex(4)
        expect(ids.map((id) => placeOf(index, idWords(id)))).toEqual(ids.map((_, row) => row))
        expect(ids.map((id) => rowOf(index, idWords(id)))).toEqual(ids.map((_, row) => row))
        expect(ids.map((_, row) => idAt(index, row))).toEqual(ids)
        if (!ids.includes(stranger)) expect(rowOf(index, idWords(stranger))).toBe(-1)
      }),
    )
  })
})

describe('moments', () => {
  test('a day begins on a whole second, so rounding down leaves every event on its side of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9e8, max: 19e8 }), fc.integer({ min: -5000, max: 5000 }), (second, apart) => {
        const midnight = second * 1000
        const event = midnight + apart
        expect(secondOf(event) < boundOf(new Date(midnight))).toBe(event < midnight)
      }),
    )
    expect(millisecondsOf(secondOf(Date.parse('2026-03-01T00:00:00Z')))).toBe(Date.parse('2026-03-01T00:00:00Z'))
  })
  test('the database’s eight bytes: infinities, and a moment before 2000', () => {
    expect([secondOfSent(0x7fffffff, 0xffffffff), secondOfSent(-0x80000000, 0)]).toEqual([forever, unknown])
    expect(secondOfSent(-1, 0xffffffff)).toBe(-1)
    expect(secondOfSent(0, 1_500_000)).toBe(1)
  })
})

describe('lengths of stay', () => {
  const aStay = fc.record({
    seconds: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 30_000 })),
    cause: fc.constantFrom<Cause>('advanced', 'lost', 'censored'),
    from: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
  })
  test('over numbers they are what they are over objects, late arrivals included', () => {
    fc.assert(
      fc.property(fc.array(aStay, { maxLength: 200 }), (stays) => {
        const lengths = noLengths()
        for (const { seconds, cause, from } of stays) addLength(lengths, seconds, causeNumber[cause], from)
        const same = duration(
          stays.map(({ seconds, cause, from }) => ({ days: seconds / 86_400, cause, from: from / 86_400, count: 1 })),
        )
        expect(durationOf(lengths, true)).toEqual(same)
      }),
    )
  })
  test('of very many, each is counted by the quarter of an hour it lasted', () => {
    fc.assert(
      fc.property(fc.array(aStay, { maxLength: 200 }), (stays) => {
        const counts = noCounts()
        for (const { seconds, cause } of stays) noteLength(counts, seconds * 900 + 450, causeNumber[cause])
        const same = duration(stays.map(({ seconds, cause }) => ({ days: (seconds * 900) / 86_400, cause, from: 0, count: 1 })))
        expect(durationOf(counts, true)).toEqual(same)
      }),
    )
  })
  test('half of the finished stays, one by one and counted', () => {
    fc.assert(
      fc.property(fc.array(aStay, { maxLength: 60 }), (stays) => {
        const [each, counts] = [noLengths(), noCounts()]
        for (const { seconds, cause } of stays)
          for (const lengths of [each, counts]) noteLength(lengths, seconds * 900, causeNumber[cause])
        const ended = stays.filter(({ cause }) => cause !== 'censored').map(({ seconds }) => (seconds * 900) / 86_400)
        const half = ended.sort((a, b) => a - b)[Math.ceil(ended.length / 2) - 1] ?? null
        expect([each, counts].map((lengths) => durationAndCurve(lengths).finishedMedian)).toEqual([half, half])
      }),
    )
  })
  test('the number in the middle, without putting all in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 80 }), (numbers) => {
        expect(medianOf(Float64Array.from(numbers))).toBe(quantile(numbers, 0.5))
      }),
    )
  })
  test('numbers come in order, few or many', () => {
    const many = Uint32Array.from({ length: 5000 }, (_, at) => (at * 2_654_435_761) >>> 0)
    expect([...sorted(many)]).toEqual([...many].sort((a, b) => a - b))
    expect([...sorted(Uint32Array.of(3, 1, 2))]).toEqual([1, 2, 3])
  })
})

test('spans that fit are written over, more go to the end, and what nobody uses is counted', () => {
  const facts = emptyFacts(1, 1)
  roomForDeal(facts, 1)
  expect([roomForSpans(facts, 0, 2), roomForSpans(facts, 1, 1), facts.waste]).toEqual([0, 2, 0])
  expect([roomForSpans(facts, 0, 1), facts.waste, facts.deals.spans[0]]).toEqual([0, 1, 1])
  expect([roomForSpans(facts, 0, 4), facts.waste, facts.deals.first[0]]).toEqual([3, 2, 3])
})

test('only what is within reach is chosen, whatever is asked for, and nothing that is archived', () => {
  const facts = emptyFacts(10, 10)
  const [a, b] = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b']
  const members = ['li', 'wang', 'chen'].map((who) => codeOf(facts.dictionaries.member, who))
  const pipeline = codeOf(facts.dictionaries.pipeline, 'p')
  for (const [id, owner] of [
    [a, 0],
    [b, 1],
  ] as const) {
    // prettier-ignore
    const deal = placeOf(facts.index, idWords(id))
    facts.deals.pipeline[deal] = pipeline
    facts.deals.owner[deal] = members[owner]!
    // both are credited to Chen
    facts.deals.credit[deal] = members[2]!
    facts.deals.alive[deal] = 1
  }
  const everything = { pipelineId: 'p', owners: null, sources: null, products: null, regions: null }
  expect([...choose(facts, 'organisation', everything)]).toEqual([0, 1])
  expect([...choose(facts, ['wang'], everything)]).toEqual([1])
  expect([...choose(facts, ['wang'], { ...everything, owners: ['chen'] })]).toEqual([1])
  expect([...choose(facts, ['wang'], { ...everything, owners: ['li'] })]).toEqual([])
  expect([...choose(facts, [], everything)]).toEqual([])
  expect([...choose(facts, 'organisation', { ...everything, pipelineId: 'another' })]).toEqual([])
  forget(facts, b)
  expect([...choose(facts, 'organisation', everything)]).toEqual([0])
})
