import { aColleague, aCustomer, aDeal, ask, type Colleague } from './api.ts'
import { seriousViolations } from './axe.ts'
import { inDays } from './days.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'
import type { Locator, Page } from '@playwright/test'

const deals: Record<string, { id: string }> = {}
const people: Partial<Record<'rep' | 'supervisor' | 'director', Colleague>> = {}
/** Today in Shanghai: in the present quarter, and not over yet. */
const today = inDays(0)

test.beforeAll(async ({ house, sluice }) => {
  const { url } = sluice
  const token = await house.token(url, false)
  people.director = await aColleague(url, token, { name: '总监王', role: 'director', email: 'director@example.com' })
  people.supervisor = await aColleague(url, token, { name: '主管周', role: 'supervisor', email: 'zhou@example.com' })
  people.rep = await aColleague(url, token, { name: '李业务', role: 'rep', email: 'li@example.com' })
  for (const [name, amount] of [
    ['甲厂产线改造', 30_000_000],
    ['乙厂检测设备', 20_000_000],
  ] as const) {
    const customer = await aCustomer(url, people.rep.token, `${name}客户`)
    const deal = await aDeal(url, people.rep.token, customer.id, name, amount)
    deals[name] = deal
    type Contacts = { items: { id: string }[] }
    const { items } = await ask<Contacts>(url, people.rep.token, 'GET', `/contacts?customer=${customer.id}`)
    await ask(url, people.rep.token, 'PATCH', `/opportunities/${deal.id}`, {
      amountMinor: amount,
      expectedCloseOn: today,
      contactId: items[0]!.id,
    })
  }
  // the clock may have opened one already
  await expect(async () => {
    const opened = await ask(url, people.director!.token, 'POST', '/forecast/rounds', {}).catch(({ message }: Error) => message)
    expect(typeof opened === 'string' ? opened : 'opened').toMatch(/opened|: 409 /)
  }).toPass()
})

test('a rep says what will come in, the director counts another figure and locks the round', async ({ page, sluice }) => {
  await enter(page, people.rep)
  await page.goto('/')
  await expect(page.getByText(/的预测提报已开放|您还没有提报|已过截止时间/)).toBeVisible()
  await page.getByRole('link', { name: '去提报' }).click()
  const commit = page.getByRole('region', { name: '承诺', exact: true })
  await expect(
    page.getByRole('region', { name: '进行中', exact: true }).getByRole('link', { name: '甲厂产线改造' }),
  ).toBeVisible()
  await page.getByRole('button', { name: '改类别: 甲厂产线改造' }).click()
  await page.getByRole('menuitem', { name: '承诺' }).click()
  const dialog = page.getByRole('dialog', { name: '改类别：甲厂产线改造' })
  await expect(dialog.getByRole('button', { name: '保存' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: '理由' }).fill('客户已口头确认')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(commit.getByText('客户已口头确认')).toBeVisible()
  // by the mouse: a card is dragged to another category, and asks the same
  await page
    .getByRole('region', { name: '进行中', exact: true })
    .getByRole('listitem')
    .dragTo(page.getByRole('region', { name: '乐观', exact: true }))
  const second = page.getByRole('dialog', { name: '改类别：乙厂检测设备' })
  await second.getByRole('textbox', { name: '理由' }).fill('还差预算')
  await second.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('region', { name: '乐观', exact: true }).getByText('还差预算')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])

  const form = page.getByRole('region', { name: '我的提报' })
  await form.getByRole('button', { name: '按合计填写' }).click()
  await form.getByRole('textbox', { name: '说明' }).fill('甲厂本周签')
  await form.getByRole('button', { name: '提报', exact: true }).click()
  await expect(form.getByText(/李业务 .* 提报：承诺 .*30万，乐观 .*50万/)).toBeVisible()

  await enter(page, people.director)
  await page.goto('/forecast/round')
  await expect(page.getByRole('row', { name: /李业务/ })).toContainText('已提报')
  await page.getByRole('button', { name: '李业务' }).click()
  const peek = page.getByRole('dialog', { name: '李业务' })
  await expect(peek.getByText('甲厂本周签')).toBeVisible()
  await peek.getByRole('textbox', { name: '提报承诺' }).fill('250000')
  await peek.getByRole('textbox', { name: '改判理由' }).fill('法务还没看')
  await peek.getByRole('button', { name: '改判', exact: true }).click()
  await expect(peek.getByText(/改判：承诺 .*25万/)).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('row', { name: /李业务/ })).toContainText(/30万.*25万/)
  await page.getByRole('button', { name: '管理这一轮' }).click()
  await page.getByRole('menuitem', { name: '现在锁定' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '现在锁定' }).click()
  await expect(page.getByText('已锁定').first()).toBeVisible()
  const { round } = await ask<{ round: { id: string } }>(sluice.url, people.rep!.token, 'GET', '/forecast/rounds/now')
  const again = ask(sluice.url, people.rep!.token, 'POST', `/forecast/rounds/${round.id}/submissions`, {
    commitMinor: 1,
    bestCaseMinor: 1,
  })
  await expect(again).rejects.toThrow(/409/)
})

