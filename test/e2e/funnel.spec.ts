import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { aCustomer, aDeal, ask } from './api.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

let isSeeded = false

/** Twelve deals: four stay, eight go on, of which three are lost to price, two are won and one is on the table. */
const seed = async (url: string, token: string): Promise<void> => {
  if (isSeeded) return
  isSeeded = true
  const { id } = await aCustomer(url, token, '漏斗里的客户')
  const deals = await Promise.all(
    Array.from({ length: 12 }, (_, n) => aDeal(url, token, id, `漏斗商机 ${n + 1}`, 10_000 * (n + 1))),
  )
  const on = (deal: { id: string }, path: string, body: unknown) =>
    ask(url, token, 'POST', `/opportunities/${deal.id}/${path}`, body)
  for (const deal of deals.slice(4)) await on(deal, 'stage-moves', { toStage: 'need-discovery' })
  for (const deal of deals.slice(4, 7)) await on(deal, 'outcomes', { outcome: 'lost', reasonKey: 'price' })
  for (const deal of deals.slice(7, 9)) await on(deal, 'outcomes', { outcome: 'won' })
}

test.beforeEach(async ({ page, sluice, token }) => {
  await seed(sluice.url, token)
  await enter(page)
})

const drawer = (page: Page) => page.getByRole('dialog')

test('every number of the funnel opens its deals, in the picture and in the table', async ({ page }) => {
  await page.goto('/funnel')
  await page.getByRole('button', { name: /^线索获取 到达 12 ·/ }).click()
  await expect(drawer(page)).toContainText('12 个商机')
  await expect(page).toHaveURL(/list=entered/)
  await page.keyboard.press('Escape')
  await expect(drawer(page)).toBeHidden()
  await page.getByRole('button', { name: /^需求挖掘 丢单 3 ·/ }).click()
  await expect(drawer(page)).toContainText('3 个商机')
  await drawer(page).getByRole('link', { name: '漏斗商机 7' }).click()
  await expect(page.getByRole('heading', { name: '漏斗商机 7', level: 1 })).toBeVisible()
  await page.goBack()
  await expect(drawer(page)).toContainText('3 个商机')
  await page.keyboard.press('Escape')

  const row = page
    .getByRole('table')
    .first()
    .getByRole('row', { name: /需求挖掘/ })
  await expect(row).toContainText('8')
  await row.getByRole('button', { name: '3', exact: true }).first().click()
  await expect(drawer(page)).toContainText('3 个商机')
})

test('what is counted, and of whom, is chosen and stands in the address and in words', async ({ page }) => {
  await page.goto('/funnel')
  await expect(page.getByText(/全部商机，不限进入时间/)).toBeVisible()
  await page.getByText('期间', { exact: true }).click()
  await expect(page).toHaveURL(/basis=period/)
  await expect(page.getByText(/在「.*」各阶段进出的商机/)).toBeVisible()
  await page.getByText('时点', { exact: true }).click()
  await expect(page).toHaveURL(/basis=snapshot/)
  // Nothing was on its way when the month began: an empty picture says so instead of showing zeros.
  await expect(page.getByText('这个范围内还没有商机')).toBeVisible()
  await page.goto('/funnel')
  await page.getByText('金额', { exact: true }).first().click()
  await expect(page).toHaveURL(/measure=amount/)
  await page.getByRole('combobox', { name: '分组' }).selectOption({ label: '按负责人比较' })
  await expect(page.getByRole('heading', { name: '按负责人比较' })).toBeVisible()
  await expect(page.getByRole('row', { name: /陈明/ })).toBeVisible()
})

test('the funnel is taken along as a table and as a picture', async ({ page }) => {
  await page.goto('/funnel')
  const take = async (item: string): Promise<Buffer> => {
    await page.getByRole('button', { name: '导出' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()])
    return readFileSync(await download.path())
  }
  expect((await take('表格 (XLSX)')).subarray(0, 2).toString()).toBe('PK')
  const csv = (await take('表格 (CSV)')).toString('utf8')
  expect(csv.charCodeAt(0)).toBe(0xfeff)
  expect(csv).toContain('需求挖掘')
  const picture = await take('图片 (PNG)')
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
  expect(picture.length).toBeGreaterThan(10_000)
})

test.describe('on the phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('the stages are rows that open their deals, and nothing sticks out', async ({ page }) => {
    await page.goto('/funnel')
    await page.getByRole('button', { name: /^线索获取\s*12/ }).click()
    await expect(drawer(page)).toContainText('12 个商机')
    await page.keyboard.press('Escape')
    await expect(page.locator('svg[role="group"]')).toHaveCount(0)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })
})
