import { buffer } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import { xlsxStream } from '../../src/platform/files/write.ts'
import { aCustomer, aDeal } from './api.ts'
import { seriousViolations } from './axe.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

test.use({ company: 'demo' })
test.beforeEach(async ({ page }) => enter(page))

const settled = async (page: Page): Promise<void> => {
  await expect(page.locator('main')).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
}
const drawer = (page: Page) => page.getByRole('dialog')

test('a director finds the weak stage, its deals and why, and tries what mending it would bring', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/checkup')
  await settled(page)
  // The price and the findings come first, then the picture: each number opens its deals.
  const glance = page.getByRole('region', { name: '一句话结论' })
  await expect(glance).toContainText('流失的代价')
  await expect(glance).toContainText('。')
  await glance.getByRole('button', { name: /^先处理 .+：查看商机$/ }).click()
  await expect(drawer(page)).toContainText('个商机，合计')
  await expect(page).toHaveURL(/outcome=overLimit/)
  await page.keyboard.press('Escape')
  await expect(drawer(page)).toBeHidden()
  // The picture is walked with the arrow keys and says where one is.
  await page
    .getByRole('button', { name: /^需求挖掘 流失 [\d,]+ ·/ })
    .first()
    .press('ArrowUp')
  await expect(page.locator(':focus')).toHaveAccessibleName(/^线索获取 (前进|还在|流失) [\d,]+ ·/)
  await page.keyboard.press('Enter')
  await expect(drawer(page)).toContainText('个商机，合计')
  await expect(page).toHaveURL(/stage=lead-capture/)
  await page.keyboard.press('Escape')
  await expect(drawer(page)).toBeHidden()
  expect(await seriousViolations(page)).toEqual([])

  // The table is the picture's twin.
  await page.getByRole('button', { name: /^以表格显示: 流失漏斗/ }).click()
  await expect(page.getByRole('row', { name: /^需求挖掘/ })).toBeVisible()

  await page.getByRole('button', { name: '为什么 方案制定' }).click()
  await expect(page).toHaveURL(/why=solution/)
  await expect(drawer(page)).toContainText('前进的和没前进的差在哪里')
  await expect(drawer(page)).toContainText('流失原因')
  await drawer(page)
    .getByRole('button', { name: /^查看因“.+”流失的/ })
    .first()
    .click()
  await expect(page).toHaveURL(/reason=/)
  await expect(drawer(page)).toContainText('个商机，合计')
  await page.keyboard.press('Escape')
  await expect(drawer(page)).toContainText('前进的和没前进的差在哪里')
  await page.keyboard.press('Escape')

  // What a reason was more exactly opens its own deals.
  await page.goto('/checkup?face=losses')
  await settled(page)
  await page
    .getByRole('button', { name: /没有立项/ })
    .first()
    .click()
  await expect(page).toHaveURL(/reason=no-decision-not-approved/)
  await expect(drawer(page)).toContainText('个商机，合计')
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: '推演台' }).click()
  await settled(page)
  const result = page.getByRole('region', { name: '推演结果' })
  const before = await result.innerText()
  const typed = page.getByRole('textbox', { name: '方案制定：留住（%）' })
  await typed.fill('90')
  await expect(result).not.toHaveText(before)
  await expect(result).toContainText('原来')
  // The slider goes by keyboard, and a step back is one step.
  await page.getByRole('slider', { name: '商务谈判：留住' }).press('ArrowRight')
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(typed).toHaveValue('90')
  await page.getByRole('button', { name: '存为方案' }).click()
  await drawer(page).getByRole('textbox', { name: '名称' }).fill('方案一次过')
  await drawer(page).getByText('团队', { exact: true }).click()
  await drawer(page).getByRole('button', { name: '保存' }).click()
  const scenarios = page.getByRole('listitem').filter({ hasText: '方案一次过' })
  await expect(scenarios).toContainText('预计赢')
  await page.getByRole('button', { name: '复原' }).click()
  await expect(result).not.toContainText('▲')
  await page.getByRole('button', { name: '放到台上: 方案一次过' }).click()
  await expect(typed).toHaveValue('90')
  await page.getByRole('button', { name: '和实际比: 方案一次过' }).click()
  await expect(drawer(page)).toContainText('还太早，先不下结论')
  await page.keyboard.press('Escape')
  expect(await seriousViolations(page)).toEqual([])
})

test('what moved is a waterfall whose bars open their deals, and the flows have a table', async ({ page }) => {
  await page.goto('/funnel/movement')
  await settled(page)
  await page
    .getByRole('button', { name: / 丢单 \d+ 个$/ })
    .first()
    .click()
  await expect(drawer(page)).toContainText('→')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '以表格显示: 阶段之间的流动' }).click()
  await expect(page.getByRole('region', { name: '阶段之间的流动' }).getByRole('row').nth(1)).toBeVisible()
})

test('each week’s stock opens the deals that were open then', async ({ page }) => {
  await page.goto('/funnel/movement')
  await settled(page)
  const stock = page.locator('section').filter({ has: page.getByRole('heading', { name: '每周在途存量' }) })
  const week = stock.getByRole('button', { name: /^\d{4}-\d\d-\d\d：[\d,]+ 个，¥/ }).nth(20)
  const [, day, count] = /^(\S{10})：([\d,]+) 个/.exec((await week.getAttribute('aria-label'))!)!
  await week.click()
  await expect(drawer(page)).toContainText(`${day} 的在途商机`)
  await expect(drawer(page)).toContainText(`${count} 个商机，合计`)
  await page.keyboard.press('Escape')
  await expect(drawer(page)).toBeHidden()
  // The same week of the table, counted instead of summed.
  await stock.getByText('数量', { exact: true }).click()
  await stock.getByRole('button', { name: '以表格显示: 每周在途存量' }).click()
  await stock.getByRole('button', { name: `${day} ${count}` }).click()
  await expect(drawer(page)).toContainText(`${count} 个商机，合计`)
})

