import type { Page } from '@playwright/test'
import { aColleague, aCustomer, ask, type Colleague, type Made } from './api.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

interface House {
  url: string
  token: string
  rep: Colleague
  lead: Colleague
}

/** One company with a rep and who leads them, made by the first journey. */
let house: Promise<House> | undefined
const made = async (url: string, token: string): Promise<House> => ({
  url,
  token,
  rep: await aColleague(url, token, { name: '李想', role: 'rep', email: 'rep@example.com' }),
  lead: await aColleague(url, token, { name: '赵岩', role: 'supervisor', email: 'lead@example.com' }),
})
const houseOf = (url: string, token: string): Promise<House> => (house ??= made(url, token))
const by = (page: Page, path: string): Promise<unknown> => page.waitForResponse((answer) => answer.url().endsWith(path) && answer.request().method() !== 'GET') // prettier-ignore

test('a key account is scored, its tier owes it a technical lead, the task is on the list and done', async ({
  page,
  sluice,
  token,
}) => {
  const { url, rep } = await houseOf(sluice.url, token)
  const customer = await aCustomer(url, rep.token, '苏州恒川电子有限公司')
  await enter(page, rep)
  await page.goto(`/customers/${customer.id}`)
  await page.getByRole('button', { name: '补充评分资料' }).click()
  const known = page.getByRole('dialog', { name: '补充评分资料' })
  await known.getByRole('textbox', { name: '客户购买占比（%）' }).fill('60')
  await known.getByRole('textbox', { name: '毛利率（%）' }).fill('40')
  await known.getByRole('textbox', { name: '平均逾期天数' }).fill('0')
  await known.getByText('很大').click()
  await known.getByRole('textbox', { name: '首次成交日期' }).fill('2018-03-01')
  await known.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存，并重新评分')).toBeVisible()

  await enter(page)
  await page.goto('/settings/operating')
  await page.getByRole('switch', { name: /开启运营机制/ }).check()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText(/开启运营机制 · 自/)).toBeVisible()

  const task = '为“苏州恒川电子有限公司”安排技术负责人'
  const tasks = async (): Promise<string[]> =>
    (await ask<{ items: { title: string }[] }>(url, rep.token, 'GET', `/tasks?customer=${customer.id}`)).items.map(({ title }) => title) // prettier-ignore
  await expect.poll(tasks).toContain(task)
  await enter(page, rep)
  await page.goto('/key-accounts?tier=A')
  await expect(page.getByRole('row', { name: /苏州恒川电子/ })).toContainText('A 级')
  await page.goto('/tasks')
  await page.getByRole('button', { name: `完成「${task}」` }).click()
  await page.getByRole('textbox', { name: /结果/ }).fill('技术部周工已到位')
  await Promise.all([by(page, '/completions'), page.getByRole('button', { name: '完成', exact: true }).click()])
  const done = await ask<{ items: { result: string }[] }>(url, rep.token, 'GET', `/tasks?customer=${customer.id}&state=done`)
  expect(done.items).toEqual([expect.objectContaining({ result: '技术部周工已到位' })])
})

