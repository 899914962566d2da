import { buffer } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import { xlsxStream } from '../../src/platform/files/write.ts'
import { expect, test } from './sluice.ts'
import { enter } from './enter.ts'
import { aColleague, ask } from './api.ts'
import { seriousViolations } from './axe.ts'

test('a year’s figure becomes a plan; a cell is typed over with the keys, absorbed, taken back, and the plan submitted', async ({
  page,
  sluice,
  token,
}) => {
  for (const [name, email] of [
    ['林一', 'lin@example.com'],
    ['周二', 'zhou@example.com'],
  ] as const)
    await aColleague(sluice.url, token, { name, role: 'rep', email })
  await enter(page)
  await page.goto('/targets?tab=plan')
  await page.getByRole('button', { name: '填全年目标' }).click()
  await page.getByRole('textbox', { name: '全年目标' }).fill('1200000')
  await page.getByRole('button', { name: '起草', exact: true }).click()
  await expect(page.getByRole('gridcell', { name: '全公司 全年：120.0' })).toBeVisible()

  expect(await seriousViolations(page)).toEqual([])

  const cell = page.getByRole('gridcell', { name: /^林一 全年/ })
  await cell.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('70')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: '差额由谁吸收？' })).toContainText('60.0 → 70.0（+10.0）')
  await page.keyboard.press('1')
  await expect(page.getByRole('gridcell', { name: '周二 全年：50.0' })).toBeVisible()
  await expect(page.getByRole('gridcell', { name: '全公司 全年：120.0' })).toBeVisible()

  await page.getByRole('button', { name: '撤销', exact: true }).click()
  await expect(page.getByRole('gridcell', { name: '周二 全年：60.0' })).toBeVisible()

  await page.getByRole('button', { name: '提交审批' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '提交审批' }).click()
  await page.getByRole('button', { name: '批准' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '批准' }).click()
  await page.getByText('达成', { exact: true }).first().click()
  await expect(page.getByText(/^目标 ¥/).first()).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
})

test('a submitted plan waits among the approvals: returned with a reason, submitted again, approved there', async ({
  page,
  sluice,
  token,
}) => {
  const year = new Date().getFullYear() + 1
  const { id } = await ask<{ id: string }>(sluice.url, token, 'POST', '/targets', {
    year,
    measure: 'won-amount',
    from: 'figure',
    base: 120_000_000,
  })
  const submit = () => ask(sluice.url, token, 'POST', `/targets/${id}/steps`, { step: 'submit' })
  await submit()
  await enter(page)
  await page.goto('/approvals')
  const asked = page.getByRole('article', { name: `年度目标 ${year} 年赢单金额 第 1 版` })
  await expect(asked).toContainText('全年基准¥120万')
  await expect(page.getByRole('tab', { name: /待我审批\s*1/ })).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  await asked.getByRole('button', { name: '退回' }).click()
  await asked.getByRole('textbox').fill('八月再斟酌')
  await asked.getByRole('button', { name: '退回' }).click()
  await expect(asked).toBeHidden()
  await submit()
  await page.goto('/approvals')
  await asked.getByRole('button', { name: '批准' }).click()
  await expect(asked).toBeHidden()
  await page.getByRole('tab', { name: '范围内全部' }).click()
  await expect(asked).toContainText('生效中')
  await asked.getByRole('link', { name: /赢单金额/ }).click()
  await expect(page.getByRole('combobox', { name: '版本' })).toHaveValue(/./)

  // the import opens at targets
  await page
    .getByRole('button', { name: /更多操作/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: '导入' }).click()
  await expect(page).toHaveURL(/imports\?kind=targets/)
  await expect(page.getByLabel('要导入的数据').first()).toHaveValue('目标')

  // activities of several kinds together are one measure
  await page.goto('/targets?tab=plan')
  await page.getByRole('combobox', { name: '指标' }).selectOption({ label: '几类活动合计…' })
  for (const kind of ['电话数', '拜访数']) await page.getByRole('checkbox', { name: kind }).check()
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  await expect(page.getByText('还没有电话数和拜访数目标')).toBeVisible()
})

const aWorkbook = async (rows: (string | number)[][]) => ({
  name: '目标.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: await buffer(xlsxStream(rows, '目标', [])),
})
const importYear = new Date().getFullYear() + 2
const figure = (page: Page, label: string) => page.getByText(label, { exact: true }).first().locator('..')

