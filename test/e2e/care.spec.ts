import type { Page } from '@playwright/test'
import { aColleague, ask, type Colleague } from './api.ts'
import { seriousViolations } from './axe.ts'
import { inDays } from './days.ts'
import { drawn } from './drawn.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

/** Customers after the sale, in the demo company: what its jobs work out is waited for, none is waited for by the clock. */
test.use({ company: 'demo' })
test.describe.configure({ mode: 'serial' })

interface Ref {
  id: string
  name: string
}
interface Listed {
  items: { customer: Ref }[]
}
let rep: Colleague

test.beforeAll(async ({ sluice, house }) => {
  const token = await house.token(sluice.url, false)
  rep = await aColleague(sluice.url, token, { name: '魏新', role: 'rep', email: 'wei@example.com' })
  const plannedAt = async () => (await ask<{ plannedAt: string | null }>(sluice.url, token, 'GET', '/upkeep/team')).plannedAt
  await expect.poll(plannedAt, { timeout: 60_000 }).not.toBeNull()
  for (const list of ['/health?all=true&limit=1', '/repurchase?limit=1'])
    await expect.poll(async () => (await ask<Listed>(sluice.url, token, 'GET', list)).items.length, { timeout: 60_000 }).toBe(1)
})

const inOrder = async (page: Page, name: string): Promise<void> => {
  await drawn(page)
  expect(await seriousViolations(page), name).toEqual([])
}

test('a customer is warned of, falls by the rule, is claimed, given up with a reason, and locked for who gave it up', async ({
  page,
  sluice,
  token,
}) => {
  const { url } = sluice
  const { items } = await ask<{ items: { customer: Ref; daysLeft: number }[] }>(url, token, 'GET', '/pool/warnings?scope=team')
  const { customer, daysLeft } = items.find((one) => one.daysLeft > 0)!
  const { rule } = await ask<{ rule: { contactDays: number } }>(url, token, 'GET', '/pool/setting')
  await enter(page)
  await page.goto(`/customers/${customer.id}`)
  await expect(page.getByText(`再过 ${daysLeft} 天没有联系，将回到公海`)).toBeVisible()

  await page.goto('/settings/pool')
  await page.getByRole('textbox', { name: '未联系天数' }).fill(String(rule.contactDays - daysLeft))
  await page.getByRole('button', { name: '试算一下' }).click()
  await expect(page.getByRole('region', { name: '试算' }).getByRole('link', { name: customer.name })).toBeVisible()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('公海规则已保存')).toBeVisible()
  await page.getByRole('button', { name: '立即执行一次' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '立即执行一次' }).click()
  await expect(page.getByText(/^\d+ 家客户已回到公海$/)).toBeVisible()

  await enter(page, rep)
  await page.goto(`/pool?q=${encodeURIComponent(customer.name)}`)
  await page.getByText(customer.name, { exact: true }).click()
  const peek = page.getByRole('dialog', { name: customer.name })
  await expect(peek.getByText('领取后可见')).toBeVisible()
  await inOrder(page, 'pool')
  await peek.getByRole('button', { name: '领取', exact: true }).click()
  await expect(page.getByText(`已领取 ${customer.name}`)).toBeVisible()

  await page.goto(`/customers/${customer.id}`)
  await page.getByRole('button', { name: '放入公海' }).click()
  const releasing = page.getByRole('dialog', { name: `把 ${customer.name} 放入公海` })
  await releasing.getByRole('textbox', { name: '原因' }).fill('不在我的区域')
  await releasing.getByRole('button', { name: '放入公海' }).click()
  await expect(page.getByText('已放入公海')).toBeVisible()
  await page.goto(`/pool?q=${encodeURIComponent(customer.name)}`)
  await page.getByText(customer.name, { exact: true }).click()
  await expect(peek.getByText(/起您才能再领取/)).toBeVisible()
  await expect(peek.getByRole('button', { name: '领取', exact: true })).toBeDisabled()
})

