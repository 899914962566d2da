import type { Page } from '@playwright/test'
import { aCustomer, aDeal as dealOf, ask, type Made } from './api.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

// Cards jump, slide back and are dragged: here with their movements, which the other journeys do without.
test.use({ contextOptions: { reducedMotion: 'no-preference' } })

let customerId = ''

/** A deal in the first stage; the earlier its next step is due, the higher it stands. */
const aDeal = async (url: string, token: string, name: string, amount: number): Promise<Made> => {
  if (customerId === '') customerId = (await aCustomer(url, token, '苏州恒瑞精密机械有限公司')).id
  return dealOf(url, token, customerId, name, amount)
}

const column = (page: Page, stage: string) => page.getByRole('region', { name: stage, exact: true })
const cardIn = (page: Page, stage: string, name: string) => column(page, stage).getByRole('option', { name: new RegExp(name) })

test.beforeEach(async ({ page, token }) => {
  expect(token).not.toBe('')
  await enter(page)
})

test('a deal is walked to, moved by keyboard and brought back by Ctrl+Z', async ({ page, sluice, token }) => {
  await aDeal(sluice.url, token, '键盘大单', 900_000)
  await aDeal(sluice.url, token, '键盘小单', 100_000)
  await page.goto('/opportunities')
  await cardIn(page, '线索获取', '键盘大单').focus()
  await page.keyboard.press('ArrowDown')
  await expect(cardIn(page, '线索获取', '键盘小单')).toBeFocused()

  await page.keyboard.press('Shift+ArrowRight')
  await expect(cardIn(page, '需求挖掘', '键盘小单')).toBeFocused()
  await expect(cardIn(page, '线索获取', '键盘小单')).toBeHidden()
  await expect(page.getByText('「键盘小单」已移到「需求挖掘」').first()).toBeVisible()

  await page.keyboard.press('Control+z')
  await expect(cardIn(page, '线索获取', '键盘小单')).toBeVisible()
  await expect(cardIn(page, '需求挖掘', '键盘小单')).toBeHidden()
})

test('what a colleague has changed meanwhile refuses the move, and the card goes back', async ({ page, sluice, token }) => {
  const deal = await aDeal(sluice.url, token, '冲突的单', 300_000)
  // Without live news this tab does not hear of the change before it moves.
  await page.route('**/api/v1/news', (route) => route.fulfill({ status: 204 }))
  await page.goto('/opportunities')
  await cardIn(page, '线索获取', '冲突的单').focus()
  await ask(sluice.url, token, 'PATCH', `/opportunities/${deal.id}`, { note: '客户改了预算' })
  await page.keyboard.press('Shift+ArrowRight')
  await expect(cardIn(page, '线索获取', '冲突的单')).toBeVisible()
  await expect(cardIn(page, '需求挖掘', '冲突的单')).toBeHidden()
  await expect(page.getByRole('status', { name: '看板播报' })).toContainText('「冲突的单」留在「线索获取」')
  // The board has been read again: now it knows the change, and the second try passes.
  await expect(async () => {
    await cardIn(page, '线索获取', '冲突的单').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await expect(cardIn(page, '需求挖掘', '冲突的单')).toBeVisible({ timeout: 2_000 })
    await page.waitForTimeout(500)
    await expect(cardIn(page, '需求挖掘', '冲突的单')).toBeVisible()
  }).toPass()
})

test('going back asks for the reason first, and the history keeps it', async ({ page, sluice, token }) => {
  const deal = await aDeal(sluice.url, token, '退回的单', 200_000)
  await ask(sluice.url, token, 'POST', `/opportunities/${deal.id}/stage-moves`, { toStage: 'solution' })
  await page.goto('/opportunities')
  await cardIn(page, '方案制定', '退回的单').focus()
  await page.keyboard.press('Shift+ArrowLeft')
  const dialog = page.getByRole('dialog', { name: '移动「退回的单」' })
  await dialog.getByRole('button', { name: '退回' }).click()
  await expect(dialog.getByText('必填')).toBeVisible()
  await dialog.getByRole('textbox', { name: '退回原因' }).fill('决策人换了，需求要重谈')
  // The card moves before the server has answered: a page loaded meanwhile would end the question.
  const moved = page.waitForResponse((reply) => reply.url().endsWith('/stage-moves') && reply.request().method() === 'POST')
  await dialog.getByRole('button', { name: '退回' }).click()
  await moved
  await expect(cardIn(page, '需求挖掘', '退回的单')).toBeVisible()
  await page.goto(`/opportunities/${deal.id}`)
  await expect(page.getByText('从「方案制定」退回「需求挖掘」')).toBeVisible()
  await expect(page.getByText('决策人换了，需求要重谈')).toBeVisible()
})

