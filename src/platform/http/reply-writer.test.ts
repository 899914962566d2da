import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { amountMinor, currency, day, flag, id, line, moment, prose } from '../contract.ts'
import { serializing, writerOf } from './reply-writer.ts'

interface Tree {
  kind: 'all' | 'any'
  of: (Tree | { kind: 'leaf'; at: number })[]
}
const tree: z.ZodType<Tree | { kind: 'leaf'; at: number }> = z.union([
  z.discriminatedUnion('kind', [z.object({ kind: z.literal('leaf'), at: z.int() }), z.object({ kind: z.literal('bud') })]),
  z.object({
    kind: z.enum(['all', 'any']),
    get of() {
      return z.array(tree).max(3)
    },
  }),
]) as never

const card = z.object({
  id,
  name: z.string(),
  customer: z.object({ id, name: z.string() }).nullable(),
  status: z.enum(['open', 'won', 'lost']),
  amountMinor: amountMinor.nullable(),
  currency,
  on: day.nullable(),
  since: moment,
  share: z.number().min(0).max(1),
  version: z.int(),
  archived: z.boolean(),
  more: z.object({ note: z.string() }).optional(),
  facts: z.unknown(),
  counts: z.record(z.string(), z.number()),
  remark: line(20).nullable(),
  asked: flag.optional(),
  tags: z.array(z.string()),
  few: z.array(z.int()).max(2),
  above: z.number().gt(3).optional(),
  tree,
  mode: z.enum(['warn', 'block']).default('block'),
  either: z.union([prose(10), z.number(), z.array(z.string()), z.null()]),
  states: z.record(z.string(), z.enum(['known', 'unknown'])),
  byName: z.record(z.enum(['a', 'b']), z.int()),
  shout: z.string().toUpperCase(),
  pair: z.tuple([z.string(), z.int()]),
})
const schema = z.object({ items: z.array(card), nextCursor: z.string().nullable() })

const valid = {
  id: '01a20167-7a92-7df8-bfa2-1469b945a404',
  name: '云帆 "引号" \\ \u2028 \ud83d\ude00',
  customer: null,
  status: 'open',
  amountMinor: -0,
  currency: 'CNY',
  on: '2024-02-29',
  since: '2026-11-22T10:00:00.000Z',
  share: 0.1 + 0.2,
  version: 3,
  archived: false,
  facts: { a: [1, null] },
  counts: { x: 1.5 },
  remark: 'ja',
  tags: [],
  few: [1],
  tree: {
    kind: 'any',
    of: [
      { kind: 'leaf', at: 1 },
      { kind: 'all', of: [] },
    ],
  },
  mode: 'warn',
  either: 'ja',
  states: { '10': 'known', b: 'unknown', a: 'known', '"': 'known' },
  byName: { a: 1, b: 2 },
  shout: 'JA',
  pair: ['x', 1],
}

/** Values that fit mostly, each field now and then another: of the wrong kind, out of bounds, missing, or one too many. */
const spoilt = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    true,
    '',
    'won',
    'cny',
    '2026-02-30',
    '2026-13-01T00:00:00Z',
    1.5,
    -1,
    1e300,
    Number.NaN,
    Infinity,
    [],
    {},
    [1, 2, 3],
    ' gap ',
    'nul\0',
    { kind: 'leaf', at: 1.5 },
    { kind: 'all', of: [{ kind: 'leaf', at: 2, more: 1 }, { kind: 'bud' }, { kind: 'any', of: [null] }] },
    { kind: 'any', of: [{ kind: 'bud' }, { kind: 'bud' }, { kind: 'bud' }, { kind: 'bud' }] },
    { x: undefined },
    { x: 'known', ['__proto__x']: 'known' },
    new Date(0),
  ),
  fc.string(),
  fc.double(),
)
const anyCard = fc
  .record({ fields: fc.dictionary(fc.constantFrom(...Object.keys(card.shape), 'stranger'), spoilt, { maxKeys: 2 }) })
  .map(({ fields }) => ({ ...valid, ...fields }))
const anyReply = fc.record({ items: fc.array(anyCard, { maxLength: 3 }), nextCursor: fc.option(fc.string()) })

const slowly = (value: unknown): string => {
  const { success, data } = z.safeEncode(schema, value as never)
  if (!success) throw new Error('does not fit')
  return JSON.stringify(data)
}
const attempt = (write: (value: unknown) => string, value: unknown): string | null => {
  try {
    return write(value)
  } catch {
    return null
  }
}

test('writes what zod would write, and nothing that zod would refuse', () => {
  const write = serializing(schema, slowly)
  fc.assert(
    fc.property(anyReply, (reply) => {
      expect(attempt(write, reply)).toBe(attempt(slowly, reply))
    }),
    { numRuns: 2000 },
  )
})

test('leaves out what the schema does not name', () => {
  const reply = { items: [{ ...valid, passwordHash: 'x' }], nextCursor: null, secret: 1 }
  expect(writerOf(schema)(reply)).toBe(slowly(reply))
  expect(writerOf(schema)(reply)).not.toMatch(/passwordHash|secret/)
})

test('one object in many places is written in each, and anew in the next reply', () => {
  const stage = { name: '线索' }
  const write = serializing(z.object({ cards: z.array(z.object({ stage: z.object({ name: z.string() }) })) }), slowly)
  const reply = { cards: [{ stage }, { stage: { name: '线索' } }, { stage }, { stage }] }
  expect(JSON.parse(write(reply))).toEqual(reply)
  stage.name = '方案'
  expect(JSON.parse(write(reply))).toEqual({ cards: [{ stage }, { stage: { name: '线索' } }, { stage }, { stage }] })
  expect(write({ cards: [{ stage }] })).toBe('{"cards":[{"stage":{"name":"方案"}}]}')
})

test('what does not fit goes the slow way, which says why', () => {
  const write = serializing(z.object({ name: z.string() }), () => {
    throw new Error('slow and exact')
  })
  expect(write({ name: 'x' })).toBe('{"name":"x"}')
  expect(() => write({ name: 1 })).toThrow('slow and exact')
  expect(() => write(undefined)).toThrow('slow and exact')
})
