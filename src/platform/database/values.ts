import pg from 'pg'

const readTime = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text') as (text: string) => Date

/** A timestamptz of a connection whose zone is UTC. The usual form is read without a search through it; `infinity` is a number. */
export const timeOf = (text: string): Date =>
  text.charCodeAt(4) === 45 && text.length <= 29 && text.endsWith('+00')
    ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
    : readTime(text)

/** A value as PostgreSQL reads it: lists as its arrays, other objects as JSON, times in UTC. */
export function written(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (typeof value !== 'object') return String(value as number | bigint | boolean)
  if (value instanceof Date) return writtenTime(value)
  if (Buffer.isBuffer(value)) return value
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return Array.isArray(value) ? writtenList(value) : JSON.stringify(value)
}

/** No such day is refused by the database like any other value that it cannot hold. */
const writtenTime = (time: Date): string =>
  Number.isNaN(time.getTime()) ? 'no such time' : time.toISOString().replace(/^\+0*/, '')

function writtenList(list: readonly unknown[]): string {
  const items = list.map((item) => {
    if (item === null || item === undefined) return 'NULL'
    if (Array.isArray(item)) return writtenList(item)
    const text = written(item)
    return `"${(Buffer.isBuffer(text) ? `\\x${text.toString('hex')}` : text!).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  })
  return `{${items.join(',')}}`
}