test('a decider who would not recommend us turns the health of the customer, which stands on the list with its money', async ({
  page,
  sluice,
  token,
}) => {
  const { url } = sluice
  const healthy = await ask<{ items: { customer: Ref; flags: string[]; stakeMinor: number }[] }>(
    url,
    token,
    'GET',
    '/health?colour=green&limit=40',
  )
  const found = await Promise.all(
    healthy.items
      .filter(({ flags, stakeMinor }) => flags.length === 0 && stakeMinor > 0)
      .slice(0, 12)
      .map(async ({ customer }) => {
        const { items } = await ask<{ items: (Ref & { role: string })[] }>(url, token, 'GET', `/contacts?customer=${customer.id}&limit=20`)
        return items.flatMap(({ id, role }) => (role === 'decider' ? [{ customer, contact: id }] : []))
      }),
  ) // prettier-ignore
  const { customer, contact } = found.flat()[0]!
  const survey = (await ask<{ items: Ref[] }>(url, token, 'GET', '/surveys')).items[0]!
  const { links } = await ask<{ links: { url: string }[] }>(url, token, 'POST', `/surveys/${survey.id}/invitations`, { contactIds: [contact], locale: 'zh-CN' }) // prettier-ignore
  const link = new URL(links[0]!.url).pathname

  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(link)
  await page.locator('input[name="q.q-nps"][value="2"]').check({ force: true })
  await page.locator('input[name="q.q-delivery"][value="2"]').check({ force: true })
  await page.getByRole('button', { name: '提交' }).click()
  await expect(page.getByRole('heading', { name: '谢谢' })).toBeVisible()

  await page.setViewportSize({ width: 1440, height: 900 })
  await enter(page)
  await page.goto(`/surveys/${survey.id}?tab=results&from=${inDays(0)}`)
  await expect(page.getByRole('link', { name: customer.name })).toBeVisible()
  await inOrder(page, 'results')
  await page.goto(`/customers/${customer.id}`)
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: '健康度', exact: true }) })
  await expect(card.getByText('决策人不满', { exact: true }).first()).toBeVisible()
  await card.getByRole('button', { name: '使用数据' }).click()
  const usage = page.getByRole('dialog', { name: '使用数据' })
  await usage.getByRole('textbox', { name: '实际使用' }).fill('20')
  await usage.getByRole('textbox', { name: '购买数量' }).fill('100')
  await usage.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已登记，健康度已更新')).toBeVisible()
  await inOrder(page, 'use')
  await usage.getByRole('button', { name: '关闭' }).last().click()
  await expect(card.getByText(/用了 20 \/ 100/)).toBeVisible()

  await page.goto('/health?flag=decider-against-us')
  const row = page.getByRole('row').filter({ hasText: customer.name })
  await expect(row.getByText('决策人不满')).toBeVisible()
  await expect(row.getByText(/¥/).first()).toBeVisible()
})

test('whom to contact today is logged from the list with one press', async ({ page, sluice, token }) => {
  const { url } = sluice
  const bought = (await ask<Listed>(url, token, 'GET', '/repurchase?state=once&limit=1')).items[0]!.customer
  await ask(url, token, 'PATCH', `/customers/${bought.id}`, { ownerId: rep.id })
  await ask(url, rep.token, 'PUT', `/customers/${bought.id}/upkeep`, { meantFor: inDays(0) })
  await enter(page, rep)
  await page.goto('/upkeep')
  const row = page.getByRole('listitem').filter({ hasText: bought.name })
  await expect(row.getByText('计划今天联系')).toBeVisible()
  await inOrder(page, 'upkeep')
  await row.getByRole('link', { name: '登记' }).click()
  const dialog = page.getByRole('dialog', { name: '登记活动' })
  await dialog.getByRole('checkbox').first().check()
  await dialog.getByRole('textbox', { name: '沟通内容' }).fill('设备运行正常，明年扩一条线')
  await dialog.getByRole('textbox', { name: '结果' }).fill('约了年中回访')
  await dialog.getByRole('button', { name: '保存登记' }).click()
  await expect(page.getByText('已登记')).toBeVisible()
  await expect(row.getByText('已联系')).toBeVisible()
})

test('the end of a contract is entered, and the customer is due on the list of repeat purchases', async ({
  page,
  sluice,
  token,
}) => {
  const { customer } = (await ask<Listed>(sluice.url, token, 'GET', '/repurchase?state=once&limit=2')).items.at(-1)!
  await enter(page)
  await page.goto(`/customers/${customer.id}`)
  await page.getByRole('button', { name: '登记日期' }).click()
  const dialog = page.getByRole('dialog', { name: '登记日期' })
  await dialog.getByRole('textbox', { name: '日期' }).fill(inDays(20))
  await dialog.getByRole('textbox', { name: '合同年金额' }).fill('360000')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已登记', { exact: true })).toBeVisible()
  await page.goto('/repurchase?state=contract-due')
  const row = page.getByRole('row').filter({ hasText: customer.name })
  await expect(row.getByText('合同该续')).toBeVisible()
  await expect(row.getByText('¥36万').first()).toBeVisible()
})

test('from a cell of the matrix to a customer, which is set over the rule with a reason until a day; who leads them has it on the list', async ({
  page,
  sluice,
  token,
}) => {
  const lead = await aColleague(sluice.url, token, { name: '卢敏', role: 'director', email: 'lu@example.com' })
  await enter(page)
  await page.goto('/quality')
  await page.getByRole('button', { name: /^目标 · 伙伴/ }).click()
  const list = page.getByRole('dialog', { name: '目标 · 伙伴' })
  const link = list.getByRole('link').first()
  const name = (await link.textContent())!
  await link.click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await page.getByRole('button', { name: '更多操作: 级别与关系' }).click()
  await page.getByRole('menuitem', { name: '人工判定级别' }).click()
  const dialog = page.getByRole('dialog', { name: '人工判定级别' })
  await dialog.getByRole('combobox', { name: '客户级别' }).selectOption('strategic')
  await dialog.getByRole('textbox', { name: '理由' }).fill('集团已选为战略供应商')
  await dialog.getByRole('textbox', { name: '有效期至' }).fill(inDays(90))
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已判定，规则的结论仍会显示')).toBeVisible()

  await enter(page, lead)
  await page.goto('/quality/overrides')
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('集团已选为战略供应商')
})
