import { seriousViolations } from './axe.ts'
import { ask } from './api.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

test.beforeEach(async ({ page, token }) => {
  expect(token).not.toBe('')
  await enter(page)
})

test('days off are entered, changed, removed and brought back', async ({ page }) => {
  await page.goto('/settings/calendar?year=2027')
  await page.getByRole('button', { name: '添加日子' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('从').fill('2027-12-28')
  await dialog.getByLabel('到（含）').fill('2027-12-30')
  await dialog.getByLabel('名称').fill('盘点停工')
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: '保存' }).click()
  const row = page.getByRole('row', { name: /盘点停工/ })
  await expect(row.getByText('3', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: /更多操作: 盘点停工/ }).click()
  await page.getByRole('menuitem', { name: '修改' }).click()
  await dialog.getByLabel('到（含）').fill('2027-12-29')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(row.getByText('2', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: /更多操作: 盘点停工/ }).click()
  await page.getByRole('menuitem', { name: '移除' }).click()
  await expect(row).toBeHidden()
  await page.getByRole('log').getByRole('button', { name: '撤销' }).click()
  await expect(row).toBeVisible()
})

test('a battlecard is written where the competitors stand', async ({ page, sluice, token }) => {
  await ask(sluice.url, token, 'POST', '/competitors', { name: '奕工科技' })
  await page.goto('/settings/playbooks')
  await page.getByRole('row', { name: /奕工科技/ }).click()
  const dialog = page.getByRole('dialog', { name: /奕工科技/ })
  await dialog.getByRole('textbox', { name: '对手的强项' }).fill('报价低')
  await dialog.getByRole('textbox', { name: '对手的弱项' }).fill('本地没有服务人员')
  await dialog.getByRole('textbox', { name: '我们的应对' }).fill('算三年总成本')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('row', { name: /算三年总成本/ })).toBeVisible()
})

test('a list goes out as it is filtered; who may not take it out is told why', async ({ page }) => {
  await page.goto('/customers?q=无')
  await page.getByRole('button', { name: '导出' }).click()
  const loading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  const file = await loading
  expect(file.suggestedFilename()).toBe('客户.csv')
  expect(new URL(file.url()).search).toContain('q=')
})
