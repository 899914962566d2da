import { aColleague, aCustomer, aDeal, ask, type Colleague } from './api.ts'
import { seriousViolations } from './axe.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

test.use({ gated: true })

const people: Partial<Record<'rep' | 'supervisor', Colleague>> = {}

test.beforeAll(async ({ house, sluice }) => {
  const token = await house.token(sluice.url, true)
  people.supervisor = await aColleague(sluice.url, token, { name: '王主管', role: 'supervisor', email: 'wang@example.com' })
  people.rep = await aColleague(sluice.url, token, { name: '李业务', role: 'rep', email: 'li@example.com' })
})

test('a shut gate says what is missing; seen to, it lets the deal pass', async ({ page, sluice }) => {
  const { token } = people.rep!
  const customer = await aCustomer(sluice.url, token, '关口客户')
  const deal = await aDeal(sluice.url, token, customer.id, '要过关口的单', 300_000)
  await enter(page, people.rep)
  await page.goto(`/opportunities/${deal.id}`)
  const gate = page.getByRole('region', { name: '关口' })
  await expect(gate.getByText('弄清要素「需求与痛点」')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])

  await page.getByRole('toolbar', { name: '操作' }).getByRole('button', { name: '推进到「需求挖掘」' }).click()
  await page.getByRole('button', { name: '去补' }).click()
  const dialog = page.getByRole('dialog', { name: '移动「要过关口的单」' })
  await expect(dialog.getByText('弄清要素「需求与痛点」')).toBeVisible()
  await expect(dialog.getByRole('button', { name: '移动' })).toBeDisabled()
  await expect(dialog.getByText('只有负责人的主管可以说明理由后放行')).toBeVisible()
  // The click that leads from the form to the element itself.
  await dialog.getByRole('button', { name: '填要素' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: /修改「需求与痛点」/ })).toHaveAttribute('aria-expanded', 'true')

  // What is filled in elsewhere arrives by itself.
  await ask(sluice.url, token, 'PUT', `/opportunities/${deal.id}/elements/demand`, { state: 'partial', note: '产能不够' })
  await ask(sluice.url, token, 'POST', '/activities', {
    kind: 'visit',
    opportunityId: deal.id,
    customerId: customer.id,
    happenedAt: new Date().toISOString(),
    people: '林国强',
    purpose: '了解需求',
    content: '参观了产线，记录了瓶颈工序和换线时间',
    feedback: '希望年底前改造完成',
    result: '约定下周做需求调研',
  })
  await expect(gate.getByText('条件已齐，可以进入「需求挖掘」')).toBeVisible()
  await page.getByRole('toolbar', { name: '操作' }).getByRole('button', { name: '推进到「需求挖掘」' }).click()
  await expect(gate.getByText(/才能进入「方案制定」/)).toBeVisible()
})

test('a supervisor lets a deal pass with a reason, and the report of gates tells', async ({ page, sluice }) => {
  const customer = await aCustomer(sluice.url, people.rep!.token, '放行客户')
  const deal = await aDeal(sluice.url, people.rep!.token, customer.id, '由主管放行的单', 500_000)
  await enter(page, people.supervisor)
  await page.goto(`/opportunities/${deal.id}`)
  await page.getByRole('toolbar', { name: '操作' }).getByRole('button', { name: '推进到「需求挖掘」' }).click()
  await page.getByRole('button', { name: '去补' }).click()
  const dialog = page.getByRole('dialog', { name: '移动「由主管放行的单」' })
  await dialog.getByRole('checkbox', { name: /由我放行/ }).check()
  await dialog.getByRole('textbox', { name: /放行理由/ }).fill('客户总经理已当面确认需求')
  await dialog.getByRole('button', { name: '移动' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('region', { name: '关口' }).getByText(/才能进入「方案制定」/)).toBeVisible()

  await page.goto('/gates')
  await expect(page.getByRole('heading', { name: '关口成效' })).toBeVisible()
  await expect(page.getByRole('row', { name: /李业务/ })).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
})

test('a question goes up the team and comes back answered', async ({ page, sluice }) => {
  const customer = await aCustomer(sluice.url, people.rep!.token, '审批客户')
  const deal = await aDeal(sluice.url, people.rep!.token, customer.id, '等批折扣的单', 800_000)
  await ask(sluice.url, people.rep!.token, 'POST', `/opportunities/${deal.id}/approvals`, {
    request: '合同改为三四三付款',
    kind: 'contract',
  })
  // no gate wants the discount: it is asked for from the deal's menu
  await enter(page, people.rep)
  await page.goto(`/opportunities/${deal.id}`)
  await page
    .getByRole('toolbar', { name: '操作' })
    .getByRole('button', { name: /^更多操作/ })
    .click()
  await page.getByRole('menuitem', { name: '申请批准…' }).click()
  const form = page.getByRole('dialog', { name: /^申请批准/ })
  await form.getByRole('textbox', { name: /申请说明/ }).fill('客户要求八折')
  await expect(form.getByRole('button', { name: '提交申请' })).toBeDisabled()
  await form.getByRole('textbox', { name: /折扣/ }).fill('20')
  expect(await seriousViolations(page), 'asking').toEqual([])
  await form.getByRole('button', { name: '提交申请' }).click()
  await expect(page.getByRole('region', { name: '审批记录' }).getByText('客户要求八折')).toBeVisible()
  await enter(page, people.supervisor)
  await page.goto('/approvals')
  await expect(page.getByRole('link', { name: /审批 2/ })).toBeVisible()
  await page.getByRole('article', { name: /^折扣/ }).getByRole('button', { name: '批准' }).click()
  const contract = page.getByRole('article', { name: /^合同/ })
  await contract.getByRole('button', { name: '拒绝' }).click()
  await expect(contract.getByRole('button', { name: '确认拒绝' })).toBeDisabled()
  await contract.getByRole('textbox', { name: /拒绝理由/ }).fill('首款不得低于四成')
  await contract.getByRole('button', { name: '确认拒绝' }).click()
  await expect(page.getByText('没有等您审批的申请')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])

  await page.goto(`/opportunities/${deal.id}`)
  const approvals = page.getByRole('region', { name: '审批记录' })
  await expect(approvals.getByText('已批准')).toBeVisible()
  await expect(approvals.getByText('首款不得低于四成')).toBeVisible()
})
