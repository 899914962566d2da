import { expect, test } from './sluice.ts'
import { enter } from './enter.ts'
import { aColleague } from './api.ts'
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
