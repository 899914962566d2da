/**
 * What a cell of somebody's file says, before its type is asked:
 * - `given`: a value;
 * - `empty`: nothing was given (a new record gets nothing, an existing one keeps what it has);
 * - `null-word`: a program's way of writing nothing (null, N/A, -, #N/A): as empty, but counted and shown;
 * - `none`: a person says that there is none (None, 无): an existing value is cleared;
 * - `unknown`: a person does not know, or never chose (Unknown, 不详, Select, 请选择): as empty, but counted and shown.
 * Free text (notes, contents) is never interpreted: ask `readCell` only for fields that hold one value.
 */
export type Cell = { kind: 'given'; text: string } | { kind: 'empty' | 'null-word' | 'none' | 'unknown' }

const nullWords = new Set([
  'null',
  '(null)',
  '<null>',
  'nil',
  'nan',
  'undefined',
  '\\n',
  'n/a',
  'na',
  'n.a.',
  '-',
  '--',
  '---',
  '—',
  '——',
  '/',
  '\\',
  '#n/a',
  '#ref!',
  '#value!',
  '#div/0!',
  '#name?',
  '#null!',
  '#num!',
  '空',
  '空值',
])
const noneWords = new Set(['none', '(none)', '无', '無', '暂无', '暫無'])
const unknownWords = new Set([
  ...[
    'unknown',
    '(unknown)',
    'not known',
    'tbd',
    'tbc',
    '?',
    '??',
    '???',
    'select',
    'please select',
    'choose',
    '-none-',
    '--none--',
    '--select--',
    '-select-',
  ],
  ...[
    '未知',
    '不详',
    '不詳',
    '不明',
    '待定',
    '待确认',
    '待確認',
    '请选择',
    '請選擇',
    '未选择',
    '未選擇',
    '--请选择--',
    '--請選擇--',
  ],
])

export function readCell(raw: string): Cell {
  const text = tidy(raw)
  if (text === '') return { kind: 'empty' }
  if (text.length <= 20) {
    const word = text.normalize('NFKC').toLowerCase()
    if (nullWords.has(word)) return { kind: 'null-word' }
    if (noneWords.has(word)) return { kind: 'none' }
    if (unknownWords.has(word)) return { kind: 'unknown' }
  }
  return { kind: 'given', text }
}

/** Without outer white space, byte order marks, zero-width and control characters; line breaks inside stay. */
export const tidy = (raw: string): string =>
  // eslint-disable-next-line no-control-regex
  raw.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b-\u200d\u2060\ufeff]/g, '').trim()

/** Full-width digits, letters and marks as plain ones. */
export const plainWidth = (text: string): string => text.normalize('NFKC')
