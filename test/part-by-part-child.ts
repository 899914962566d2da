/**
 * A process that takes a house part by part, as a job does, until somebody kills it: `tsx part-by-part-child.ts APP_URL ORG_ID KIND AT PARTS`.
 * The last part is worked out whole, said, and never committed.
 */
import { keepOperating } from '../src/operating/commands/keep.ts'
import { inOrganisation, openDatabase } from '../src/platform/database/connect.ts'
import { keepStandings } from '../src/quality/commands/keep-up.ts'

const [appUrl = '', orgId = '', kind, at = '', parts] = process.argv.slice(2)
const { db } = openDatabase(appUrl)
for (let part = 1; part <= Number(parts); part++)
  await inOrganisation(db, orgId, async (tx) => {
    const all = part === 1
    if (kind === 'operating') await keepOperating(tx, orgId, new Date(at), { all, batch: 2 })
    else await keepStandings(tx, orgId, new Date(at), { all, size: { above: 0, together: 2 } })
    console.log(`part ${part}`)
    if (part === Number(parts)) await new Promise(() => setInterval(() => {}, 1000))
  })
