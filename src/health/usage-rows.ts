export interface UsageRow {
  line: number
  /** As given: a name, a credit code or an id. */
  customer: string
  /** YYYY-MM. */
  month: string
  used: number
  paidFor: number | null
}

/** Lines with customer, month, what was used and (if there is such a thing) what was paid for, from a spreadsheet or a file; a head is left out. */
export function usageRows(text: string): { rows: UsageRow[]; flaws: { line: number; text: string }[] } {
  const rows: UsageRow[] = []
  const flaws: { line: number; text: string }[] = []
  const lines = text.replace(/^\u{feff}/u, '').split(/\r\n|\r|\n/)
  for (const [index, raw] of lines.entries()) {
    if (raw.trim() === '') continue
    const cells = cellsOf(raw)
    const row = rowOf(index + 1, cells)
    if (row) rows.push(row)
    // the first line that has no number in it is the head
    else if (!(rows.length === 0 && flaws.length === 0 && !/\d/.test(raw))) flaws.push({ line: index + 1, text: raw.trim() })
  }
  return { rows, flaws }
}

/** Cells between tabs as spreadsheets copy them, or between commas, where quotes keep a comma together. */
function cellsOf(line: string): string[] {
  if (line.includes('\t')) return line.split('\t').map((cell) => cell.trim())
  const found = [...line.matchAll(/(?:^|[,，;；])(?:\s*"((?:[^"]|"")*)"\s*|([^,，;；]*))/g)]
  return found.map(([, quoted, plain]) => (quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')).trim())
}

function rowOf(line: number, [customer, on, usedText, paidText]: string[]): UsageRow | null {
  const month = monthOf(on ?? '')
  const used = countOf(usedText ?? '')
  const paidFor = paidText ? countOf(paidText) : null
  if (!customer || month === null || used === null || (paidText && !paidFor)) return null
  return { line, customer, month, used, paidFor }
}

function monthOf(text: string): string | null {
  const found = /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*月|[-/.]\d{1,2})?$/.exec(text)
  if (!found || Number(found[2]) < 1 || Number(found[2]) > 12) return null
  return `${found[1]}-${found[2]!.padStart(2, '0')}`
}

function countOf(text: string): number | null {
  const plain = text.replaceAll(/[,\s]/g, '')
  return /^\d{1,15}$/.test(plain) ? Number(plain) : null
}
