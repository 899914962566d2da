import { aColleague, aCustomer, aDeal, ask, type Colleague } from './api.ts'
import { inDays } from './days.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

test.use({ gated: true })

interface Definition {
  stages: { key: string; entry: object; exit: object }[]
}
interface Read {
  status: string
  stage: { key: string }
}
const people: Partial<Record<'rep' | 'supervisor', Colleague>> = {}

test.beforeAll(async ({ house, sluice }) => {
  const token = await house.token(sluice.url, true)
  people.supervisor = await aColleague(sluice.url, token, { name: '王主管', role: 'supervisor', email: 'wang@example.com' })
  people.rep = await aColleague(sluice.url, token, { name: '李业务', role: 'rep', email: 'li@example.com' })
})

test('a win with gaps is recorded with what was missing; where the pipeline refuses it, a supervisor passes it with a reason', async ({
  page,
  sluice,
  token,
}) => {
  const { url } = sluice
  const rep = people.rep!
  const customer = await aCustomer(url, rep.token, '赢单客户')
  const open = await aDeal(url, rep.token, customer.id, '有缺口也赢的单', 300_000)
  await enter(page, rep)
  await page.goto(`/opportunities/${open.id}`)
  const winning = page.getByRole('toolbar', { name: '操作' }).getByRole('button', { name: '赢单' })
  await winning.click()
  const dialog = page.getByRole('dialog', { name: /赢单$/ })
  await expect(dialog.getByText(/赢单会照常记录，缺的内容一并记下/)).toBeVisible()
  await dialog.getByRole('button', { name: '赢单', exact: true }).click()
  await expect(page.getByText(/赢单已记录，当时缺 \d+ 项/)).toBeVisible()
  await expect(page.getByRole('heading', { name: '赢单概率' })).toBeHidden()

  const { items } = await ask<{ items: { id: string; key: string }[] }>(url, token, 'GET', '/pipelines')
  const fast = items.find(({ key }) => key === 'fast-cycle')!.id
  const { definition } = await ask<{ definition: Definition }>(url, token, 'GET', `/pipelines/${fast}/versions/1`)
  await ask(url, token, 'POST', `/pipelines/${fast}/publications`, {
    definition: { ...definition, winGate: 'block' },
    basedOn: 1,
  })
  const shut = await ask<{ id: string }>(url, rep.token, 'POST', '/opportunities', {
    customerId: customer.id,
    name: '赢单被拦的单',
    pipeline: 'fast-cycle',
  })
  await page.goto(`/opportunities/${shut.id}`)
  await winning.click()
  await expect(dialog.getByText(/补齐后才能记为赢单/)).toBeVisible()
  await expect(dialog.getByText('只有负责人的主管可以说明理由后放行')).toBeVisible()
  await expect(dialog.getByRole('button', { name: '赢单', exact: true })).toBeDisabled()

  await enter(page, people.supervisor)
  await page.goto(`/opportunities/${shut.id}`)
  await winning.click()
  await dialog.getByRole('checkbox', { name: /由我放行/ }).check()
  await dialog.getByRole('textbox', { name: /放行理由/ }).fill('已收到全款，合同后补')
  await dialog.getByRole('button', { name: '赢单', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect.poll(async () => (await ask<Read>(url, token, 'GET', `/opportunities/${shut.id}`)).status).toBe('won')
})

test('several deals pass a gate together on a supervisor’s word', async ({ page, sluice, token }) => {
  const customer = await aCustomer(sluice.url, people.rep!.token, '成批客户')
  const deals = [
    await aDeal(sluice.url, people.rep!.token, customer.id, '成批甲', 1000),
    await aDeal(sluice.url, people.rep!.token, customer.id, '成批乙', 1000),
  ]
  await enter(page, people.supervisor)
  await page.goto('/opportunities?layout=table&q=成批')
  await page
    .getByRole('row', { name: /成批甲/ })
    .getByRole('checkbox')
    .check()
  await page
    .getByRole('row', { name: /成批乙/ })
    .getByRole('checkbox')
    .check()
  await page.getByRole('button', { name: '移到…' }).click()
  const dialog = page.getByRole('dialog', { name: '移动 2 个商机' })
  await dialog.getByLabel('目标阶段').click()
  await page.getByRole('option', { name: '需求挖掘' }).click()
  await expect(dialog.getByText('2 个不能移动，将保持选中')).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^移动 0 个/ })).toBeDisabled()
  await dialog.getByRole('checkbox', { name: /由我放行全部/ }).check()
  await dialog.getByRole('textbox', { name: /放行理由/ }).fill('当面谈过，月底前补齐')
  await expect(dialog.getByText('2 个可以移动')).toBeVisible()
  await dialog.getByRole('button', { name: '移动 2 个' }).click()
  await expect(page.getByText('2 个商机已移到「需求挖掘」')).toBeVisible()
  for (const { id } of deals)
    expect((await ask<Read>(sluice.url, token, 'GET', `/opportunities/${id}`)).stage.key).toBe('need-discovery')
})

