/**
 * The board of the demo company in a browser that has never been here: milliseconds until its first card is painted, what
 * was transferred until then, elements in the document. Every round is a browser with an empty profile, signed in by cookie.
 * `npm run -s bench -- first-board [ROUNDS] [PATH] [SELECTOR]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import { clientOf } from '../src/apps/api-client.ts'
import { beginDemo } from '../src/demo/cli.ts'
import { familyOf, favour, quantile, tell } from './ground/measure.ts'
import { startServer } from './ground/serving.ts'

const rounds = Number(process.argv[2] ?? 5)
const path = process.argv[3] ?? '/opportunities'
const card = process.argv[4] ?? '[data-card]'

interface Look {
  cardMs: number
  firstPaintMs: number
  kilobytes: number
  requests: number
  nodes: number
}

/** Runs in the page before anything else: notes when the first card is on the screen, which is when the frame after it begins. */
const watch = `(function found() {
  if (!document.querySelector(${JSON.stringify(card)})) return requestAnimationFrame(found)
  requestAnimationFrame(() => setTimeout(() => performance.mark('card')))
})()`

/** What the page has fetched by then; the stream of news never ends and does not count. */
const look = `(() => {
  const cardMs = performance.getEntriesByName('card')[0].startTime
  const fetched = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter(
    ({ startTime, name }) => startTime < cardMs && !name.includes('/events'),
  )
  return {
    cardMs,
    firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    kilobytes: fetched.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000,
    requests: fetched.length,
    nodes: document.querySelectorAll('*').length,
  }
})()`

const executablePath = process.env.SLUICE_CHROMIUM ?? '/usr/bin/chromium'
const args = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : []
const dataDir = mkdtempSync(join(tmpdir(), 'sluice-bench-board-'))

const inFreshBrowser = async <T>(work: (context: BrowserContext) => Promise<T>): Promise<T> => {
  const profile = mkdtempSync(join(tmpdir(), 'sluice-bench-profile-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
  })
  try {
    return await work(context)
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

const started = await startServer({ DATA_DIR: dataDir })
try {
  const { email, password } = await beginDemo(clientOf(started.url), (line) => console.error(line))
  const looks: Look[] = []
  for (let round = 0; round < rounds; round++)
    looks.push(
      await inFreshBrowser(async (context) => {
        const page = context.pages()[0]!
        await context.request.post(`${started.url}/api/v1/sessions`, { data: { email, password } })
        favour(familyOf(process.pid))
        await page.addInitScript({ content: watch })
        await page.goto(`${started.url}${path}`, { waitUntil: 'commit' })
        await page.waitForFunction(() => performance.getEntriesByName('card').length > 0)
        return page.evaluate<Look>(look)
      }),
    )
  const middle = (of: keyof Look) =>
    quantile(
      looks.map((one) => one[of]),
      0.5,
    )
  const about = `first look at ${path}`
  tell({
    name: `${about}: first card painted`,
    figure: middle('cardMs'),
    unit: 'ms',
    bar: 1000,
    rounds,
    firstPaintMs: Math.round(middle('firstPaintMs')),
    best: Math.round(
      quantile(
        looks.map(({ cardMs }) => cardMs),
        0,
      ),
    ),
  })
  tell({ name: `${about}: transferred`, figure: middle('kilobytes'), unit: 'KB', bar: 400, requests: middle('requests') })
  tell({ name: `${about}: elements`, figure: middle('nodes'), unit: 'nodes', bar: 2500 })
} finally {
  await started.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
