import { aCustomer, aDeal, aColleague, ask, type Colleague } from './api.ts'
import { seriousViolations } from './axe.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

const people: Partial<Record<'rep' | 'supervisor', Colleague>> = {}

test.beforeAll(async ({ house, sluice }) => {
  const token = await house.token(sluice.url, false)
  people.supervisor = await aColleague(sluice.url, token, { name: '王主管', role: 'supervisor', email: 'wang@example.com' })
  people.rep = await aColleague(sluice.url, token, { name: '李业务', role: 'rep', email: 'li@example.com' })
  for (const [name, reason] of [
    ['甲厂产线改造', 'no-decision'],
    ['乙厂检测设备', 'budget-cancelled'],
    ['丙厂无效线索', 'invalid-lead'],
  ] as const) {
    const customer = await aCustomer(sluice.url, people.rep.token, `${name}客户`)
    const deal = await aDeal(sluice.url, people.rep.token, customer.id, name, 300_000)
    await ask(sluice.url, people.rep.token, 'POST', `/opportunities/${deal.id}/outcomes`, { outcome: 'lost', reasonKey: reason })
  }
})

test('lost deals become a campaign, a list, a task, and a deal again', async ({ page, sluice }) => {
  await enter(page, people.supervisor)
  await page.goto('/win-back')
  await expect(page.getByText('甲厂产线改造', { exact: true })).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  await page.getByText('乙厂检测设备', { exact: true }).click()
  const peek = page.getByRole('dialog', { name: '乙厂检测设备' })
  await expect(peek.getByText('原因“预算取消”')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: '新建激活计划' }).click()
  const dialog = page.getByRole('dialog', { name: '新建激活计划' })
  await dialog.getByRole('textbox', { name: '名称' }).fill('秋季激活')
  await dialog.getByRole('textbox', { name: '方法' }).fill('先送案例再上门')
  await dialog.getByRole('combobox', { name: '对照比例' }).selectOption({ label: '不留对照' })
  await dialog.getByRole('textbox', { name: '激活分至少' }).fill('1')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('heading', { name: '秋季激活' })).toBeVisible()
  await page.getByRole('button', { name: '开始' }).click()
  await page.getByRole('button', { name: '补充名单' }).click()
  await expect(page.getByText('新增 2 位，其中 0 位留作对照')).toBeVisible()
  await expect(page.getByText('丙厂无效线索')).toHaveCount(0)
  expect(await seriousViolations(page)).toEqual([])

  const member = page.getByRole('listitem').filter({ hasText: '甲厂产线改造' })
  await member.getByRole('button', { name: '已联系上' }).click()
  const step = page.getByRole('dialog', { name: /已联系上：甲厂/ })
  await step.getByRole('textbox', { name: '说了什么' }).fill('下周三上门')
  await step.getByRole('button', { name: '已联系上' }).click()
  await expect(member.getByText('下周三上门')).toBeVisible()
  await member.getByRole('button', { name: '客户有答复' }).click()
  await page
    .getByRole('dialog', { name: /客户有答复/ })
    .getByRole('button', { name: '客户有答复' })
    .click()
  await member.getByRole('button', { name: '重新打开' }).click()
  await page
    .getByRole('dialog', { name: /重新打开/ })
    .getByRole('button', { name: '重新打开' })
    .click()
  await expect(member.getByText('重新跟进中')).toBeVisible()
  const { items } = await ask<{ items: { name: string; status: string }[] }>(
    sluice.url,
    people.rep!.token,
    'GET',
    '/opportunities?status=open',
  )
  expect(items.map(({ name }) => name)).toContain('甲厂产线改造')

  await page.getByRole('button', { name: /秋季激活.*更多|更多.*秋季激活/ }).click()
  await page.getByRole('menuitem', { name: '停止' }).click()
  await page.getByRole('button', { name: '停止', exact: true }).click()
  await expect(page.getByText('已停止').first()).toBeVisible()
})
