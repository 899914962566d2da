import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSheet } from '../../platform/files/read.ts'
import { UnreadableFile } from '../../platform/files/sheet.ts'
import { accept, type Outcome, refuse } from '../../platform/refusal.ts'

/** A file of benchmarks has a line per stage: what is larger is another file. */
const limits = { rows: 1000, columns: 50, cell: 2000, patience: 15 }

/**
 * The first sheet of a small workbook (XLSX, XLS, XLSB, ODS), or a text file in whatever encoding, as lines whose cells are parted by
 * tabs; line numbers are those that a person sees. Refuses what is no table, is damaged, locked or too large.
 */
export async function textOfFile(base64: string): Promise<Outcome<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-benchmarks-'))
  try {
    const path = join(folder, 'file')
    await writeFile(path, Buffer.from(base64, 'base64'), { mode: 0o600 })
    const opened = await openSheet(path, {}, limits)
    if (!opened.ok) return opened
    const lines: string[] = []
    for await (const rows of opened.value.rows())
      for (const row of rows)
        lines.push(
          row
            .map((cell) => cell.replace(/\s+/g, ' ').trim())
            .join('\t')
            .trimEnd(),
        )
    return accept(lines.join('\n').trimEnd())
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse(error.code, error.facts)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
