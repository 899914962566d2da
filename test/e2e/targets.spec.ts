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
