import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { ask } from './api.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

/** A text as a Chinese Excel saves it. */
const inGb18030 = (text: string): Buffer => {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, number[]>()
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) codes.set(decoder.decode(Uint8Array.from([lead, trail])), [lead, trail])
  return Buffer.from([...text].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : (codes.get(char) ?? []))))
}

/** With a title above the headings, blank cells, a row that lacks its name, and a total below. */
const list = [
  '2026年客户名单（销售部导出）,,,,,',
  '客户名称,所属行业,所在地区,联系人,手机,备注',
  '常州青云包装有限公司,包装印刷,常州,林国强,13800138000,',
  ',物流,上海,没有公司的人,13700137000,名称漏填',
  '扬州沐禾食品有限公司,食品饮料,扬州,石少斌,0514-87654321,展会认识',
  '',
].join('\r\n')

const choose = async (page: Page): Promise<void> => {
  await page.goto('/imports')
  await page.getByRole('combobox', { name: '要导入的数据' }).click()
  await page.getByRole('option', { name: '客户', exact: true }).click()
  await page.locator('input[type=file]').setInputFiles({ name: '客户名单.csv', mimeType: 'text/csv', buffer: inGb18030(list) })
  await expect(page.getByRole('heading', { name: '识别结果 · 客户名单.csv' })).toBeVisible()
}

const figure = (page: Page, label: string) => page.getByText(label, { exact: true }).first().locator('..')

test('a messy file is understood, tried out, brought in, brought in again without effect, and taken back', async ({
  page,
  sluice,
  token,
}) => {
  expect(token).not.toBe('')
  await enter(page)
  await choose(page)
  await expect(page.getByRole('combobox', { name: '编码' })).toHaveValue('GB18030')
  await expect(page.getByRole('textbox', { name: '表头所在行' })).toHaveValue('2')
  await expect(page.getByRole('row', { name: /所属行业/ }).getByRole('combobox')).toHaveValue('行业')

  await page.getByRole('button', { name: '试运行并预览' }).click()
  await expect(page.getByText('试运行完成，还没有写入数据')).toBeVisible()
  await expect(figure(page, '将新建')).toContainText('2')
  await expect(figure(page, '有错误')).toContainText('1')
  expect((await ask<{ items: unknown[] }>(sluice.url, token, 'GET', '/customers')).items).toEqual([])

  const [failed] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载失败的行' }).click()])
  const file = readFileSync(await failed.path())
  expect(failed.suggestedFilename()).toMatch(/\.(csv|xlsx)$/)
  expect(file.length).toBeGreaterThan(50)

  await page.getByRole('button', { name: '开始导入 2 行' }).click()
  await expect(page.getByText('导入完成')).toBeVisible()
  await page.goto('/customers')
  await expect(page.getByRole('row', { name: /常州青云包装/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /扬州沐禾食品/ })).toBeVisible()

  await choose(page)
  await page.getByRole('button', { name: '试运行并预览' }).click()
  await expect(figure(page, '无变化')).toContainText('2')
  await expect(figure(page, '将新建')).toContainText('0')
  await expect(page.getByRole('button', { name: /开始导入/ })).toHaveCount(0)

  await page.goto('/imports')
  const run = page.getByRole('row').filter({ hasText: '新建 2' }).filter({ hasNotText: '试运行' })
  await run.getByRole('button', { name: '客户名单.csv' }).click()
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await page
    .getByRole('dialog', { name: /撤销“客户名单\.csv”的导入/ })
    .getByRole('button', { name: '撤销' })
    .click()
  await expect(page.getByText(/已撤销：归档 2 条/)).toBeVisible()
  expect((await ask<{ items: unknown[] }>(sluice.url, token, 'GET', '/customers')).items).toEqual([])
})