test('one click leads to the fact, the document or the record that is missing', async ({ page, sluice }) => {
  const { url } = sluice
  const customer = await aCustomer(url, people.rep!.token, '去补客户')
  const deal = await aDeal(url, people.rep!.token, customer.id, '去补的单', 1000)
  await ask(url, people.supervisor!.token, 'POST', `/opportunities/${deal.id}/stage-moves`, {
    toStage: 'need-discovery',
    override: { reason: '先进入再补' },
  })
  await enter(page, people.rep)
  await page.goto(`/opportunities/${deal.id}`)
  const gate = page.getByRole('region', { name: '关口' })
  await gate.getByRole('button', { name: '去填写' }).click()
  await expect(page.getByRole('textbox', { name: '预计成交日' })).toBeFocused()
  await page.keyboard.type(inDays(90))
  await page.keyboard.press('Enter')
  await expect(gate.getByText('填写预计成交日期')).toBeHidden()

  await gate.getByRole('button', { name: '附文件' }).click()
  const file = { name: '需求说明.txt', mimeType: 'text/plain', buffer: Buffer.from('产线改造的需求') }
  await page.locator('input[type=file]').setInputFiles(file)
  await expect(page.getByText('已上传「需求说明.txt」')).toBeVisible()
  await expect(gate.getByText(/附上需求文件/)).toBeHidden()
  const loading = page.waitForEvent('download')
  await page.getByRole('link', { name: '需求说明.txt' }).click()
  expect((await loading).suggestedFilename()).toBe('需求说明.txt')
  await page.getByRole('button', { name: '更多操作: 需求说明.txt' }).click()
  await page.getByRole('menuitem', { name: '归档' }).click()
  await expect(gate.getByText(/附上需求文件/)).toBeVisible()
  await page.getByRole('log').getByRole('button', { name: '撤销' }).click()
  await expect(gate.getByText(/附上需求文件/)).toBeHidden()

  await gate
    .getByRole('button', { name: '登记' })
    .or(gate.getByRole('link', { name: '登记' }))
    .first()
    .click()
  const log = page.getByRole('dialog', { name: /登记活动/ })
  await expect(log.getByRole('radio', { name: '拜访' })).toBeChecked()
})

test('a question is taken back; somebody stands in while the approver is away', async ({ page, sluice }) => {
  const customer = await aCustomer(sluice.url, people.rep!.token, '撤回客户')
  const deal = await aDeal(sluice.url, people.rep!.token, customer.id, '要撤回申请的单', 1000)
  await ask(sluice.url, people.rep!.token, 'POST', `/opportunities/${deal.id}/approvals`, {
    kind: 'discount',
    discount: 0.2,
    request: '客户要求八折',
  })
  await enter(page, people.rep)
  await page.goto('/approvals?tab=asked-by-me')
  const question = page.getByRole('article', { name: /要撤回申请的单/ })
  await question.getByRole('button', { name: '撤回' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
  await expect(question.getByText('已撤回')).toBeVisible()

  await enter(page, people.supervisor)
  await page.goto('/approvals?tab=delegations')
  await page.getByText('设置代理', { exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '设置代理' })
  await dialog.getByLabel('由谁代理').fill('陈')
  await page.getByRole('option', { name: /陈明/ }).click()
  await dialog.getByRole('button', { name: '保存代理' }).click()
  await expect(page.getByText('王主管 由 陈明 代理')).toBeVisible()
  await page.getByRole('button', { name: '取消代理' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '取消代理' }).click()
  await expect(page.getByText('没有设置代理', { exact: true })).toBeVisible()
})
