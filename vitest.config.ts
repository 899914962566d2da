import { defineConfig } from 'vitest/config'
import { SlowFirst } from './test/slow-first.ts'

const notOurs = ['**/node_modules/**', 'dist/**', 'data/**', '.cache/**']

/** These start processes with servers of their own, whichever the others use; what random requests may break is in front of the database. */
const onceIsEnough = [
  'src/platform/embedded/**',
  'src/imports/killed.db.test.ts',
  'test/kill.db.test.ts',
  'test/cli.db.test.ts',
  'test/database-dies.db.test.ts',
  'test/fuzz.db.test.ts',
]

const isDebian = process.env.SLUICE_TEST_DATABASE === 'debian'

/** Milliseconds after which a test hangs. Some begin threads and processes, which takes half a minute on a machine that is busy. */
const patience = 120_000

export default defineConfig({
  test: {
    // Files share one module graph and its threads: tests are written to survive it, and a run takes a third of the time.
    isolate: false,
    pool: 'threads',
    // One more than a small machine has cores: a test waits for its database as much as it computes.
    maxWorkers: 3,
    setupFiles: ['test/property-seed.ts'],
    sequence: { sequencer: SlowFirst },
    // One time zone for all machines; tests of days name the organisation's zone themselves.
    // One seed for the examples of property tests (docs/decisions/230-a-build-is-repeatable.md).
    env: { TZ: 'UTC', SLUICE_SEED: process.env.SLUICE_SEED ?? '20260101' },
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          globalSetup: ['test/say-seed.ts', 'test/bundled-workers.ts'],
          testTimeout: patience,
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tools/**/*.test.mjs'],
          exclude: [...notOurs, '**/*.db.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['src/**/*.db.test.ts', 'test/**/*.db.test.ts'],
          exclude: isDebian ? [...notOurs, ...onceIsEnough] : notOurs,
          globalSetup: ['test/say-seed.ts', 'test/bundled-workers.ts', 'test/global-setup.ts'],
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
    ],
  },
})
