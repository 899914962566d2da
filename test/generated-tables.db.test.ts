import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tablesSource } from '../scripts/generate-tables.ts'
import { projectRoot } from '../src/platform/root.ts'
import { aDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
beforeAll(async () => void (database = await aDatabase()))
afterAll(() => database.drop())

it('the table types are what the migrations make (else: npm run check -- --write-tables)', async () => {
  const written = readFileSync(join(projectRoot, 'src/platform/database/tables.ts'), 'utf8')
  expect(written).toBe(await tablesSource(database.ownerUrl))
})
