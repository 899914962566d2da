/** The table of lines that were kept: `npm run -s bench -- table FILE...`, files in the order in which they were made. */
import { readFileSync } from 'node:fs'
import { type Line, tableOf } from './ground/table.ts'

const lines = process.argv.slice(2).flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{')),
)
console.log(tableOf(lines.map((line) => JSON.parse(line) as Line)))
