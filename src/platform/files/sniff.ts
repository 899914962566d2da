export type Content = 'zip' | 'ole2' | 'pdf' | 'image' | 'html' | 'text' | 'empty'

const starts = (bytes: Uint8Array, ...signature: number[]): boolean => signature.every((byte, index) => bytes[index] === byte)

/** What a file is by its first bytes, whatever its name says. A workbook is a zip (XLSX, ODS, XLSB) or OLE2 (XLS). */
export function sniff(head: Uint8Array): Content {
  if (head.length === 0) return 'empty'
  if (starts(head, 0x50, 0x4b, 0x03, 0x04) || starts(head, 0x50, 0x4b, 0x05, 0x06)) return 'zip'
  if (starts(head, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'ole2'
  if (starts(head, 0x25, 0x50, 0x44, 0x46)) return 'pdf'
  if (starts(head, 0x89, 0x50, 0x4e, 0x47) || starts(head, 0xff, 0xd8, 0xff) || starts(head, 0x47, 0x49, 0x46, 0x38))
    return 'image'
  const text = Array.from(head.subarray(0, 512), (byte) => String.fromCharCode(byte)).join('')
  if (/^(\xef\xbb\xbf)?\s*<(!doctype html|html|table|meta|head)\b/i.test(text)) return 'html'
  return 'text'
}
