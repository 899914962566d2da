/**
 * A backup is a gzipped run of frames: one letter ('J' a JSON value, 'D' a piece of COPY text), the length (32 bits), the bytes.
 * A header, then per table its columns, its data, its row count and checksum; at the end a closing word, so that a cut-off file shows.
 */
export const formatVersion = 1

export interface Header {
  format: 'sluice-backup'
  version: number
  madeAt: string
  server: string
  migrations: string[]
}
export interface TableStart {
  table: string
  columns: string[]
}
export interface TableEnd {
  table: string
  rows: number
  sha256: string
}
export interface Closing {
  complete: true
  tables: number
}

export type Frame = { kind: 'J'; value: unknown } | { kind: 'D'; data: Buffer }

const frameBytes = (kind: 'J' | 'D', payload: Buffer): Buffer => {
  const head = Buffer.alloc(5)
  head.write(kind, 0, 'latin1')
  head.writeUInt32BE(payload.length, 1)
  return Buffer.concat([head, payload])
}

export const jsonFrame = (value: Header | TableStart | TableEnd | Closing): Buffer =>
  frameBytes('J', Buffer.from(JSON.stringify(value)))
export const dataFrame = (data: Buffer): Buffer => frameBytes('D', data)

/** Frames out of a stream of bytes, however it is cut. Throws when it is no such stream or ends inside a frame. */
export async function* readFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of source) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    for (;;) {
      if (rest.length < 5) break
      const kind = String.fromCharCode(rest[0] ?? 0)
      if (kind !== 'J' && kind !== 'D') throw new Error('this is not a Sluice backup')
      const end = 5 + rest.readUInt32BE(1)
      if (rest.length < end) break
      const payload = rest.subarray(5, end)
      rest = rest.subarray(end)
      yield kind === 'D' ? { kind, data: payload } : { kind, value: JSON.parse(payload.toString('utf8')) as unknown }
    }
  }
  if (rest.length > 0) throw new Error('the backup is cut off')
}
