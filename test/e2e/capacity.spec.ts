import { aColleague, aCustomer, aDeal, ask, type Colleague } from './api.ts'
import { seriousViolations } from './axe.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

let director: Colleague
let rep: Colleague
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()

test.beforeAll(async ({ house, sluice }) => {
  const { url } = sluice
  const token = await house.token(url, false)
  director = await aColleague(url, token, { name: '总监王', role: 'director', email: 'director@example.com' })
  rep = await aColleague(url, token, { name: '李业务', role: 'rep', email: 'li@example.com' })
  const customer = await aCustomer(url, rep.token, '约好没去的客户')
  const deal = await aDeal(url, rep.token, customer.id, '约好没去的单', 300_000)
  // A next step agreed for a week ago, and nobody called.
  await ask(url, rep.token, 'POST', '/activities', {
    kind: 'call',
    customerId: customer.id,
    opportunityId: deal.id,
    happenedAt: daysAgo(10),
    people: '林国强',
    purpose: '了解需求',
    content: '介绍了方案',
    feedback: '想再想想',
    result: '约好再打电话',
    nextStep: '再打电话',
    nextStepOn: daysAgo(7).slice(0, 10),
  })
})

test('a director plays with the month’s target, sees why it is missed, and saves what the team reckons with', async ({
  page,
  sluice,
}) => {
  await enter(page, director)
  await page.goto('/capacity')
  await expect(page.getByText('还算不出来')).toBeVisible()
  const chain = page.getByRole('list', { name: '目标落到每一天' })
  expect(await seriousViolations(page)).toEqual([])

  // The seed's shop, typed over the demo company: every figure changes at once, in the browser.
  const typed: [string, string][] = [
    ['本月目标', '440000'],
    ['平均每单', '10000'],
    ['工作日', '22'],
    ['成交率', '8'],
    ['每位客户跟进次数', '2.4'],
    ['接待一位新客户（分钟）', '40'],
    ['跟进一次（分钟）', '15'],
    ['联系一位老客户（分钟）', '10'],
    ['每人每天联系老客户', '5'],
    ['每人每天事务（分钟）', '60'],
    ['销售人数', '4'],
    ['每天到来的新客户', '18'],
    ['每天到期的跟进', '60'],
    ['每天完成的跟进', '40'],
  ]
  for (const [label, value] of typed) await page.getByRole('textbox', { name: label, exact: true }).fill(value)
  await expect(chain.getByRole('listitem').filter({ hasText: '需要人手' })).toContainText('7')
  await expect(chain.getByRole('listitem').filter({ hasText: '每天新客户' })).toContainText('25')
  await expect(chain.getByRole('listitem').filter({ hasText: '负荷' })).toContainText('159')
  await expect(page.getByText('人气不足')).toBeVisible()
  await expect(page.getByText(/每天约 ¥5,?600$/)).toBeVisible()
  await expect(page.getByText('跟进不足').first()).toBeVisible()

  await page.getByRole('button', { name: '保存假设' }).click()
  await expect(page.getByText('假设已保存')).toBeVisible()
  const saved = await ask<{ saved: { version: number; overrides: { reps: number } } }>(
    sluice.url,
    director.token,
    'GET',
    '/capacity',
  )
  expect(saved.saved.overrides.reps).toBe(4)

  // The records behind a line open from it.
  await page.getByRole('button', { name: /看记录.*约好却没有跟进的/ }).click()
  const drawer = page.getByRole('dialog', { name: '约好却没有跟进的' })
  await expect(drawer.getByText('共 1 条')).toBeVisible()
  await expect(drawer.getByRole('link', { name: '约好没去的单' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page
    .getByRole('row', { name: /李业务/ })
    .getByRole('link')
    .click()
  await expect(page).toHaveURL(/owner=/)
  await expect(page.getByRole('textbox', { name: '销售人数', exact: true })).toHaveValue('1')
})

test('a rep is asked once a week what the chores took, and the model reckons with the answer', async ({ page }) => {
  await enter(page, rep)
  await page.goto('/')
  await page.getByRole('link', { name: '一分钟填好' }).click()
  const asked = page.locator('section', { hasText: '事务时间：每周问一次' })
  await asked.getByRole('textbox', { name: '内部会议' }).fill('45')
  await asked.getByRole('textbox', { name: '路上时间' }).fill('60')
  await expect(asked.getByText('合计每天 105 分钟')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  await asked.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('事务时间已保存')).toBeVisible()
  await expect(page.getByText(/每个工作日 105 分钟花在事务上/)).toBeVisible()
  await expect(page.getByText('自报：105（1 人周）')).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('link', { name: '一分钟填好' })).toHaveCount(0)
})