test('a decision chain is drawn by mouse and by keyboard, what is missing is named, and it is there after a reload', async ({
  page,
  sluice,
  token,
}) => {
  const { url, rep } = await houseOf(sluice.url, token)
  const customer = await aCustomer(url, rep.token, '无锡明泽机械有限公司', { name: '林国强', phone: '13800138001' })
  for (const name of ['周敏', '韩冬']) await ask(url, rep.token, 'POST', '/contacts', { customerId: customer.id, name })
  await enter(page, rep)
  const path = `/customers/${customer.id}/decision-chain`
  await page.goto(path)
  const saved = (): Promise<unknown> => by(page, '/decision-chain')
  const person = (name: string) => page.getByRole('button', { name: new RegExp(name) }).and(page.locator('[data-person]'))
  await expect(page.getByRole('group', { name: '决策链图：3 人，0 条汇报线' })).toBeVisible()

  const [boss, handle] = [
    await person('林国强').boundingBox(),
    await person('周敏').locator('[data-handle] circle').last().boundingBox(),
  ]
  await page.mouse.move(handle!.x + handle!.width / 2, handle!.y + handle!.height / 2)
  await page.mouse.down()
  await page.mouse.move(boss!.x + 60, boss!.y + 20, { steps: 4 })
  await Promise.all([saved(), page.mouse.up()])
  await expect(page.getByRole('group', { name: '决策链图：3 人，1 条汇报线' })).toBeVisible()
  await expect(page.getByText('有人不在任何汇报线上')).toBeVisible()

  await person('韩冬').focus()
  await page.keyboard.press('l')
  await expect(page.getByText(/为「韩冬」选上级/)).toBeVisible()
  await person('林国强').focus()
  await Promise.all([saved(), page.keyboard.press('Enter')])
  await person('韩冬').focus()
  await Promise.all([saved(), page.keyboard.press('1')])

  await page.reload()
  await expect(page.getByRole('group', { name: '决策链图：3 人，2 条汇报线' })).toBeVisible()
  await expect(page.getByText('有人不在任何汇报线上')).toBeHidden()
  await expect(page.getByText('决策人近 180 天没有联系')).toBeVisible()
  const chain = await ask<{ people: { name: string; attitude: string | null; reportsToId: string | null }[] }>(url, rep.token, 'GET', path) // prettier-ignore
  expect(chain.people.filter(({ reportsToId }) => reportsToId !== null).map(({ name }) => name).sort()).toEqual(['周敏', '韩冬'].sort()) // prettier-ignore
  expect(chain.people.find(({ name }) => name === '韩冬')?.attitude).toBeTruthy()
})

test('an account plan goes from empty to a signed review; when the review is late it is on the day of the owner and of the supervisor', async ({
  page,
  sluice,
  token,
}) => {
  const { url, rep, lead } = await houseOf(sluice.url, token)
  const customer = await aCustomer(url, rep.token, '常州启元新材料有限公司', { name: '孙伟', phone: '13800138002' })
  await enter(page, rep)
  await page.goto(`/customers/${customer.id}`)
  await page.getByRole('button', { name: '新建计划' }).click()
  await page.getByRole('dialog', { name: '新建计划' }).getByRole('button', { name: '新建计划' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /年度计划/ })).toBeVisible()
  const id = new URL(page.url()).pathname.split('/').at(-1)!

  const panel = (name: string) =>
    page
      .getByRole('main')
      .locator('section')
      .filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })
  await panel('目标').getByRole('button', { name: '编辑' }).click()
  const goals = page.getByRole('dialog', { name: '目标' })
  await goals.getByRole('button', { name: '添加目标' }).click()
  await goals.getByRole('textbox', { name: '第 1 个目标', exact: true }).fill('进入二厂')
  await goals.getByRole('button', { name: '保存' }).click()
  await expect(panel('目标')).toContainText('进入二厂')
  await expect(panel('团队与资源').getByRole('region', { name: '客户团队' })).toContainText('负责人 李想')

  // its review was due a week ago
  const path = `/account-plans/${id}`
  const plan = await ask<{ document: Record<string, unknown> }>(url, rep.token, 'GET', path)
  const day = (by: number): string => new Date(Date.now() + by * 86_400_000).toISOString().slice(0, 10)
  await ask(url, rep.token, 'PUT', path, { ...plan.document, fromOn: day(-98), nextReviewOn: day(-7) })
  await page.goto('/')
  await expect(page.getByRole('status').filter({ hasText: '1 份客户计划的复盘已逾期' })).toBeVisible()
  await expect(page.getByRole('link', { name: /复盘客户计划“.*年度计划”/ }).first()).toBeVisible()
  await enter(page, lead)
  await page.goto('/?whose=team')
  await expect(page.getByRole('status').filter({ hasText: '1 份客户计划的复盘已逾期' })).toBeVisible()

  await enter(page, rep)
  await page.goto(path)
  await page.getByRole('button', { name: '写复盘' }).click()
  const review = page.getByRole('dialog', { name: '写复盘' })
  await review.getByRole('textbox', { name: '做到了什么' }).fill('二厂已列入预算')
  await review.getByRole('button', { name: '保存' }).click()
  await expect(panel('复盘')).toContainText('还没有签字')
  await enter(page, lead)
  await page.goto('/')
  await expect(page.getByRole('status').filter({ hasText: '1 份客户计划的复盘待签字' })).toBeVisible()
  await page.goto('/tasks')
  const task = page.getByRole('listitem').filter({ hasText: /为客户计划“.*”（常州启元新材料有限公司）.* 的复盘签字/ })
  await expect(task.getByRole('button', { name: /^完成「/ })).toBeDisabled()
  await expect(task.getByRole('button', { name: /^完成「/ })).toHaveAttribute('title', /做完才算完成/)
  await task.getByRole('link', { name: /去办理/ }).click()
  await expect(page).toHaveURL(new RegExp(`${path}$`))
  await panel('复盘').getByRole('button', { name: '签字' }).click()
  await page
    .getByRole('dialog', { name: /为 .* 的复盘签字/ })
    .getByRole('button', { name: '签字' })
    .click()
  await expect(panel('复盘')).toContainText('赵岩 于')
  const open = await ask<{ items: { title: string }[] }>(url, rep.token, 'GET', `/tasks?customer=${customer.id}&state=open`)
  expect(open.items).toEqual([])
  await page.goto('/tasks')
  await expect(task).toBeHidden()
})

