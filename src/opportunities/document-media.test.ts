import { expect, test } from 'vitest'
import { mediaTypeOf, safeFileName, servedAs } from './document-media.ts'

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

test('a file is what its content says', () => {
  expect(mediaTypeOf(bytes('%PDF-1.7 ...'))).toBe('application/pdf')
  expect(mediaTypeOf(bytes('\x89PNG\r\n\x1a\n'))).toBe('image/png')
  expect(mediaTypeOf(bytes('RIFF....WEBPVP8 '))).toBe('image/webp')
  expect(mediaTypeOf(bytes('PK\u0003\u0004....[Content_Types].xml....xl/workbook.xml'))).toContain('spreadsheetml')
  expect(mediaTypeOf(bytes('PK\u0003\u0004....[Content_Types].xml....word/document.xml'))).toContain('wordprocessingml')
  expect(mediaTypeOf(bytes('PK\u0003\u0004....photos/word/a.jpg'))).toBe('application/zip')
  expect(mediaTypeOf(bytes('plain words'))).toBe('text/plain')
  expect(mediaTypeOf(new TextEncoder().encode('会议纪要'))).toBe('text/plain')
  expect(mediaTypeOf(Uint8Array.from([1, 2, 0, 4]))).toBe('application/octet-stream')
})

test('a page in disguise is found out, and never served as one', () => {
  for (const page of [
    '<html><script>alert(1)</script>',
    '\n\n<!DOCTYPE html>',
    'text first <script>alert(1)</script>',
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    '<svg onload=alert(1)>',
    '<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml"/>',
  ])
    expect(servedAs(mediaTypeOf(bytes(page))), page).toBe('application/octet-stream')
  expect(servedAs('text/plain')).toBe('text/plain; charset=utf-8')
  expect(servedAs('application/pdf')).toBe('application/pdf')
  expect(servedAs('text/html')).toBe('application/octet-stream')
})

test('names lose folders, tricks and what file systems refuse', () => {
  expect(safeFileName('../../etc/passwd')).toBe('passwd')
  expect(safeFileName('C:\\Users\\li\\报价单 v2.xlsx')).toBe('报价单 v2.xlsx')
  expect(safeFileName('invoice\u202Efdp.exe')).toBe('invoicefdp.exe')
  expect(safeFileName('a\u0000b\r\n".pdf')).toBe('ab_.pdf')
  expect(safeFileName('...')).toBe('document')
  expect(safeFileName('')).toBe('document')
  expect(safeFileName('.htaccess')).toBe('htaccess')
  const long = safeFileName(`${'长'.repeat(300)}.docx`)
  expect([...long]).toHaveLength(150)
  expect(long.endsWith('.docx')).toBe(true)
})
