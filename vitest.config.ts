import { defineConfig } from 'vitest/config'

const notOurs = ['**/node_modules/**', 'dist/**', 'data/**', '.cache/**']

const isDebian = process.env.SLUICE_TEST_DATABASE === 'debian'

export default defineConfig({
  test: {
    // Files share one module graph and its threads: tests are written to survive it, and a run takes a third of the time.
    isolate: false,
    pool: 'threads',
    maxWorkers: 2,
    // One time zone for all machines; tests of days name the organisation's zone themselves.
    env: { TZ: 'UTC' },
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          globalSetup: ['test/bundled-workers.ts'],
          // Some begin a worker thread, which takes seconds on a busy machine.
          testTimeout: 30_000,
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tools/**/*.test.mjs'],
          exclude: [...notOurs, '**/*.db.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['src/**/*.db.test.ts', 'test/**/*.db.test.ts'],
          // The launcher's own tests bring their servers along; once is enough.
          exclude: isDebian ? [...notOurs, 'src/platform/embedded/**', 'test/kill.db.test.ts', 'test/cli.db.test.ts'] : notOurs,
          globalSetup: ['test/bundled-workers.ts', 'test/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
