import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { words } from '../src/opportunities/web/words.ts'
import { words as gateWords } from '../src/opportunities/web/words/gates.ts'
import { projectRoot } from '../src/platform/root.ts'
import { say } from '../src/platform/words.ts'
import { aColleague, ask, firstOf, loadDemo, type Colleague } from '../test/e2e/api.ts'
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

const snap = async (page: Page, name: string): Promise<void> => {
  await settled(page)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`${name}.png`)
}

const pipeline = 'b2b-six-stages'
const stage = { key: 'need-discovery', next: 'solution', afterNext: 'negotiation' }

/** So many deals that could leave the stage today and that the new gate will hold, handed to a rep. */
const dealsToHold = async (url: string, token: string, rep: Colleague, count: number): Promise<string[]> => {
  interface OfDeal {
    stageKey: string | null
    moves: { stage: string; result: string }[]
  }
  const { items } = await ask<{ items: { id: string; nextStep: string | null }[] }>(
    url,
    token,
    'GET',
    `/opportunities?status=open&pipeline=${pipeline}&stage=${stage.key}&limit=200`,
  )
  const held: string[] = []
  // the gates tell only of fields that they ask for: that there is no next step says the deal itself
  for (const { id } of items.filter(({ nextStep }) => nextStep === null)) {
    const { stageKey, moves } = await ask<OfDeal>(url, token, 'GET', `/opportunities/${id}/gates`)
    if (stageKey !== stage.key) continue
    if (moves.find((move) => move.stage === stage.next)?.result !== 'passed') continue
    await ask(url, token, 'PATCH', `/opportunities/${id}`, { ownerId: rep.id })
    held.push(id)
    if (held.length === count) return held
  }
  throw new Error('too few deals of the demo company are ready to leave their stage')
}

interface GatesOver {
  /** The browser of the administrator, and the one of the rep. */
  administers: Page
  sells: Page
  url: string
  token: string
  rep: Colleague
}

/** Design a gate, try it, publish it, be refused, mend, move: the series of six, in this order; the rep's half in two languages. */
const takeGates = async ({ administers, sells, url, token, rep }: GatesOver): Promise<void> => {
  interface Listed {
    id: string
    key: string
    stages: { key: string; names: Record<'zh-CN' | 'en', string> }[]
  }
  const { items } = await ask<{ items: Listed[] }>(url, token, 'GET', '/pipelines')
  const deals = await dealsToHold(url, token, rep, 2)

  await administers.goto(`/settings/pipelines/${items.find(({ key }) => key === pipeline)!.id}`)
  await administers
    .getByRole('navigation', { name: '阶段' })
    .getByRole('button', { name: /需求挖掘/ })
    .first()
    .click()
  await administers.getByRole('tab', { name: '离开条件' }).click()
  await administers.getByRole('button', { name: '添加条件' }).last().click()
  const picker = administers.getByRole('dialog', { name: '添加条件' })
  await picker.getByLabel('字段', { exact: true }).selectOption('下一步')
  await snap(administers, 'gate-1-design')
  await picker.getByRole('button', { name: '添加' }).click()
  await administers.getByText('草稿已保存').waitFor()

  await administers.getByRole('button', { name: '试运行' }).click()
  const trial = administers.getByRole('dialog', { name: /试运行/ })
  await trial.getByText('离开「需求挖掘」').evaluate((heading) => heading.scrollIntoView({ block: 'start' }))
  await snap(administers, 'gate-2-try')
  await trial.getByRole('button', { name: '完成' }).click()

  await administers.getByRole('button', { name: '发布…' }).click()
  const publishing = administers.getByRole('dialog', { name: '发布新版本' })
  await publishing.getByText('改用新版本').click()
  await snap(administers, 'gate-3-publish')
  await publishing.getByRole('button', { name: '发布' }).click()
  await publishing.getByRole('button', { name: '完成' }).click()

  const { stages } = items.find(({ key }) => key === pipeline)!
  for (const [at, locale] of (['zh-CN', 'en'] as const).entries()) {
    await ask(url, rep.token, 'PATCH', '/me', { locale })
    await takeRefusal(sells, locale, deals[at]!, (key) => stages.find((one) => one.key === key)!.names[locale])
  }
}

/** Be refused, mend, move, in a language of the guide; English pictures lie in a folder of their own. */
const takeRefusal = async (
  sells: Page,
  locale: 'zh-CN' | 'en',
  deal: string,
  nameOf: (stage: string) => string,
): Promise<void> => {
  const name = (picture: string): string => (locale === 'en' ? `en/${picture}` : picture)
  const next = nameOf(stage.next)
  const advance = sells
    .getByRole('toolbar', { name: say(locale, words, 'actions') })
    .getByRole('button', { name: say(locale, words, 'advanceTo', { stage: next }) })
  await sells.goto(`/opportunities/${deal}`)
  await advance.click()
  await sells.getByRole('button', { name: say(locale, words, 'fillGaps') }).click()
  const moving = sells.getByRole('dialog', { name: locale === 'en' ? /^Move / : /^移动/ })
  const fill = moving.getByRole('button', { name: say(locale, gateWords, 'fill') })
  await fill.waitFor()
  await snap(sells, name('gate-4-refused'))

  await fill.click()
  await moving.waitFor({ state: 'hidden' })
  await sells.keyboard.type(locale === 'en' ? 'Show the sample workshop to their engineers' : '约技术负责人看样板车间')
  await snap(sells, name('gate-5-mend'))
  await sells.keyboard.press('Enter')
  await sells.getByText(say(locale, gateWords, 'ready', { stage: next })).waitFor()

  await advance.click()
  const gate = sells.getByRole('region', { name: say(locale, gateWords, 'gate') })
  await gate.getByText(nameOf(stage.afterNext)).first().waitFor()
  await snap(sells, name('gate-6-move'))
}

/** Forecasts are held against the past by a training. */
const train = async (url: string, token: string): Promise<void> => {
  const { id } = await ask<{ id: string }>(url, token, 'POST', '/forecast/trainings')
  for (let status = ''; status !== 'done'; await new Promise((next) => setTimeout(next, 500))) {
    status = (await ask<{ status: string }>(url, token, 'GET', `/forecast/trainings/${id}`)).status
    if (status === 'failed') throw new Error('the training failed')
  }
}

const main = async (): Promise<void> => {
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
    const take = async (name: string, path: string): Promise<void> => {
      await page.goto(path)
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
    await take('checkup', '/checkup')
    await take('what-if', '/checkup/what-if')
    await take('capacity', '/capacity')
    await take('win-back', '/win-back')
    await take('targets', '/targets')
    await train(sluice.url, token)
    await take('forecast', '/forecast')
    await take('track-record', '/forecast/track-record')
    await take('forecast-round', '/forecast/round?tab=team')
    await take('customer', `/customers/${await firstOf(sluice.url, token, '/customers?sort=lastActivity')}`)
    await take('import', '/imports')
    await take('gates', '/gates')
    const rep = await aColleague(sluice.url, token, { name: '李业务', role: 'rep', email: 'li@example.com' })
    const sells = await enter()
    await sells.request.post('/api/v1/sessions', { data: { email: rep.email, password: rep.password } })
    await takeGates({ administers: page, sells, url: sluice.url, token, rep })
  } finally {
    await browser.close()
    await sluice.remove()
  }
}

await main()
