import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const browsers = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']
const isRoot = process.getuid?.() === 0

/** A machine of tests has none; the browser would imitate one, which costs a fifth of what the journeys compute. */
const withoutGraphicsCard = ['--disable-gpu', '--disable-gpu-rasterization', '--disable-software-rasterizer']

/** Journeys in a real browser against the built server; each file starts its own (test/e2e/sluice.ts). */
export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/templates.ts',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: false,
  // Three files at a time, on two cores as well: a journey waits for its pages as much as it computes.
  workers: 3,
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // Ends with a report before the step that runs it is stopped.
  globalTimeout: 720_000,
  forbidOnly: Boolean(process.env.CI),
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    // Nothing is drawn half way, so nothing is read or pressed while it moves; the board's journeys keep their movements.
    contextOptions: { reducedMotion: 'reduce' },
    // A trace copies the page at every step and draws it on the way: made when a test is tried again.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.SLUICE_CHROMIUM ?? browsers.find((path) => existsSync(path)),
      // A browser's sandbox does not work for root, whom containers and CI usually are.
      args: [...withoutGraphicsCard, ...(isRoot ? ['--no-sandbox', '--disable-dev-shm-usage'] : [])],
    },
  },
})
