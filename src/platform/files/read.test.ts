import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { openSheet } from './read.ts'
import { sheetLimits, UnreadableFile, type ReadingWish, type Row } from './sheet.ts'
import { harmless, plainAgain } from './harmless.ts'
import { csvStream, xlsxStream } from './write.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let made = 0
const aFile = (content: string | Uint8Array, name = `file-${++made}.xlsx`): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const read = async (path: string, wish: ReadingWish = {}): Promise<{ reading: unknown; rows: Row[] }> => {
  const opened = await openSheet(path, wish)
  if (!opened.ok) throw new Error(opened.refusal.code)
  const rows: Row[] = []
  for await (const batch of opened.value.rows()) rows.push(...batch)
  return { reading: opened.value.reading, rows }
}

const bytesOf = async (stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

test('text called .xlsx is read as the text it is, quoted line breaks and CRLF included', async () => {
  const { reading, rows } = await read(aFile('\ufeff名称,备注\r\n甲,"第一行\n第二行"\r\n乙,"含""引号"""\r\n'))
  expect(reading).toEqual({ format: 'csv', encoding: 'utf-8', separator: ',', sheets: [], sheet: null })
  expect(rows).toEqual([
    ['名称', '备注'],
    ['甲', '第一行\n第二行'],
    ['乙', '含"引号"'],
  ])
})

test('UTF-16 with tabs, as Excel saves "Unicode text"', async () => {
  const { reading, rows } = await read(aFile(Buffer.from('\ufeff客户\t金额\r\n甲\t1,5\r\n', 'utf16le')))
  expect(reading).toMatchObject({ encoding: 'utf-16le', separator: '\t' })
  expect(rows).toEqual([
    ['客户', '金额'],
    ['甲', '1,5'],
  ])
})

test('one Chinese word far down an English file is enough to know the encoding', async () => {
  const english = 'name,city\n' + 'Acme,London\n'.repeat(40_000)
  const { reading, rows } = await read(
    aFile(Buffer.concat([Buffer.from(english), Buffer.from([0xb1, 0xb1, 0xbe, 0xa9, 0x2c, 0xbf, 0xcd, 0xbb, 0xa7, 0x0a])])),
  )
  expect(reading).toMatchObject({ encoding: 'gb18030' })
  expect(rows.at(-1)).toEqual(['北京', '客户'])
})

test('a quote that never closes is refused with its place instead of swallowing the rest', async () => {
  await expect(read(aFile('a,b\n1,"open\n2,3\n'))).rejects.toBeInstanceOf(UnreadableFile)
})

test('a workbook comes back as it was written, formulas as text, through a thread of its own', async () => {
  const written = [
    ['客户', '金额', '电话'],
    ['甲', 1054.5, '+8613800138000'],
    ['=1+1', 0.1 + 0.2, null],
  ]
  const path = aFile(await bytesOf(xlsxStream(written, '客户', [20, 10, 20])), 'book.csv')
  const { reading, rows } = await read(path)
  expect(reading).toMatchObject({ format: 'xlsx', sheet: '客户' })
  expect(rows.map((row) => row.slice(0, 3))).toEqual([
    ['客户', '金额', '电话'],
    ['甲', '1054.5', '+8613800138000'],
    ['=1+1', '0.3', ...rows[2]!.slice(2)],
  ])
  await expect(read(path, { sheet: 'no such sheet' })).rejects.toThrow('sheet-unknown')
})

test('CSV goes out with a byte order mark and without formulas, and comes back', async () => {
  const bytes = await bytesOf(
    csvStream([
      ['name', 'n'],
      ['=HYPERLINK("x")', -5],
      ['a,b', null],
    ]),
  )
  expect(bytes.toString('utf8')).toBe('\ufeffname,n\r\n"\'=HYPERLINK(""x"")",-5\r\n"a,b",\r\n')
  for (const text of ['=1', '+1', '-1', '@x', '\tx', 'x=1']) expect(plainAgain(harmless(text))).toBe(text)
})

test('a zip bomb is refused from its table of contents, before anything is unpacked', async () => {
  const name = 'xl/workbook.xml'
  const bomb = aZip(name, Buffer.alloc(40 * 1024 * 1024))
  // what is packed in it is spoilt: whoever unpacked a single byte would find it damaged instead
  bomb.fill(0xff, 30 + name.length, 30 + name.length + 100)
  expect(await openSheet(aFile(bomb))).toMatchObject({ ok: false, refusal: { code: 'file-too-large-unpacked' } })
})

test('an entry that lies about its size is stopped at the size it declares', async () => {
  const bomb = aZip('xl/workbook.xml', Buffer.alloc(40 * 1024 * 1024), 1000)
  expect(await openSheet(aFile(bomb))).toMatchObject({ ok: false, refusal: { code: 'file-damaged' } })
})

test('what is no table is refused by name', async () => {
  expect(await openSheet(aFile(''))).toMatchObject({ ok: false, refusal: { code: 'file-empty' } })
  expect(await openSheet(aFile('%PDF-1.7'))).toMatchObject({ ok: false, refusal: { code: 'file-kind-unknown' } })
  expect(await openSheet(aFile(Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3])))).toMatchObject({
    ok: false,
    refusal: { code: 'file-damaged' },
  })
})

test('rows beyond the limit are refused, not cut off in silence', async () => {
  const opened = await openSheet(aFile('a\n1\n2\n3\n'), {}, { ...sheetLimits, rows: 3 })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const drain = async () => {
    for await (const _ of opened.value.rows());
  }
  await expect(drain()).rejects.toMatchObject({ code: 'file-too-many-rows' })
})

/** A zip of one deflated entry whose directory may lie about the unpacked size. */
function aZip(name: string, content: Buffer, declared = content.length): Buffer {
  const packed = deflateRawSync(content)
  const title = Buffer.from(name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(declared, 22)
  local.writeUInt16LE(title.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(declared, 24)
  central.writeUInt16LE(title.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + title.length, 12)
  end.writeUInt32LE(30 + title.length + packed.length, 16)
  return Buffer.concat([local, title, packed, central, title, end])
}
