/** Types that a document may be served as; whatever else it is goes out as plain bytes. */
const harmless = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/x-ole-storage',
  'text/plain',
])

/** The type to send a document with: never one that a browser would run. */
export const servedAs = (mediaType: string): string =>
  !harmless.has(mediaType) ? 'application/octet-stream' : mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType

const signatures: [type: string, at: number, bytes: readonly number[]][] = [
  ['application/pdf', 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
  ['application/x-ole-storage', 0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
]

/** Office files are archives that begin with a list of their parts; what kind of office file, the folder of the main part tells. */
const officeFolders: [folder: string, type: string][] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
]

const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

/** What a file is by its content, whatever its name or its sender says. Nothing is unpacked. */
export function mediaTypeOf(bytes: Uint8Array): string {
  const found = signatures.find(([, at, signature]) => signature.every((byte, index) => bytes[at + index] === byte))
  if (found) return found[0]
  const head = latin(bytes.subarray(0, 4096))
  if (head.startsWith('PK\u0003\u0004')) {
    const directory = latin(bytes.subarray(Math.max(0, bytes.length - 65_536)))
    const isOffice = head.includes('[Content_Types].xml') || directory.includes('[Content_Types].xml')
    return (isOffice && officeFolders.find(([folder]) => directory.includes(folder))?.[1]) || 'application/zip'
  }
  if (/<svg[\s>]/i.test(head)) return 'image/svg+xml'
  if (/<(!doctype|html|head|body|script|iframe|meta|table)\b/i.test(head)) return 'text/html'
  if (/^(\xef\xbb\xbf)?\s*<\?xml/i.test(head)) return 'application/xml'
  return isText(bytes) ? 'text/plain' : 'application/octet-stream'
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

const longestName = 150

/**
 * A file's name as it may be kept and offered for download: no folders, no control characters, nothing that turns the direction of
 * reading (so that exe.fdp does not look like pdf.exe), no signs that a file system refuses. The ending survives when it is cut.
 */
export function safeFileName(given: string): string {
  const clean = (given.split(/[/\\]/).pop() ?? '')
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '')
  if (clean === '') return 'document'
  const [ending = ''] = /\.[^.]{1,12}$/.exec(clean) ?? []
  const letters = [...clean]
  return letters.length <= longestName ? clean : letters.slice(0, longestName - [...ending].length).join('') + ending
}

/** Larger files are refused. */
export const largestDocument = 20 * 1024 * 1024
/** More would not be found again. */
export const mostDocuments = 200
