import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { projectRoot } from '../src/platform/root.ts'
import { firstOf, loadDemo } from '../test/e2e/api.ts'
import { administrator, setUpOver, startSluice } from '../test/sluice-process.ts'

/**
 * Takes the pictures of the user guide from a new system with the demo company, as `npm run build` made it:
 * `npx tsx scripts/guide-pictures.ts`. SLUICE_CHROMIUM names the browser where it is not /usr/bin/chromium.
 */
const folder = join(projectRoot, 'docs/guide/images')

const settled = async (page: Page): Promise<void> => {
  await page.locator('main').first().waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  // Fonts, sparklines and skeletons that fade.
  await page.waitForTimeout(800)
}

const main = async (): Promise<void> => {
  const sluice = await startSluice({ from: 'dist' })
  const browser = await chromium.launch({
    executablePath: process.env.SLUICE_CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [],
  })
  try {
    const context = await browser.newContext({
      baseURL: sluice.url,
      viewport: { width: 1280, height: 800 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    const take = async (name: string, path: string): Promise<void> => {
      await page.goto(path)
      await settled(page)
      await page.screenshot({ path: join(folder, `${name}.png`) })
      console.log(`${name}.png`)
    }
    await take('setup', '/setup')
    const token = await setUpOver(sluice.url)
    await loadDemo(sluice.url, token)
    await page.request.post('/api/v1/sessions', { data: administrator })
    await take('today', '/')
    await take('board', '/opportunities')
    await take('opportunity', `/opportunities/${await firstOf(sluice.url, token, '/opportunities?sort=urgency')}`)
    await take('funnel', '/funnel')
    await take('customer', `/customers/${await firstOf(sluice.url, token, '/customers?sort=lastActivity')}`)
    await take('import', '/imports')
  } finally {
    await browser.close()
    await sluice.remove()
  }
}

await main()
