import { z } from 'zod'

/** The JSON of a value that fits its schema, without what the schema does not name; throws where the value does not fit. */
export type Writer = (value: unknown) => string

class Unfit extends Error {}
/** Counts the replies: what was written in one is not remembered in the next. */
let reply = 0

/** Thrown again and again: unions try one form after another. */
const misfit = new Unfit()
const unfit = (): never => {
  throw misfit
}

interface Check {
  check: string
  format?: string
  pattern?: RegExp
  value?: number
  inclusive?: boolean
  minimum?: number
  maximum?: number
  tx?: (value: unknown) => unknown
  fn?: (value: unknown) => unknown
}

interface Definition {
  type: string
  format?: string
  checks?: { _zod: { def: Check } }[]
  shape?: Record<string, z.ZodType>
  catchall?: unknown
  innerType?: z.ZodType
  element?: z.ZodType
  entries?: Record<string, string | number>
  values?: unknown[]
  keyType?: z.ZodType
  valueType?: z.ZodType
  options?: z.ZodType[]
}

const definitionOf = (schema: z.ZodType): Definition => schema._zod.def as unknown as Definition
const checksOf = ({ checks }: Definition): Check[] => (checks ?? []).map(({ _zod }) => _zod.def)

/** What JSON writes otherwise than it stands; half a surrogate pair is among it. */
const special = /["\\\u0000-\u001f\ud800-\udfff]/
const quoted = (text: string): string => (special.test(text) ? JSON.stringify(text) : `"${text}"`)

/** Texts of these formats hold nothing that JSON would write otherwise. */
const harmless = new Set(['uuid', 'date', 'datetime'])

/**
 * A writer made once for a schema. Walking through a schema for every reply costs several times what writing it does; a board of
 * two hundred cards shows it. Whatever a writer does not know how to check as quickly is left to zod itself.
 */
export function writerOf(schema: z.ZodType): Writer {
  const definition = definitionOf(schema)
  return (known[definition.type]?.(definition, schema) ?? null) || byZod(schema)
}

const byZod =
  (schema: z.ZodType): Writer =>
  (value) => {
    const { success, data } = z.safeEncode(schema, value)
    return (success ? JSON.stringify(data) : unfit()) ?? unfit()
  }

const flat = new Set(['string', 'number', 'boolean', 'enum', 'null', 'literal'])

const known: Record<string, (definition: Definition, schema: z.ZodType) => Writer | null> = {
  string: writerOfText,
  number: writerOfNumber,
  boolean: () => (value) => (value === true ? 'true' : value === false ? 'false' : unfit()),
  enum: ({ entries }) => {
    const texts = new Map(Object.values(entries!).map((value) => [value as unknown, JSON.stringify(value)]))
    return (value) => texts.get(value) ?? unfit()
  },
  nullable: ({ innerType }) => {
    const write = writerOf(innerType!)
    return (value) => (value === null ? 'null' : write(value))
  },
  null: () => (value) => (value === null ? 'null' : unfit()),
  literal: ({ values }) => {
    const texts = new Map(values!.map((value) => [value, JSON.stringify(value)]))
    return values!.some((value) => typeof value === 'bigint' || value === undefined)
      ? null
      : (value) => texts.get(value) ?? unfit()
  },
  // writing goes from the inside out, where a default gives nothing
  default: ({ innerType }) => writerOf(innerType!),
  union: ({ options }) => {
    // a schema may lie in itself: its parts are made when they are first asked for
    let writers: Writer[] | undefined
    return (value) => {
      writers ??= options!.map(writerOf)
      for (const write of writers) {
        try {
          return write(value)
        } catch (error) {
          if (!(error instanceof Unfit)) throw error
        }
      }
      return unfit()
    }
  },
  record: ({ keyType, valueType }) => {
    const key = definitionOf(keyType!)
    if (key.type !== 'string' || key.format !== undefined || checksOf(key).length > 0) return null
    const write = writerOf(valueType!)
    return (value) => {
      if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return unfit()
      let text = ''
      for (const name of Object.keys(value)) {
        if (name === '__proto__') return unfit()
        text += `${text === '' ? '' : ','}${quoted(name)}:${write((value as Record<string, unknown>)[name])}`
      }
      return `{${text}}`
    }
  },
  array: (definition) => {
    let [least, most] = [0, Infinity]
    for (const { check, minimum, maximum } of checksOf(definition)) {
      if (check === 'min_length') least = Math.max(least, minimum!)
      else if (check === 'max_length') most = Math.min(most, maximum!)
      else return null
    }
    const write = writerOf(definition.element!)
    return (value) => {
      if (!Array.isArray(value) || value.length < least || value.length > most) return unfit()
      let text = ''
      for (const item of value) text += text === '' ? write(item) : `,${write(item)}`
      return `[${text}]`
    }
  },
  object: (definition) => {
    if (checksOf(definition).length > 0 || definition.catchall) return null
    const fields = Object.entries(definition.shape!).map(([key, schema]) => {
      const { type, innerType } = definitionOf(schema)
      const write = writerOf(type === 'optional' ? innerType! : schema)
      const kind = type === 'optional' || type === 'nullable' ? definitionOf(innerType!).type : type
      return {
        key,
        name: `${JSON.stringify(key)}:`,
        write,
        mayLack: type === 'optional' || type === 'any' || type === 'unknown',
        kind,
      }
    })
    // the cards of a column name the same stage: one object, written once. Only what is small is kept for that.
    const isFlat = fields.every(({ kind }) => flat.has(kind))
    let last: { value: object; reply: number; text: string } | undefined
    return (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return unfit()
      if (value === last?.value && reply === last.reply) return last.text
      const record = value as Record<string, unknown>
      let text = ''
      for (const { key, name, write, mayLack } of fields) {
        const given = record[key]
        if (given === undefined && mayLack) continue
        text += text === '' ? name + write(given) : `,${name}${write(given)}`
      }
      text = `{${text}}`
      if (isFlat) last = { value, reply, text }
      return text
    }
  },
}

function writerOfText(definition: Definition, schema: z.ZodType): Writer | null {
  const checks = checksOf(definition)
  if (definition.format !== undefined) {
    const { pattern } = schema._zod as unknown as { pattern?: RegExp }
    if (!harmless.has(definition.format) || !pattern || checks.length > 1) return null
    return (value) => (typeof value === 'string' && pattern.test(value) ? `"${value}"` : unfit())
  }
  const steps = checks.map(stepOf)
  if (steps.includes(null)) return null
  return (value) => {
    if (typeof value !== 'string') return unfit()
    let text = value
    for (const step of steps) text = step!(text)
    return quoted(text)
  }
}

/** What a check makes of a text, or refuses; null for a check that is not known here. */
function stepOf({ check, format, pattern, minimum, maximum, tx, fn }: Check): ((text: string) => string) | null {
  if (check === 'string_format' && format === 'regex' && pattern && !pattern.global && !pattern.sticky)
    return (text) => (pattern.test(text) ? text : unfit())
  if (check === 'min_length') return (text) => (text.length >= minimum! ? text : unfit())
  if (check === 'max_length') return (text) => (text.length <= maximum! ? text : unfit())
  if (check === 'overwrite' && tx)
    return (text) => {
      const made = tx(text)
      return typeof made === 'string' ? made : unfit()
    }
  if (check === 'custom' && fn) return (text) => (fn(text) === true ? text : unfit())
  return null
}

function writerOfNumber(definition: Definition): Writer | null {
  if (definition.format !== undefined && definition.format !== 'safeint') return null
  const isWhole = definition.format === 'safeint'
  let [least, most] = [-Infinity, Infinity]
  for (const { check, value, inclusive, format } of checksOf(definition)) {
    if (check === 'number_format' && format === 'safeint') continue
    if (!inclusive || value === undefined) return null
    if (check === 'greater_than') least = Math.max(least, value)
    else if (check === 'less_than') most = Math.min(most, value)
    else return null
  }
  return (value) =>
    typeof value === 'number' &&
    (isWhole ? Number.isSafeInteger(value) : Number.isFinite(value)) &&
    value >= least &&
    value <= most
      ? String(value)
      : unfit()
}

/** Serialises a reply as its schema says: quickly where it fits, and otherwise as `slow` does, which says what is wrong. */
export function serializing(schema: z.ZodType, slow: (value: unknown) => string): (value: unknown) => string {
  const write = writerOf(schema)
  return (value) => {
    reply++
    try {
      return write(value)
    } catch (error) {
      if (!(error instanceof Unfit)) throw error
      return slow(value)
    }
  }
}