test('the list of the day is done, judged and taken back with one click each', async ({ page }) => {
  await enter(page, people.rep)
  await page.goto('/')
  const actions = page.getByRole('heading', { name: '建议行动' }).locator('xpath=ancestor::section[1]')
  const first = actions.getByRole('listitem').first()
  await expect(first).toContainText(/未确认：确认后 \+.* 点 ≈/)
  await expect(actions.getByText('不得单独用于考核、薪酬或辞退')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  const name = await first.getByRole('link').first().innerText()
  await first.getByRole('button', { name: '完成' }).click()
  const done = actions.getByRole('listitem').filter({ hasText: '有效吗？' })
  await expect(done).toContainText(name)
  await done.getByRole('button', { name: '有效', exact: true }).click()
  await expect(done.getByRole('button', { name: '有效', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await done.getByRole('button', { name: '撤销' }).click()
  await expect(done).toHaveCount(0)
  await first.getByRole('button', { name: /^跳过/ }).click()
  await page.getByRole('menuitem', { name: '现在不合适' }).click()
  await expect(actions.getByText('已跳过').first()).toBeVisible()
})

test('what must be done stands first; a suggestion leads to its very element, is confirmed there and taken back', async ({
  page,
  sluice: { url },
}) => {
  const { token } = people.rep!
  const read = <T>(path: string): Promise<T> => ask<T>(url, token, 'GET', path)
  const first = deals['甲厂产线改造']!
  await ask(url, token, 'PATCH', `/opportunities/${first.id}`, { nextStep: '发合同', nextStepOn: today })
  type Elements = { elements: { key: string; state: string }[] }
  await enter(page, people.rep)
  await page.goto('/')
  const part = (name: string) => page.getByRole('heading', { name }).locator('xpath=ancestor::section[1]')
  const must = part('今天必做').getByRole('listitem').first()
  await expect(must).toContainText(/约定.*甲厂产线改造.*发合同/s)
  const row = (name: string) => part('建议行动').getByRole('listitem').filter({ hasText: name }).first()
  const rows = await part('建议行动').locator('ol').getByRole('listitem').filter({ hasText: '甲厂产线改造' }).count()
  expect(rows).toBeLessThanOrEqual(3)

  await row('甲厂产线改造').getByRole('link', { name: '去确认' }).click()
  const states = page.getByRole('group', { name: /现在的情况$/ })
  await states.getByRole('button', { name: '部分了解' }).click()
  await expect(page.getByText(/已记为：部分了解/)).toBeVisible()
  const partly = async () =>
    (await read<Elements>(`/opportunities/${first.id}/elements`)).elements.filter(({ state }) => state === 'partial').length
  expect(await partly()).toBe(1)
  await page.getByRole('button', { name: '撤销' }).click()
  await expect.poll(partly).toBe(0)
})

const partOf = (page: Page, name: string): Locator => page.getByRole('heading', { name }).locator('xpath=ancestor::section[1]')

/** Pressed where it is drawn, as a hand does: whatever lies above it there is what is pressed. */
const pressWithMouse = async (page: Page, what: Locator): Promise<void> => {
  await what.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await what.boundingBox())!
  await page.mouse.click(x + width / 2, y + height / 2)
}

test('Call dials and opens the record, which is written and saved with the mouse; what is missing is seen, not hidden', async ({
  page,
  sluice: { url },
}) => {
  const { token } = people.rep!
  await enter(page, people.rep)
  await page.goto('/')
  const row = partOf(page, '建议行动').getByRole('listitem').filter({ hasText: '乙厂检测设备' }).first()
  const call = row.getByRole('link', { name: '拨号' })
  await expect(call).toHaveAttribute('href', 'tel:+8613800138000')
  await expect(call).toHaveAttribute('title', '+8613800138000')
  await call.click()
  const dialog = page.getByRole('dialog', { name: '登记活动 · 乙厂检测设备客户' })
  await expect(dialog.getByRole('radio', { name: '电话' })).toBeChecked()
  await pressWithMouse(page, dialog.getByRole('textbox', { name: '沟通内容' }))
  await page.keyboard.type('问了预算')
  const save = dialog.getByRole('button', { name: '保存登记' })
  await pressWithMouse(page, save)
  const result = dialog.getByRole('textbox', { name: '结果' })
  await expect(result).toBeFocused()
  await expect(dialog.getByText('必填')).toBeInViewport({ ratio: 1 })
  const [field, button] = [(await result.boundingBox())!, (await save.boundingBox())!]
  expect(field.y + field.height, 'the field asked for ends above the buttons').toBeLessThan(button.y)
  await pressWithMouse(page, result)
  await page.keyboard.type('下周给答复')
  await pressWithMouse(page, save)
  await expect(page.getByText('已登记')).toBeVisible()
  await expect(dialog).toBeHidden()
  type Activities = { items: { kind: string; content: string; result: string; opportunity: { name: string } | null }[] }
  const { items } = await ask<Activities>(url, token, 'GET', '/activities?limit=1')
  expect(items[0]).toMatchObject({
    kind: 'call',
    content: '问了预算',
    result: '下周给答复',
    opportunity: { name: '乙厂检测设备' },
  })
})

test('a promise is kept with one record, and the meeting with the decider is planned from the list', async ({
  page,
  sluice: { url },
}) => {
  const { token } = people.rep!
  await enter(page, people.rep)
  await page.goto('/')
  const promise = partOf(page, '今天必做').getByRole('listitem').filter({ hasText: '甲厂产线改造' })
  await promise.getByRole('link', { name: '登记' }).click()
  const dialog = page.getByRole('dialog', { name: '登记活动 · 甲厂产线改造客户' })
  await expect(dialog.getByRole('textbox', { name: '目的' })).toHaveValue('发合同')
  await expect(dialog.getByRole('checkbox', { name: '这一步已完成' })).toBeChecked()
  await dialog.getByRole('textbox', { name: '沟通内容' }).fill('合同已发')
  await dialog.getByRole('textbox', { name: '结果' }).fill('法务在看')
  await dialog.getByRole('button', { name: '保存登记' }).click()
  await expect(promise).toHaveCount(0)

  // of the other deal all is known but the decider
  const { id } = deals['乙厂检测设备']!
  type Known = { elements: { key: string }[]; evidence: { kind: string; id: string }[] }
  const { elements, evidence } = await ask<Known>(url, token, 'GET', `/opportunities/${id}/elements`)
  for (const { key } of elements.filter(({ key }) => key !== 'decider-access'))
    await ask(url, token, 'PUT', `/opportunities/${id}/elements/${key}`, { state: 'confirmed', evidence: evidence[0] })
  const decider = partOf(page, '建议行动').getByRole('listitem').filter({ hasText: '还没见到决策人' })
  await expect(decider.getByRole('link', { name: '乙厂检测设备' })).toBeVisible()
  await decider.filter({ hasText: '乙厂检测设备' }).getByRole('link', { name: '去安排' }).click()
  await expect(page).toHaveURL(new RegExp(`opportunities/${id}`))
  const step = page.getByRole('textbox', { name: '下一步', exact: true })
  await step.fill('约总经理见面')
  await step.press('Enter')
  type Step = { nextStep: string | null }
  await expect.poll(async () => (await ask<Step>(url, token, 'GET', `/opportunities/${id}`)).nextStep).toBe('约总经理见面')
})

test('who leads the team sees everybody’s list and opens one, to look at only', async ({ page }) => {
  await enter(page, people.supervisor)
  await page.goto('/')
  await page.getByText('团队', { exact: true }).first().click()
  const team = partOf(page, '团队今天的清单')
  const row = team.getByRole('row').filter({ has: page.getByRole('button', { name: '李业务' }) })
  await expect(row).toContainText(/[甲乙]厂/)
  await expect(row.getByRole('cell').nth(2)).toHaveText('0 / 1')
  await expect(team.getByText('不得单独用于考核、薪酬或辞退')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  await row.getByRole('button', { name: '李业务' }).click()
  const actions = partOf(page, '建议行动')
  await expect(actions.getByRole('listitem').first()).toContainText(/[甲乙]厂/)
  await expect(actions.getByText('已跳过').first()).toBeVisible()
  for (const pressed of ['完成', '撤销', '有效']) await expect(actions.getByRole('button', { name: pressed })).toHaveCount(0)
  await expect(actions.getByRole('link', { name: /拨号|登记|去确认|去安排/ })).toHaveCount(0)
  await page.getByRole('button', { name: '返回团队' }).click()
  await expect(row).toBeVisible()
})
