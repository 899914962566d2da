import { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Tx } from '../../platform/database/connect.ts'
import { csvLine } from '../../platform/files/write.ts'
import type { Download } from '../../platform/http/serve.ts'
import type { Caller } from '../../platform/session.ts'
import { say } from '../../platform/words.ts'
import type { importDetail } from '../contract.ts'
import { words } from '../words.ts'
import { errorMessage, failuresOf } from './imports.ts'

/**
 * The failed rows, and those that came in without some of their cells, as they were given, with row number and reason in front: mended, the file can be brought in again. UTF-8 with
 * byte order mark; nothing in it runs as a formula.
 */
export async function errorsFile(tx: Tx, caller: Caller, run: z.output<typeof importDetail>): Promise<Download> {
  const heading = (key: 'errors-line' | 'errors-reason') => say(caller.locale, words, key)
  const parts = ['\ufeff', csvLine([heading('errors-line'), heading('errors-reason'), ...run.headers])]
  // pages keep the memory of a large file small; the transaction ends with the answer, so the text is made here
  for (let after = 0; ;) {
    const failures = await failuresOf(tx, caller.orgId, run.id, 5000, after)
    for (const { line, cells, errors, taken } of failures) {
      const reasons = errors.map((error) => errorMessage(caller, error)).join('; ')
      parts.push(csvLine([line, taken ? say(caller.locale, words, 'error-taken', { reasons }) : reasons, ...cells]))
    }
    if (failures.length < 5000) break
    after = failures.at(-1)!.line
  }
  const name = run.fileName.replace(/\.\w{1,5}$/, '')
  return {
    body: Readable.from(parts),
    contentType: 'text/csv; charset=utf-8',
    fileName: `${name} ${say(caller.locale, words, 'errors-file')}.csv`,
  }
}
