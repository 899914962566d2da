import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { legacyEncoding, markedEncoding, type DetectedEncoding } from './encoding.ts'
import { detectSeparator, hasSeparatorHint } from './separator.ts'
import { UnreadableFile, type ReadingWish, type Row, type Separator, type SheetFile, type SheetLimits } from './sheet.ts'

const headBytes = 256 * 1024
/** So much is taken apart at a time, and so many rows are handed over: whoever else waits for the processor goes in between. */
const portion = 64 * 1024
const rowsAtOnce = 250

/** Opens delimited text: finds encoding and separator unless told, then streams the rows. */
export async function openText(path: string, wish: ReadingWish, limits: SheetLimits): Promise<SheetFile> {
  const head = await readHead(path)
  const found: DetectedEncoding =
    wish.encoding && wish.encoding !== 'auto'
      ? { encoding: wish.encoding, byteOrderMark: false }
      : await detectEncoding(path, head)
  const headText = new TextDecoder(found.encoding).decode(head)
  const separator: Separator = wish.separator && wish.separator !== 'auto' ? wish.separator : detectSeparator(headText)
  return {
    reading: { format: 'csv', encoding: found.encoding, separator, sheets: [], sheet: null },
    rows: () => readRows(path, found, separator, hasSeparatorHint(headText), limits),
  }
}

async function* readRows(
  path: string,
  { encoding }: DetectedEncoding,
  delimiter: Separator,
  skipHint: boolean,
  limits: SheetLimits,
): AsyncGenerator<Row[], void, undefined> {
  const parser = parse({
    delimiter,
    bom: false,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: limits.cell * 20,
    from: skipHint ? 2 : 1,
  })
  const source = Readable.from(decoded(path, encoding), { objectMode: true })
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let batch: Row[] = []
  let rows = 0
  try {
    for await (const record of parser as AsyncIterable<Row>) {
      rows++
      if (rows > limits.rows) throw new UnreadableFile('file-too-many-rows', { limit: limits.rows })
      if (record.length > limits.columns) throw new UnreadableFile('file-too-many-columns', { limit: limits.columns })
      batch.push(record)
      if (batch.length >= rowsAtOnce) {
        yield batch
        batch = []
        await breath()
      }
    }
    if (batch.length > 0) yield batch
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    const code = (error as { code?: string }).code ?? ''
    const line = (error as { lines?: number }).lines ?? rows + 1
    if (code.startsWith('CSV_QUOTE') || code === 'CSV_INVALID_CLOSING_QUOTE')
      throw new UnreadableFile('file-quote-open', { line })
    if (code.startsWith('CSV_')) throw new UnreadableFile('file-damaged', { line })
    throw error
  } finally {
    source.destroy()
    parser.destroy()
  }
}

const breath = () => new Promise<void>((resolve) => setImmediate(resolve))

async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path, { highWaterMark: portion })) {
    const text = decoder.decode(chunk as Uint8Array, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const buffer = new Uint8Array(headBytes)
    const { bytesRead } = await file.read(buffer, 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function detectEncoding(path: string, head: Uint8Array): Promise<DetectedEncoding> {
  const marked = markedEncoding(head)
  if (marked) return marked
  if (await isUtf8(path)) return { encoding: 'utf-8', byteOrderMark: false }
  return { encoding: legacyEncoding(await foreignLines(path)), byteOrderMark: false }
}

/** Up to 64 KB of the lines that hold anything beyond ASCII, from wherever in the file they are. */
async function foreignLines(path: string): Promise<Uint8Array> {
  const lines: Buffer[] = []
  let size = 0
  for await (const chunk of createReadStream(path, { highWaterMark: headBytes }) as AsyncIterable<Buffer>) {
    for (let start = 0; start < chunk.length && size < 64 * 1024;) {
      const end = chunk.indexOf(0x0a, start)
      const line = chunk.subarray(start, end < 0 ? chunk.length : end + 1)
      if (line.some((byte) => byte >= 0x80)) {
        lines.push(line)
        size += line.length
      }
      start += line.length
    }
    if (size >= 64 * 1024) break
  }
  return Buffer.concat(lines)
}

/** Reads the whole file: a single Chinese character far down must not be guessed at from an English beginning. */
async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: headBytes }))
      decoder.decode(chunk as Uint8Array, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}
