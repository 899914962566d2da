import { chromium, type Page } from '@playwright/test'
import { aColleague, ask, firstOf, loadDemo } from '../test/e2e/api.ts'
import { administrator, setUpOver, startSluice } from '../test/sluice-process.ts'
import { snap } from './guide-camera.ts'
import { takeCare } from './guide-care.ts'
import { takeGates } from './guide-gates.ts'

/** Forecasts are held against the past by a training. */
const train = async (url: string, token: string): Promise<void> => {
  const { items } = await ask<{ items: { id: string; status: string }[] }>(url, token, 'GET', '/forecast/trainings?limit=1')
  // the clock may have asked for one already
  const underWay = items.find(({ status }) => status === 'waiting' || status === 'running')
  const { id } = underWay ?? (await ask<{ id: string }>(url, token, 'POST', '/forecast/trainings'))
  for (let status = ''; status !== 'done'; await new Promise((next) => setTimeout(next, 500))) {
    status = (await ask<{ status: string }>(url, token, 'GET', `/forecast/trainings/${id}`)).status
    if (status === 'failed') throw new Error('the training failed')
  }
}

/**
 * Takes the pictures of the user guide from a new system with the demo company, as `npm run build` made it:
 * `npx tsx scripts/guide-pictures.ts`, or only some by their names (`… board gates gate-series`). SLUICE_CHROMIUM names the
 * browser where it is not /usr/bin/chromium.
 */
const main = async (only: readonly string[]): Promise<void> => {
  const isWanted = (...names: string[]): boolean => only.length === 0 || names.some((name) => only.includes(name))
  const sluice = await startSluice({ from: 'dist' })
  const browser = await chromium.launch({
    executablePath: process.env.SLUICE_CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [],
  })
  try {
    const enter = async (): Promise<Page> => {
      const context = await browser.newContext({
        baseURL: sluice.url,
        viewport: { width: 1280, height: 800 },
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
      })
      return context.newPage()
    }
    const page = await enter()
    /** `at` is the heading of what is shown, where that is not the top of the page. */
    const take = async (name: string, path: string, at?: string): Promise<void> => {
      if (!isWanted(name)) return
      await page.goto(path)
      if (at !== undefined) {
        await page.waitForLoadState('networkidle')
        await page.getByRole('heading', { name: at }).evaluate((heading) => heading.scrollIntoView())
      }
      await snap(page, name)
    }
    await take('setup', '/setup')
    const token = await setUpOver(sluice.url, { gated: true })
    await loadDemo(sluice.url, token)
    await page.request.post('/api/v1/sessions', { data: administrator })
    await take('today', '/')
    await take('board', '/opportunities')
    await take('opportunity', `/opportunities/${await firstOf(sluice.url, token, '/opportunities?sort=urgency')}`)
    await take('funnel', '/funnel')
    await take('movement', '/funnel/movement')
    await take('stock', '/funnel/movement', '每周在途存量')
    await take('checkup', '/checkup')
    await take('what-if', '/checkup/what-if')
    await take('report', '/checkup/print')
    await take('capacity', '/capacity')
    await take('win-back', '/win-back')
    await take('targets', '/targets')
    await take('targets-plan', '/targets?tab=plan')
    if (isWanted('forecast', 'track-record', 'forecast-round')) await train(sluice.url, token)
    await take('forecast', '/forecast')
    await take('track-record', '/forecast/track-record')
    await take('forecast-round', '/forecast/round?tab=team')
    await take('customer', `/customers/${await firstOf(sluice.url, token, '/customers?sort=lastActivity')}`)
    await take('quality', '/quality')
    await takeCare({ browser, page, url: sluice.url, token, take, isWanted })
    await take('import', '/imports')
    await take('gates', '/gates')
    if (!isWanted('gate-series')) return
    const rep = await aColleague(sluice.url, token, { name: '李业务', role: 'rep', email: 'li@example.com' })
    const sells = await enter()
    await sells.request.post('/api/v1/sessions', { data: { email: rep.email, password: rep.password } })
    await takeGates({ administers: page, sells, url: sluice.url, token, rep })
  } finally {
    await browser.close()
    await sluice.remove()
  }
}

await main(process.argv.slice(2))