test('why says how far it has read, and shows the figures of all deals when it is through', async ({ page }) => {
  let asked = 0
  await page.route('**/api/v1/checkup/why?*', async (route) => {
    const reply = await route.fetch()
    const told = await reply.json()
    asked++
    // The server's own words for an organisation whose records it has read to 42 of a hundred.
    if (asked === 1) told.members.reading = 0.42
    await route.fulfill({ response: reply, json: told })
  })
  await page.goto('/checkup?why=solution')
  const notice = drawer(page).getByText('正在读入全部记录：42%')
  await expect(notice).toBeVisible()
  await expect(notice).toBeHidden()
  await expect(drawer(page)).toContainText('前进的和没前进的差在哪里')
  expect(asked).toBeGreaterThan(1)
})

const aWorkbook = async (rows: (string | number)[][]) => ({
  name: '基准.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: await buffer(xlsxStream(rows, '基准', [20, 10, 30])),
})

test('benchmarks are loaded from a workbook; one that cannot be read says why and changes nothing', async ({ page }) => {
  await page.goto('/checkup')
  await settled(page)
  await page.getByRole('button', { name: '基准', exact: true }).click()
  await drawer(page).getByRole('button', { name: '从文件载入' }).click()
  const load = drawer(page).getByRole('region', { name: '从文件载入' })
  const give = (file: Awaited<ReturnType<typeof aWorkbook>>) => load.locator('input[type="file"]').setInputFiles(file)
  await give({ ...(await aWorkbook([])), buffer: Buffer.from('PK\x03\x04 a workbook cut off') })
  await expect(load.getByRole('alert')).toContainText('文件已损坏，无法读取')
  await give(
    await aWorkbook([
      ['阶段', '基准', '出处'],
      ['方案制定', 160, ''],
      ['没有的阶段', 50, ''],
    ]),
  )
  await expect(load.getByRole('alert')).toContainText('第 2 行：不是 0 到 100% 之间的比例')
  await expect(load.getByRole('alert')).toContainText('第 3 行：没有这个阶段')
  expect(await seriousViolations(page)).toEqual([])
  await give(
    await aWorkbook([
      ['阶段', '基准', '出处'],
      ['方案制定', 70, '行业报告 2026'],
      ['商务谈判', 0.8, '公司要求'],
    ]),
  )
  await expect(load.getByRole('alert')).toHaveCount(0)
  await load.getByRole('button', { name: '载入 2 个基准' }).click()
  await expect(drawer(page).getByRole('textbox', { name: '方案制定 的基准', exact: true })).toHaveValue('70 %')
  await expect(drawer(page).getByRole('textbox', { name: '商务谈判 的基准出处' })).toHaveValue('公司要求')
  await page.keyboard.press('Escape')
  // The bottleneck is held against it at once.
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: /^1?方案制定/ })
      .first(),
  ).toContainText('基准 70%')
})

test('on paper the check-up has its text, its pictures and what to do', async ({ page }) => {
  await page.goto('/checkup/print')
  await settled(page)
  await expect(page.getByRole('heading', { name: '流失漏斗' })).toBeVisible()
  await expect(page.locator('main svg[role="group"]')).toHaveCount(2)
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF')
})

test.describe('on the phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  for (const path of [
    '/checkup',
    '/checkup?face=compare',
    '/checkup?face=time',
    '/checkup?face=habits',
    '/checkup/what-if',
    '/checkup/help',
  ])
    test(`${path} is one readable column`, async ({ page }) => {
      await page.goto(path)
      await settled(page)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(
        await page.evaluate('document.querySelector("main").scrollWidth <= document.querySelector("main").clientWidth'),
      ).toBe(true)
    })
})

test('what is turned on the desk stays when a colleague’s deal is entered meanwhile', async ({ page, sluice, token }) => {
  await page.goto('/checkup/what-if')
  await settled(page)
  const typed = page.getByRole('textbox', { name: '方案制定：留住（%）' })
  await typed.fill('90')
  const volume = page.getByRole('textbox', { name: /^进入的商机/ })
  const before = await volume.inputValue()
  const customer = await aCustomer(sluice.url, token, '推演期间新增客户')
  await aDeal(sluice.url, token, customer.id, '推演期间新增商机', 10_000)
  await expect(volume).not.toHaveValue(before)
  await expect(typed).toHaveValue('90')
})

test('on a phone a panel that shows its rows has no button that would change nothing', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/checkup?face=time', '/funnel/movement']) {
    await page.goto(path)
    await settled(page)
    for (const button of await page.getByRole('button', { name: /^以表格显示: / }).all()) {
      const heading = (await button.getAttribute('aria-label'))!.replace('以表格显示: ', '')
      const panel = page.locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) })
      const shown = await panel.innerText()
      await panel.getByRole('button', { name: `以表格显示: ${heading}` }).click()
      await expect.poll(() => panel.innerText()).not.toBe(shown)
    }
  }
})
