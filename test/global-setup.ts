import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../src/platform/database/migrate.ts'
import { startEmbedded } from '../src/platform/embedded/start.ts'
import { debianServerBin } from './debian-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser connection to the test server; its database `template` is migrated and cloned by aDatabase(). */
    testServer: { url: string; version: string }
  }
}

/** Nothing here outlives the run, so nothing waits for the disk. */
const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/** Starts the server that SLUICE_TEST_DATABASE names (embedded, or debian) with one migrated database to clone. */
export default async function setup(project: TestProject) {
  const kind = process.env.SLUICE_TEST_DATABASE ?? 'embedded'
  const places = kind === 'debian' ? { packaged: undefined, onDisk: [debianServerBin()] } : undefined
  const dataDir = mkdtempSync(join(tmpdir(), `sluice-test-${kind}-`))
  const server = await startEmbedded({ dataDir, log: () => {}, settings: forgetful, ...(places && { places }) })
  const url = (database: string) => {
    const it = new URL(server.url)
    it.pathname = `/${database}`
    return it.toString()
  }
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query('create database template')
  await client.end()
  await migrate({ ownerUrl: url('template') })
  project.provide('testServer', { url: server.url, version: server.version })
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