test('a year’s targets come from a workbook: a damaged one is refused, a name nobody has is left out and told, the rest is a draft', async ({
  page,
  sluice: { url },
  token,
}) => {
  await enter(page)
  await page.goto('/imports?kind=targets')
  const give = (file: Awaited<ReturnType<typeof aWorkbook>>) => page.locator('input[type=file]').setInputFiles(file)
  await give({ ...(await aWorkbook([])), buffer: Buffer.from('PK\x03\x04 a workbook cut off') })
  await expect(page.getByText('文件已损坏，无法读取').first()).toBeVisible()
  type Plans = { items: { id: string; state: string; number: number }[] }
  const plans = async () => (await ask<Plans>(url, token, 'GET', `/targets?year=${importYear}`)).items
  expect(await plans()).toEqual([])

  const months = Array.from({ length: 12 }, (_, month) => `${month + 1}月（万元）`)
  const twelve = (value: number) => months.map(() => value)
  await give(
    await aWorkbook([
      ['年度', '指标', '档位', '团队', '负责人', ...months],
      [importYear, '赢单金额', '基准', '', '林一', ...twelve(10)],
      [importYear, '赢单金额', '基准', '', '周二', ...twelve(5)],
      [importYear, '赢单金额', '进取', '', '林一', ...twelve(12)],
      [importYear, '赢单金额', '挑战', '', '林一', ...twelve(15)],
      [importYear, '赢单金额', '基准', '', '没有这个人', ...twelve(1)],
    ]),
  )
  await expect(page.getByRole('heading', { name: '识别结果 · 目标.xlsx' })).toBeVisible()
  await page.getByRole('button', { name: '试运行并预览' }).click()
  await expect(figure(page, '将新建')).toContainText('4')
  await expect(figure(page, '有错误')).toContainText('1')
  await expect(page.getByText(/没有这个人，或不在您的可见范围内/)).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  expect(await plans(), 'nothing is written by trying').toEqual([])
  await page.getByRole('button', { name: '开始导入 4 行' }).click()
  await expect(page.getByText('导入完成')).toBeVisible()
  await page.goto(`/targets?tab=plan&year=${importYear}`)
  await expect(page.getByRole('gridcell', { name: '林一 全年：120.0' })).toBeVisible()
  await expect(page.getByRole('gridcell', { name: '周二 全年：60.0' })).toBeVisible()
  await expect(page.getByRole('gridcell', { name: '全公司 全年：180.0' })).toBeVisible()
  for (const [level, value] of [
    ['进取', '144.0'],
    ['挑战', '180.0'],
  ] as const) {
    await page.getByText(level, { exact: true }).first().click()
    await expect(page.getByRole('gridcell', { name: `林一 全年：${value}` })).toBeVisible()
  }
})

test('a plan in force is changed by another version, with its reason; the first stays to be looked at, and to be begun from', async ({
  page,
}) => {
  await enter(page)
  await page.goto(`/targets?tab=plan&year=${importYear}`)
  const step = async (button: string) => {
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await step('提交审批')
  await step('批准')
  const version = page.getByRole('combobox', { name: '版本' })
  await expect(version.locator('option:checked')).toHaveText('第 1 版 · 生效中')
  await page.getByRole('gridcell', { name: '林一 全年：120.0' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: '林一 全年 的目标' }), 'what is in force is not typed over').toHaveCount(0)

  await page.getByRole('button', { name: '调整（新版本）' }).click()
  const dialog = page.getByRole('dialog', { name: '新建一版' })
  await dialog.getByRole('textbox', { name: '为什么调整' }).fill('三月起加一条产线')
  await dialog.getByRole('button', { name: '起草' }).click()
  await expect(version.locator('option:checked')).toHaveText('第 2 版 · 草稿')
  await expect(page.getByText('三月起加一条产线')).toBeVisible()
  await page.getByRole('gridcell', { name: '林一 全年：120.0' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('150')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: '差额由谁吸收？' }).getByText('上级随之变动').click()
  await expect(page.getByRole('gridcell', { name: '全公司 全年：210.0' })).toBeVisible()
  await step('提交审批')
  await step('批准')
  await expect(version.locator('option:checked')).toHaveText('第 2 版 · 生效中')
  await version.selectOption({ label: '第 1 版 · 已被取代' })
  await expect(page.getByRole('gridcell', { name: '全公司 全年：180.0' })).toBeVisible()
  await expect(page.getByRole('button', { name: '调整（新版本）' })).toBeEnabled()
})
