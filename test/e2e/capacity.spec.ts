import { aColleague, ask, loadDemo, type Colleague } from './api.ts'
import { seriousViolations } from './axe.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

let director: Colleague

test.beforeAll(async ({ house, sluice }) => {
  test.setTimeout(180_000)
  const token = await house.token(sluice.url, false)
  await loadDemo(sluice.url, token)
  director = await aColleague(sluice.url, token, { name: '总监王', role: 'director', email: 'director@example.com' })
})

test('a director plays with the month’s target, sees why it is missed, and saves what the team reckons with', async ({
  page,
  sluice,
}) => {
  await enter(page, director)
  await page.goto('/capacity')
  const chain = page.getByRole('list', { name: '目标落到每一天' })
  await expect(chain).toBeVisible()
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
  for (const [label, value] of typed) await page.getByRole('spinbutton', { name: label, exact: true }).fill(value)
  await expect(chain.getByRole('listitem').filter({ hasText: '需要人手' })).toContainText('7')
  await expect(chain.getByRole('listitem').filter({ hasText: '每天新客户' })).toContainText('25')
  await expect(chain.getByRole('listitem').filter({ hasText: '负荷' })).toContainText('159')
  await expect(page.getByText('人气不足')).toBeVisible()
  await expect(page.getByText('每天约 5600')).toBeVisible()
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
  await expect(drawer.getByText(/共 [\d,]+ 条/)).toBeVisible()
  await expect(drawer.getByRole('link').first()).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('row', { name: /华南/ }).getByRole('link').click()
  await expect(page).toHaveURL(/team=/)
  await expect(page.getByRole('row', { name: /容佩珊/ })).toBeVisible()
})
