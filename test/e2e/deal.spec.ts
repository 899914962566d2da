import { aCustomer, aDeal, ask } from './api.ts'
import { inDays } from './days.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

test.beforeEach(async ({ page, token }) => {
  expect(token).not.toBe('')
  await enter(page)
})

const tomorrow = (): string => inDays(1)

test('a deal is lost to a competitor and reopened; its history keeps both', async ({ page, sluice, token }) => {
  await ask(sluice.url, token, 'POST', '/competitors', { name: '金桥软件' })
  const customer = await aCustomer(sluice.url, token, '输给对手的客户')
  const deal = await aDeal(sluice.url, token, customer.id, '差一点的单', 400_000)
  await page.goto(`/opportunities/${deal.id}`)
  await page.getByRole('toolbar', { name: '操作' }).getByRole('button', { name: '丢单' }).click()
  const dialog = page.getByRole('dialog', { name: '「差一点的单」丢单' })
  await dialog.getByRole('combobox', { name: '丢单原因' }).click()
  await page.getByRole('option', { name: '竞品' }).click()
  await dialog.getByRole('button', { name: '丢单' }).click()
  await expect(dialog.getByText('必填')).toBeVisible()
  await dialog.getByRole('combobox', { name: '输给的竞争对手' }).fill('金桥')
  await page.getByRole('option', { name: '金桥软件' }).click()
  await dialog.getByRole('button', { name: '丢单' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('竞争对手：金桥软件').first()).toBeVisible()

  await page.getByRole('button', { name: '重开' }).click()
  await page.getByRole('dialog', { name: '重开「差一点的单」' }).getByRole('button', { name: '重开' }).click()
  await expect(page.getByRole('button', { name: '推进到「需求挖掘」' })).toBeVisible()
  await expect(page.getByText('竞争对手：金桥软件').first()).toBeVisible()
})

test('a deal on hold names the day on which it wakes, and can be woken before', async ({ page, sluice, token }) => {
  const customer = await aCustomer(sluice.url, token, '等预算的客户')
  const deal = await aDeal(sluice.url, token, customer.id, '明年再说的单', 250_000)
  await page.goto(`/opportunities/${deal.id}`)
  await page.getByRole('toolbar', { name: '操作' }).getByRole('button', { name: '暂缓' }).click()
  const dialog = page.getByRole('dialog', { name: '暂缓「明年再说的单」' })
  await dialog.getByRole('button', { name: '暂缓' }).click()
  await expect(dialog.getByText('必填')).toBeVisible()
  await dialog.getByLabel('唤醒日期').first().fill(tomorrow())
  await dialog.getByRole('button', { name: '暂缓' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(tomorrow()).first()).toBeVisible()
  await page.getByRole('button', { name: '提前唤醒' }).click()
  await page.getByRole('dialog', { name: '提前唤醒「明年再说的单」' }).getByRole('button', { name: '提前唤醒' }).click()
  await expect(page.getByRole('button', { name: '推进到「需求挖掘」' })).toBeVisible()
})

test('what a colleague does on a deal moves its card on my board at once', async ({ page, browser, sluice, token }) => {
  const customer = await aCustomer(sluice.url, token, '两人同看的客户')
  const deal = await aDeal(sluice.url, token, customer.id, '两人同看的单', 600_000)
  await page.goto('/opportunities')
  const column = (stage: string) => page.getByRole('region', { name: stage, exact: true })
  await expect(column('线索获取').getByRole('option', { name: /两人同看的单/ })).toBeVisible()

  const context = await browser.newContext({ baseURL: sluice.url, locale: 'zh-CN' })
  const other = await context.newPage()
  await enter(other)
  await other.goto(`/opportunities/${deal.id}`)
  await other.getByRole('button', { name: '推进到「需求挖掘」' }).click()
  await expect(column('需求挖掘').getByRole('option', { name: /两人同看的单/ })).toBeVisible()
  await expect(column('线索获取').getByRole('option', { name: /两人同看的单/ })).toBeHidden()
  await context.close()
})
