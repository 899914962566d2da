/**
 * The hand-written SQL alone: `DUCKDB=/where/it/is/node_modules/@duckdb/node-api/lib/index.js npm run -s bench -- duckdb URL [ROUNDS]` asks
 * the largest organisation on a filled server. See ground/by-hand.ts.
 */
import { byHand } from './ground/by-hand.ts'

const [url, rounds = '5'] = process.argv.slice(2)
if (!url) throw new Error('Usage: npm run -s bench -- duckdb OWNER_URL [ROUNDS]')
await byHand(url, Number(rounds), (line) => console.log(JSON.stringify(line)))
process.exit(0)
