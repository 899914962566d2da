import pg from 'pg'
import { runningUrl } from '../../src/platform/embedded/start.ts'
import { newId } from '../../src/platform/ids.ts'
import { aColleague, aCustomer, ask, type Colleague } from './api.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

const people: Partial<Record<'rep' | 'supervisor', Colleague>> = {}
const named = (name: string) => ({ 'zh-CN': name, 'zh-TW': name, en: name })
let customerId = ''

/** A pipeline whose first stage asks for one thing of each way of seeing to it. */
test.beforeAll(async ({ house, sluice }) => {
  const { url } = sluice
  const token = await house.token(url, true)
  people.supervisor = await aColleague(url, token, { name: '王主管', role: 'supervisor', email: 'wang@example.com' })
  people.rep = await aColleague(url, token, { name: '李业务', role: 'rep', email: 'li@example.com' })
  await ask(url, token, 'POST', '/competitors', { name: '金桥软件' })
  const criteria = [
    { kind: 'field', key: 'competitorId', test: 'set' },
    { kind: 'field', key: 'customer.address', test: 'set' },
    { kind: 'contacts', atLeast: 1, roles: ['coach'] },
    { kind: 'task', key: 'check' },
    { kind: 'approval', of: 'discount' },
  ]
  const task = {
    key: 'check',
    name: named('核实预算'),
    standard: named('看到批文'),
    expectedResult: named('金额'),
    role: 'owner',
    dueDays: 2,
  }
  await ask(url, token, 'POST', '/pipelines', {
    key: 'mending',
    names: named('逐项补齐'),
    definition: {
      stages: [
        { key: 'first', phase: 'lead', name: named('接触'), probability: 0.1, tasks: [task], exit: { criteria, mode: 'block' } },
        { key: 'second', phase: 'propose', name: named('方案'), probability: 0.4 },
      ],
    },
  })
  customerId = (await aCustomer(url, people.rep.token, '逐项补齐的客户')).id
})

const aDeal = (url: string, name: string) =>
  ask<{ id: string }>(url, people.rep!.token, 'POST', '/opportunities', {
    customerId,
    name,
    pipeline: 'mending',
    amountMinor: 100,
  })

/** The time limit of a question is over; `atTop`: the last one. The clock then does what it does every ten minutes. */
const timeIsOver = async (dataDir: string, approval: string, atTop: boolean): Promise<void> => {
  const client = new pg.Client({ connectionString: runningUrl(dataDir) })
  await client.connect()
  try {
    const { rows } = await client.query<{ org_id: string }>(
      `update approval set due_at = now() - interval '1 minute', waited_at_top = $2 where id = $1 returning org_id`,
      [approval, atTop ? 3 : 0],
    )
    await client.query(`insert into job (id, org_id, kind, payload) values ($1, $2, 'opportunities.approvals', '{}')`, [
      newId(),
      rows[0]?.org_id,
    ])
  } finally {
    await client.end()
  }
}

