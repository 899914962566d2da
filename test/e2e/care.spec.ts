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

  // a lock binds who claims, not whoever leads them and decides
  await enter(page)
  await page.goto(`/pool?q=${encodeURIComponent(customer.name)}`)
  await page.getByText(customer.name, { exact: true }).click()
  await peek.getByRole('button', { name: '分配' }).click()
  const assigning = page.getByRole('dialog', { name: '分配 1 家客户' })
  await assigning
    .getByRole('textbox', { name: '成员' })
    .or(assigning.getByRole('combobox', { name: '成员' }))
    .fill('魏新')
  await page.getByRole('option', { name: '魏新' }).click()
  await assigning.getByRole('button', { name: '分配' }).click()
  await expect(page.getByText('已分配 1 家')).toBeVisible()
  const { owner } = await ask<{ owner: Ref }>(url, token, 'GET', `/customers/${customer.id}`)
  expect(owner.id).toBe(rep.id)
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

test('a survey is drafted, tried as the customer will see it, opened, and its link made', async ({ page }) => {
  await enter(page)
  await page.goto('/surveys')
  await page.getByRole('button', { name: '新建问卷' }).click()
  await page.getByRole('textbox', { name: '名称' }).fill('交付后回访')
  await page.getByRole('button', { name: '加一道题' }).click()
  const added = page.getByRole('region', { name: '第 5 题' })
  await added.getByText('单选', { exact: true }).click()
  await added.getByRole('textbox', { name: '题目' }).fill('您最看重什么？')
  for (const [number, text] of [[1, '交期'], [2, '价格']] as const) await added.getByRole('textbox', { name: `选项 ${number}` }).fill(text) // prettier-ignore
  await added.getByRole('button', { name: '第 5 题上移' }).click()
  await page.getByRole('button', { name: '预览' }).click()
  const preview = page.getByRole('dialog', { name: '客户看到的问卷' })
  const shown = preview.frameLocator('iframe')
  await expect(shown.getByText('第 4 题，共 5 题')).toBeVisible()
  await expect(shown.getByText('您最看重什么？')).toBeVisible()
  await shown.getByRole('button', { name: 'English' }).click()
  await expect(shown.getByRole('heading', { name: 'How are we doing?' })).toBeVisible()
  await shown.locator('input[name="q.q1"][value="9"]').check({ force: true })
  await shown.getByRole('button', { name: 'Send' }).click()
  await expect(shown.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await preview.getByRole('button', { name: '关闭' }).click()
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '开放作答' }).click()
  await expect(page.getByText('已开放，可以生成链接')).toBeVisible()
  await inOrder(page, 'draft')
  await page.getByText('发送', { exact: true }).click()
  const people = page.getByRole('list', { name: '选人' }).getByRole('checkbox')
  await people.first().check()
  await page.getByRole('button', { name: '为 1 人生成链接' }).click()
  const links = page.getByRole('dialog', { name: '1 条链接' })
  await expect(links.getByText(/\/answer\//)).toBeVisible()
  await links.getByRole('button', { name: '我已保存' }).click()
  await expect(page.getByText('待回答')).toBeVisible()
})

test('what a customer may owe, and what was heard from it, is written on its cards', async ({ page, sluice, token }) => {
  const { customer } = (await ask<Listed>(sluice.url, token, 'GET', '/repurchase?state=once&limit=1')).items[0]!
  await enter(page)
  await page.goto(`/customers/${customer.id}`)
  const card = (name: string) => page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) })
  await card('信用卡片').getByRole('button', { name: '修改' }).click()
  const credit = page.getByRole('dialog', { name: '修改信用资料' })
  await credit.getByRole('textbox', { name: '信用额度' }).fill('500000')
  await credit.getByRole('textbox', { name: '账期（天）' }).fill('45')
  await credit.getByText('总是按时', { exact: true }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '继续编辑' }).click()
  // meanwhile a colleague says something else of the same customer
  const path = `/customers/${customer.id}/credit`
  await ask(sluice.url, token, 'PUT', path, {
    limitMinor: null,
    termsDays: 30,
    behaviour: null,
    reviewedOn: null,
    note: '董事会已批',
  })
  await credit.getByRole('button', { name: '保存' }).click()
  await expect(credit.getByRole('alert')).toContainText(/\S+ 于 .*\d{2}:\d{2} 刚改过，已显示最新内容；您的改动还没有写入/)
  await expect(credit.getByRole('textbox', { name: '说明' })).toHaveValue('董事会已批')
  await expect(credit.getByRole('textbox', { name: '账期（天）' })).toHaveValue('45')
  await credit.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('信用资料已保存')).toBeVisible()
  await expect(card('信用卡片').getByText('¥500,000')).toBeVisible()
  await expect(card('信用卡片').getByText('董事会已批')).toBeVisible()
  await expect(card('信用卡片').getByText('45 天')).toBeVisible()
  await card('客户访谈').getByRole('button', { name: '记录访谈' }).click()
  const interview = page.getByRole('dialog', { name: '记录访谈' })
  await interview.getByRole('textbox', { name: '购买动机' }).fill('想把设备联网')
  await interview.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('访谈已记录')).toBeVisible()
  await expect(card('客户访谈').getByText('想把设备联网')).toBeVisible()
  await expect(card('交易卡片').getByRole('table').first()).toBeVisible()
  await inOrder(page, 'cards')
})

test('what weighs in health and what upkeep may cost is saved, refused where it makes no sense, and set back', async ({
  page,
}) => {
  await enter(page)
  await page.goto('/settings/health')
  await page.getByRole('textbox', { name: '毛利' }).fill('0')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存，正在重新计算所有客户')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('textbox', { name: '毛利' })).toHaveValue('0')
  await page.getByRole('button', { name: '恢复默认' }).click()
  await expect(page.getByRole('textbox', { name: '毛利' })).toHaveValue('15')
  await page.goto('/settings/upkeep')
  const minutes = page.getByRole('textbox', { name: /每天留给老客户/ })
  await minutes.fill('20')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('1 级客户一次联系的分钟数超过了每天的维护时间')).toBeVisible()
  await minutes.fill('100')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存，正在重排')).toBeVisible()
  await page.getByRole('button', { name: '恢复默认' }).click()
  await expect(minutes).toHaveValue('120')
  await expect(page.getByRole('button', { name: '恢复默认' })).toBeDisabled()
  await page.goto('/settings/key-accounts')
  const capacity = page.getByRole('textbox', { name: 'S 级容量（家）' })
  await page.getByRole('textbox', { name: 'S 级，不低于' }).fill('90')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('button', { name: '恢复默认' })).toBeEnabled()
  const kept = await capacity.inputValue()
  await capacity.fill('7')
  await page.getByRole('button', { name: '恢复默认' }).click()
  await expect(page.getByRole('button', { name: '恢复默认' })).toBeDisabled()
  await expect(capacity).toHaveValue(kept)
})
