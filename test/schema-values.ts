/** Values for a JSON Schema: mostly fitting, sometimes hostile. A small generator of our own so that a failing seed can be named and run again. */

export type Random = () => number

/** mulberry32: the same numbers for the same seed, everywhere. */
export function mulberry32(seed: number): Random {
  let a = seed | 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export interface Schema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  additionalProperties?: Schema | boolean
  $ref?: string
}

const hostile: unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  -1e21,
  1.5,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '\u0000',
  '\ud800',
  "' or 1=1 --",
  '%00%ff',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '=cmd|calc',
  '𠮷'.repeat(500),
  'x'.repeat(20_000),
  [],
  {},
  [[[[]]]],
  { __proto__: { admin: true }, constructor: { prototype: 1 } },
  'infinity',
  'NaN',
  '0000-00-00',
  '9999-12-31',
  '2026-02-30',
  '00000000-0000-0000-0000-000000000000',
]

export interface Pools {
  /** Ids to put where a UUID is asked for. */
  ids: readonly string[]
  /** Words to put where any text is asked for. */
  words: readonly string[]
  /** Definitions that `$ref` points into. */
  definitions: Record<string, Schema>
  /** What to put in fields of these names, whatever their schema. */
  named?: Readonly<Record<string, unknown>>
  /** Share of values that do not fit, 0–1. */
  mischief: number
}

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!

export function valueFor(schema: Schema | undefined, random: Random, pools: Pools, depth = 0): unknown {
  if (!schema || depth > 6 || random() < pools.mischief) return pick(random, hostile)
  if (schema.$ref) return valueFor(pools.definitions[schema.$ref.split('/').pop()!], random, pools, depth + 1)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return pick(random, schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return valueFor(pick(random, choices), random, pools, depth + 1)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => valueFor(part, random, pools, depth + 1)))
  const type = Array.isArray(schema.type) ? pick(random, schema.type) : schema.type
  if (type === 'object' || schema.properties) {
    const entries = Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name) || random() < 0.5)
    return Object.fromEntries(
      entries.map(([name, part]) => [name, pools.named?.[name] ?? valueFor(part, random, pools, depth + 1)]),
    )
  }
  if (type === 'array') {
    const length = (schema.minItems ?? 0) + Math.floor(random() * Math.min(4, (schema.maxItems ?? 4) + 1))
    return Array.from({ length }, () => valueFor(schema.items, random, pools, depth + 1))
  }
  if (type === 'boolean') return random() < 0.5
  if (type === 'null') return null
  if (type === 'integer' || type === 'number') {
    const [low, high] = [Math.max(schema.minimum ?? 0, -1e6), Math.min(schema.maximum ?? 1000, 1e9)]
    const value = low + random() * (high - low)
    return type === 'integer' ? Math.round(value) : value
  }
  return textFor(schema, random, pools)
}

function textFor(schema: Schema, random: Random, pools: Pools): string {
  const day = () => new Date(Date.UTC(2025, 0, 1) + random() * 700 * 86_400_000)
  if (schema.format === 'uuid') return pick(random, pools.ids)
  if (schema.format === 'date') return day().toISOString().slice(0, 10)
  if (schema.format === 'date-time') return day().toISOString()
  if (schema.format === 'email') return `p${Math.floor(random() * 1e6)}@example.com`
  if (schema.pattern?.includes('A-Z]{3}')) return pick(random, ['CNY', 'USD', 'TWD'])
  if (schema.pattern?.includes('a-z0-9'))
    return pick(random, ['price', 'solution', 'need-discovery', 'b2b-six-stages', 'new-key'])
  return pick(random, pools.words).slice(0, schema.maxLength ?? 200)
}
