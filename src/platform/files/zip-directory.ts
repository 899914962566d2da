import { accept, refuse, type Outcome } from '../refusal.ts'

export interface ZipEntry {
  name: string
  compressed: number
  declared: number
}

export const zipLimits = { declaredBytes: 300 * 1024 * 1024, ratio: 100, entries: 10_000 }

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50

/**
 * The table of contents of a zip archive, read without unpacking anything, and a refusal when unpacking would be
 * dangerous: more than 300 MB declared in all, an entry (beyond 1 MB) declared more than 100 times its packed size,
 * an entry that hides its size, a ZIP64 archive. The unpacker itself stops at the declared sizes.
 */
export function readZipDirectory(file: Uint8Array): Outcome<ZipEntry[]> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const end = findEnd(view)
  if (end < 0) return refuse('file-damaged')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count === 0xffff || at === 0xffffffff || count > zipLimits.entries)
    return refuse('file-too-large-unpacked', { limitMegabytes: 300 })

  const entries: ZipEntry[] = []
  const decoder = new TextDecoder()
  for (let index = 0; index < count; index++) {
    if (at + 46 > file.length || view.getUint32(at, true) !== directoryEntry) return refuse('file-damaged')
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      compressed: view.getUint32(at + 20, true),
      declared: view.getUint32(at + 24, true),
      name: decoder.decode(file.subarray(at + 46, at + 46 + nameLength)),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return isDangerous(entries) ? refuse('file-too-large-unpacked', { limitMegabytes: 300 }) : accept(entries)
}

const isDangerous = (entries: ZipEntry[]): boolean =>
  entries.reduce((sum, { declared }) => sum + declared, 0) > zipLimits.declaredBytes ||
  entries.some(
    ({ compressed, declared }) =>
      (declared > 1024 * 1024 && declared > compressed * zipLimits.ratio) || (declared === 0 && compressed > 64),
  )

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - 65_557)
  for (let at = view.byteLength - 22; at >= first; at--) if (view.getUint32(at, true) === endOfDirectory) return at
  return -1
}
