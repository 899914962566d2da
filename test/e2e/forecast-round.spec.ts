import { aColleague, aCustomer, aDeal, ask, type Colleague } from './api.ts'
import { seriousViolations } from './axe.ts'
import { inDays } from './days.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

const deals: Record<string, { id: string }> = {}
const people: Partial<Record<'rep' | 'director', Colleague>> = {}
/** Today in Shanghai: in the present quarter, and not over yet. */
const today = inDays(0)

test.beforeAll(async ({ house, sluice }) => {
  const { url } = sluice
  const token = await house.token(url, false)
  people.director = await aColleague(url, token, { name: '总监王', role: 'director', email: 'director@example.com' })
  people.rep = await aColleague(url, token, { name: '李业务', role: 'rep', email: 'li@example.com' })
  for (const [name, amount] of [
    ['甲厂产线改造', 30_000_000],
    ['乙厂检测设备', 20_000_000],
  ] as const) {
    const customer = await aCustomer(url, people.rep.token, `${name}客户`)
    const deal = await aDeal(url, people.rep.token, customer.id, name, amount)
    deals[name] = deal
    await ask(url, people.rep.token, 'PATCH', `/opportunities/${deal.id}`, { amountMinor: amount, expectedCloseOn: today })
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
