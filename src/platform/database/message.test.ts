import fc from 'fast-check'
import pg from 'pg'
import { expect, test } from 'vitest'
import { beginMessage, type Message } from './message.ts'

/** What the library sends for the same: the judge of our own composing. */
interface Wire {
  parse: (statement: { name: string; text: string }) => void
  describe: (what: { type: 'S'; name: string }) => void
  close: (what: { type: 'S'; name: string }) => void
  bind: (what: { statement: string; values: (string | Buffer | null)[] }) => void
  execute: () => void
  sync: () => void
}

function librarysOwn(say: (wire: Wire) => void): Buffer {
  const parts: Buffer[] = []
  const stream = {
    writable: true,
    on: () => stream,
    once: () => stream,
    write: (part: Buffer) => void parts.push(Buffer.from(part)),
  }
  const wire = new (pg.Connection as unknown as new (config: object) => Wire)({ stream })
  say(wire)
  wire.sync()
  return Buffer.concat(parts)
}

function ours(say: (message: Message) => void): Buffer {
  const message = beginMessage()
  say(message)
  return message.whole()
}

const aValue = fc.oneof(
  fc.constant(null),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }).map((text) => text.repeat(40)),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
)

test('A message is what the library would have sent, whatever its values are', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.array(aValue), fc.boolean()), { maxLength: 20 }), (statements) => {
      const names = statements.map((_, index) => `s${index}`)
      const expected = librarysOwn((wire) =>
        statements.forEach(([text, values, isKnown], index) => {
          const name = names[index]!
          if (!isKnown) {
            wire.close({ type: 'S', name })
            wire.parse({ name, text })
            wire.describe({ type: 'S', name })
          }
          wire.bind({ statement: name, values })
          wire.execute()
        }),
      )
      const composed = ours((message) =>
        statements.forEach(([text, values, isKnown], index) => {
          const name = names[index]!
          if (!isKnown) {
            message.close(name)
            message.parse(name, text)
            message.describe(name)
          }
          message.bind(name, values)
          message.execute()
        }),
      )
      expect(composed.equals(expected)).toBe(true)
    }),
  )
})

test('A message larger than the page that messages are put together on comes whole, and leaves the next as it is', () => {
  const large = '漏斗'.repeat(100_000)
  const composed = ours((message) => message.bind('s1', [large, Buffer.alloc(300_000, 7), null]))
  expect(
    composed.equals(librarysOwn((wire) => wire.bind({ statement: 's1', values: [large, Buffer.alloc(300_000, 7), null] }))),
  ).toBe(true)
  const before = ours((message) => message.execute())
  ours((message) => message.bind('s2', ['another']))
  expect(before.equals(librarysOwn((wire) => wire.execute()))).toBe(true)
})
