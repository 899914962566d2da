/**
 * What one message to PostgreSQL holds, put together in one piece of memory and written to the socket at once: as sixty small pieces
 * the same bytes cost a request as much as everything it decides.
 */
export interface Message {
  parse: (name: string, text: string) => void
  /** Asks which columns the statement of this name gives. */
  describe: (name: string) => void
  /** Lets go of the statement of this name. */
  close: (name: string) => void
  /** Values come as text, bytes as they are. */
  bind: (name: string, values: readonly (string | Buffer | null)[]) => void
  execute: () => void
  /** Ends the message; what was begun is committed or undone by then. */
  whole: () => Buffer
}

/** Where messages are put together, one after the other; one that is larger has a page of its own. */
const usualPage = Buffer.allocUnsafeSlow(64 * 1024)
let page = usualPage
let at = 0

function reserve(bytes: number): void {
  if (at + bytes <= page.length) return
  const wider = Buffer.allocUnsafeSlow(Math.max(2 * page.length, at + bytes))
  page.copy(wider, 0, 0, at)
  page = wider
}

function int16(value: number): void {
  page[at++] = value >>> 8
  page[at++] = value
}

function int32(value: number, where: number): void {
  page[where] = value >>> 24
  page[where + 1] = value >>> 16
  page[where + 2] = value >>> 8
  page[where + 3] = value
}

/** Of UTF-16 no unit takes more than three bytes of UTF-8. */
const mostBytes = (text: string): number => 3 * text.length

function name(text: string): void {
  reserve(mostBytes(text) + 1)
  at += page.write(text, at)
  page[at++] = 0
}

function value(given: string | Buffer | null): void {
  if (given === null) {
    reserve(4)
    int32(-1, at)
    at += 4
    return
  }
  const isText = typeof given === 'string'
  reserve(4 + (isText ? mostBytes(given) : given.length))
  const written = isText ? page.write(given, at + 4) : given.copy(page, at + 4)
  int32(written, at)
  at += 4 + written
}

/** A part of the message: the letter of its kind, and its length in front of what it says. */
function part(kind: number, say: () => void): void {
  reserve(5)
  page[at] = kind
  const began = at + 1
  at += 5
  say()
  int32(at - began, began)
}

const [kindOfBind, kindOfClose, kindOfDescribe, kindOfExecute, kindOfParse, kindOfSync, aStatement] = Buffer.from('BCDEPSS')

function ofStatement(kind: number, statement: string): void {
  part(kind, () => {
    reserve(1)
    page[at++] = aStatement!
    name(statement)
  })
}

const inBytes = (given: string | Buffer | null): boolean => given !== null && typeof given !== 'string'

const message: Message = {
  parse: (statement, text) =>
    part(kindOfParse!, () => {
      name(statement)
      name(text)
      reserve(2)
      int16(0)
    }),
  describe: (statement) => ofStatement(kindOfDescribe!, statement),
  close: (statement) => ofStatement(kindOfClose!, statement),
  bind: (statement, values) =>
    part(kindOfBind!, () => {
      name('')
      name(statement)
      reserve(4 + 2 * values.length)
      int16(values.length)
      for (const given of values) int16(inBytes(given) ? 1 : 0)
      int16(values.length)
      for (const given of values) value(given)
      // all columns come as text
      reserve(4)
      int16(1)
      int16(0)
    }),
  execute: () =>
    part(kindOfExecute!, () => {
      name('')
      reserve(4)
      int32(0, at)
      at += 4
    }),
  whole: () => {
    part(kindOfSync!, () => {})
    return Buffer.from(page.subarray(0, at))
  },
}

/** A message; it is composed before the next is begun. */
export function beginMessage(): Message {
  page = usualPage
  at = 0
  return message
}