test('each thing that is missing is seen to from where it is told', async ({ page, sluice }) => {
  const deal = await aDeal(sluice.url, '逐项补齐的单')
  await enter(page, people.rep)
  await page.goto(`/opportunities/${deal.id}`)
  const gate = page.getByRole('region', { name: '关口' })
  const row = (text: string) => gate.getByRole('listitem').filter({ hasText: text })

  await row('填写竞争对手').getByRole('button', { name: '去填写' }).click()
  await expect(page.getByRole('combobox', { name: '添加竞争对手' })).toBeFocused()
  await page.keyboard.type('金桥')
  await page.getByRole('option', { name: '金桥软件' }).click()
  await expect(row('填写竞争对手')).toBeHidden()

  await row('完成阶段任务「核实预算」').getByRole('button', { name: '做任务' }).click()
  await expect(page.getByRole('textbox', { name: '「核实预算」的结果' })).toBeFocused()
  await page.keyboard.type('批文 80 万')
  await page.keyboard.press('Control+Enter')
  await expect(row('核实预算')).toBeHidden()

  await row('填写客户地址').getByRole('link').click()
  const form = page.getByRole('dialog', { name: '编辑' })
  await form.getByRole('textbox', { name: '地址' }).fill('苏州工业园区星湖街 1 号')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form).toBeHidden()
  await page.goBack()
  await expect(row('填写客户地址')).toBeHidden()

  await row('内线').getByRole('link', { name: '去补联系人' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('the board says while a card is in the air why a column is shut', async ({ page, sluice }) => {
  await aDeal(sluice.url, '拖不过去的单')
  await enter(page, people.rep)
  await page.goto('/opportunities?pipeline=mending')
  const card = page.getByRole('option', { name: /拖不过去的单/ })
  // what lets it be lifted comes after the card
  await expect(card).toHaveAttribute('draggable', 'true')
  const at = (await card.boundingBox())!
  await page.mouse.move(at.x + 40, at.y + 20)
  await page.mouse.down()
  await page.mouse.move(at.x + 90, at.y + 40, { steps: 4 })
  await page.mouse.move(at.x + 140, at.y + 60, { steps: 4 })
  const column = page.getByRole('region', { name: '方案', exact: true })
  await expect(column.getByText(/^缺 \d 项$/)).toBeVisible()
  await expect(column.getByText('填写竞争对手')).toBeVisible()
  await page.mouse.up()
  await expect(page.getByRole('region', { name: '接触', exact: true }).getByText('拖不过去的单')).toBeVisible()
})

test('a question that nobody answers goes up, lapses, and is asked again', async ({ page, sluice, token }) => {
  const deal = await aDeal(sluice.url, '没人审批的单')
  await enter(page, people.rep)
  await page.goto(`/opportunities/${deal.id}`)
  const gate = page.getByRole('region', { name: '关口' })
  await gate.getByRole('button', { name: '申请批准' }).click()
  const form = page.getByRole('dialog', { name: /申请批准/ })
  await form.getByLabel('折扣（%）').fill('15')
  await form.getByRole('textbox', { name: '申请说明' }).fill('一次付清，要八五折')
  await form.getByRole('button', { name: '提交申请' }).click()
  await expect(gate.getByText('已申请，等 王主管 批准')).toBeVisible()
  await expect(gate.getByRole('button', { name: '申请批准' })).toBeHidden()

  const { items } = await ask<{ items: { id: string }[] }>(sluice.url, token, 'GET', '/approvals?who=within-reach&state=asked')
  const question = items[0]!.id
  await timeIsOver(sluice.dataDir, question, false)
  await expect(gate.getByText('已申请，等 陈明 批准')).toBeVisible({ timeout: 30_000 })
  await timeIsOver(sluice.dataDir, question, true)
  const record = page.getByRole('region', { name: '审批记录' })
  await expect(record.getByText(/没有人在时限内处理/)).toBeVisible({ timeout: 30_000 })
  await expect(record.getByText('超时上转 1 次')).toBeVisible()
  await expect(gate.getByRole('button', { name: '申请批准' })).toBeVisible()

  await page.goto('/approvals?tab=asked-by-me')
  await page.getByRole('button', { name: '再次申请' }).click()
  await expect(form.getByRole('textbox', { name: '申请说明' })).toHaveValue('一次付清，要八五折')
  await form.getByRole('button', { name: '提交申请' }).click()
  await expect(page.getByRole('article').first().getByText('待审批')).toBeVisible()
  await expect(page.getByRole('button', { name: '再次申请' })).toBeHidden()
})

test.describe('on the phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('the sheet that advances a deal leads to the customer as well', async ({ page, sluice }) => {
    await aDeal(sluice.url, '手机上补齐的单')
    await enter(page, people.rep)
    await page.goto('/opportunities?pipeline=mending&q=手机上补齐')
    await page.getByRole('article').getByRole('button', { name: '推进' }).click()
    await page.getByRole('dialog').getByRole('link', { name: '去补联系人' }).click()
    await expect(page.getByRole('heading', { name: '逐项补齐的客户' })).toBeVisible()
    await expect(page.getByRole('dialog')).toBeVisible()
  })
})