test('a stocktake is walked by keyboard and signed, its supervisor is told and confirms it, and the next is compared with it', async ({
  page,
  sluice,
  token,
}) => {
  const { url, rep, lead } = await houseOf(sluice.url, token)
  const names = ['南通海辰纺织有限公司', '扬州广信仪器有限公司']
  const customers: Made[] = []
  for (const [at, name] of names.entries())
    customers.push(await aCustomer(url, rep.token, name, { name: '钱进', phone: `1380013801${at}` }))
  for (const { id } of customers) await ask(url, rep.token, 'PUT', `/customers/${id}/level-override`, { value: 'target', reason: '走访过' }) // prettier-ignore
  await enter(page, rep)
  await page.goto('/stocktakes')
  await page.getByRole('button', { name: '开始盘点' }).first().click()
  await page.getByRole('dialog', { name: '开始盘点' }).getByRole('button', { name: '开始盘点' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '李想 的客户盘点' })).toBeVisible()
  const { pathname } = new URL(page.url())
  const taken = await ask<{ customers: number }>(url, rep.token, 'GET', pathname)
  expect(taken.customers).toBeGreaterThanOrEqual(2)
  await page.goto('/')
  await page.getByRole('status').filter({ hasText: `还剩 ${taken.customers} / ${taken.customers} 家` }).getByRole('link').click() // prettier-ignore

  const progress = page.getByRole('progressbar', { name: '进度' })
  await expect(progress).toHaveAttribute('value', '0')
  await expect(page.getByRole('button', { name: '改级 (L)' })).toBeVisible()
  await page.keyboard.press('l')
  await page.locator('form').getByText('优质', { exact: true }).click()
  await page.getByRole('textbox', { name: '理由' }).fill('新厂投产')
  await page.getByRole('button', { name: '确定' }).click()
  for (let decided = 1; decided < taken.customers; decided += 1) {
    await expect(progress).toHaveAttribute('value', `${decided}`)
    await expect(page.getByRole('button', { name: '保留 (K)' })).toBeVisible()
    await page.keyboard.press('k')
  }
  await expect(page.getByText('每一家都盘到了。')).toBeVisible()
  await page.getByRole('button', { name: '签字' }).click()
  await page.getByRole('dialog', { name: '为这次盘点签字？' }).getByRole('button', { name: '签字' }).click()
  await expect(page.getByText('待确认', { exact: true })).toBeVisible()

  await enter(page, lead)
  await page.goto('/')
  await page.getByRole('status').filter({ hasText: '已由李想签字，等您确认' }).getByRole('link').click()
  await page.getByRole('button', { name: '确认盘点' }).click()
  await expect(page.getByText('盘点已确认，提议已生效')).toBeVisible()
  await expect(page.getByText('已生效', { exact: true })).toBeVisible()

  const next = await ask<{ id: string }>(url, rep.token, 'POST', '/stocktakes', {})
  await enter(page, rep)
  await page.goto(`/stocktakes/${next.id}`)
  await expect(page.getByText(/与 .* 的盘点相比/)).toBeVisible()
  await expect(page.getByText('新进 0 家，转出 0 家')).toBeVisible()
})