test('a loss names its reason and the competitor; it leaves the board and can be reopened', async ({ page, sluice, token }) => {
  await ask(sluice.url, token, 'POST', '/competitors', { name: '金桥软件' })
  const deal = await aDeal(sluice.url, token, '丢掉的单', 500_000)
  await page.goto('/opportunities')
  await cardIn(page, '线索获取', '丢掉的单').focus()
  await page.keyboard.press('m')
  await page.getByRole('menuitem', { name: '丢单' }).click()
  const dialog = page.getByRole('dialog', { name: '「丢掉的单」丢单' })
  await dialog.getByRole('button', { name: '丢单' }).click()
  await expect(dialog.getByText('必填')).toBeVisible()
  await dialog.getByRole('combobox', { name: '丢单原因' }).click()
  await page.getByRole('option', { name: '竞品' }).click()
  await dialog.getByRole('combobox', { name: '输给的竞争对手' }).fill('金桥')
  await page.getByRole('option', { name: '金桥软件' }).click()
  await dialog.getByRole('button', { name: '丢单' }).click()
  await expect(dialog).toBeHidden()
  await expect(cardIn(page, '线索获取', '丢掉的单')).toBeHidden()

  await page.goto(`/opportunities/${deal.id}`)
  await expect(page.getByText('竞争对手：金桥软件').first()).toBeVisible()
  await page.getByRole('button', { name: '重开' }).click()
  await page.getByRole('dialog', { name: '重开「丢掉的单」' }).getByRole('button', { name: '重开' }).click()
  await expect(page.getByRole('button', { name: '推进到「需求挖掘」' })).toBeVisible()
})

test('an amount is changed in its cell: Escape gives up, Enter saves', async ({ page, sluice, token }) => {
  const deal = await aDeal(sluice.url, token, '改金额的单', 120_000)
  await page.goto('/opportunities?layout=table')
  const row = page.getByRole('row', { name: /改金额的单/ })
  await row.getByRole('button', { name: /修改金额/ }).click()
  await row.getByRole('textbox', { name: '金额' }).fill('1')
  await page.keyboard.press('Escape')
  await expect(row.getByText('¥120,000')).toBeVisible()
  await row.getByRole('button', { name: /修改金额/ }).click()
  await row.getByRole('textbox', { name: '金额' }).fill('250000')
  await page.keyboard.press('Enter')
  await expect(row.getByText('¥250,000')).toBeVisible()
  const saved = await ask<{ amountMinor: number }>(sluice.url, token, 'GET', `/opportunities/${deal.id}`)
  expect(saved.amountMinor).toBe(25_000_000)
})

test('many are selected, previewed and moved at once', async ({ page, sluice, token }) => {
  for (const name of ['批量甲', '批量乙', '批量丙']) await aDeal(sluice.url, token, name, 70_000)
  await page.goto('/opportunities?q=批量')
  const first = column(page, '线索获取').getByRole('option').first()
  await first.focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  const bar = page.getByRole('toolbar', { name: '已选 3 项' })
  await expect(bar.getByText('合计 ¥21万')).toBeVisible()
  await bar.getByRole('button', { name: '移到…' }).click()
  const dialog = page.getByRole('dialog', { name: '移动 3 个商机' })
  await dialog.getByRole('combobox', { name: '目标阶段' }).click()
  await page.getByRole('option', { name: '商务谈判' }).click()
  await expect(dialog.getByText('3 个可以移动')).toBeVisible()
  await dialog.getByRole('button', { name: '移动 3 个' }).click()
  await expect(column(page, '商务谈判').getByRole('option')).toHaveCount(3)
})

test('a column of three hundred draws few cards', async ({ page, sluice, token }) => {
  test.slow()
  for (let batch = 0; batch < 15; batch++)
    await Promise.all(Array.from({ length: 20 }, (_, n) => aDeal(sluice.url, token, `长列 ${batch}-${n}`, 1_000)))
  await page.goto('/opportunities?q=长列')
  await expect(column(page, '线索获取').getByRole('option').first()).toBeVisible()
  await column(page, '线索获取').getByRole('option').first().focus()
  await page.keyboard.press('End')
  await expect(async () => {
    await page.keyboard.press('End')
    expect(Number(await page.locator('[data-card]:focus').getAttribute('aria-posinset'))).toBeGreaterThan(200)
  }).toPass()
  expect(await page.locator('*').count()).toBeLessThan(1_500)
})

test.describe('on the phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('stages are chips, nothing is dragged, and a sheet advances the deal', async ({ page, sluice, token }) => {
    await aDeal(sluice.url, token, '手机上的单', 800_000)
    await page.goto('/opportunities?q=手机上')
    await expect(page.getByRole('tab', { name: /线索获取\s*1/ })).toHaveAttribute('aria-selected', 'true')
    expect(await page.locator('[draggable="true"]').count()).toBe(0)
    await page.getByRole('article').getByRole('button', { name: '推进' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '推进到「需求挖掘」' }).click()
    await expect(page.getByRole('tab', { name: /需求挖掘\s*1/ })).toBeVisible()
    await page.getByRole('tab', { name: /需求挖掘/ }).click()
    await expect(page.getByRole('article').getByText('手机上的单')).toBeVisible()
    await expect(page).toHaveURL(/stage=/)
  })
})
