import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

/** UI brief §3: elements in the document of any page, and of the board, which is the first to be looked at. */
const most = { page: 1500, board: 2500 }
/** Page, and what is there when it has been drawn. */
const places = [
  { path: '/', sign: 'ul li', limit: most.page },
  { path: '/opportunities', sign: '[data-card]', limit: most.board },
  { path: '/opportunities?layout=table', sign: 'tr[data-index]', limit: most.page },
  { path: '/customers', sign: 'tr[data-index]', limit: most.page },
  { path: '/contacts', sign: 'tr[data-index]', limit: most.page },
  { path: '/leads', sign: 'tr[data-index]', limit: most.page },
  { path: '/activities', sign: 'tr[data-index], ul li', limit: most.page },
  { path: '/funnel', sign: 'main table, main svg', limit: most.page },
]

/** Elements in the document once it has come to rest. */
const elements = async (page: Page, path: string, sign: string): Promise<number> => {
  await page.goto(path)
  await page.locator(sign).first().waitFor()
  const count = (): Promise<number> => page.locator('*').count()
  for (let before = -1, now = await count(); ; before = now, now = await count()) {
    if (now === before) return now
    await wait(500)
  }
}

test.use({ company: 'demo' })

test('with the demo company no page is longer than a browser draws at once, wide or narrow', async ({ page }) => {
  test.setTimeout(180_000)
  await enter(page)
  const hold = async (path: string, sign: string, limit: number): Promise<void> => {
    const count = await elements(page, path, sign)
    const at = `${path} at ${page.viewportSize()?.width}`
    expect.soft(count, `elements of ${at}`).toBeLessThanOrEqual(limit)
    expect.soft(count, `${at} was drawn`).toBeGreaterThan(200)
  }
  for (const { path, sign, limit } of places) await hold(path, sign, limit)
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/', '/opportunities', '/customers']) await hold(path, 'main li', most.page)
})
