/** Writes src/platform/database/tables.ts from db/migrations, in a database made for it: `npm run check -- --write-tables`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../src/platform/database/migrate.ts'
import { startEmbedded } from '../src/platform/embedded/start.ts'
import { projectRoot } from '../src/platform/root.ts'
import { tablesSource } from './generate-tables.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'sluice-tables-'))
const server = await startEmbedded({ dataDir, log: () => {}, settings: { fsync: 'off' } })
try {
  await migrate({ ownerUrl: server.url })
  writeFileSync(join(projectRoot, 'src/platform/database/tables.ts'), await tablesSource(server.url))
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
