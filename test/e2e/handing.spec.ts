import type { Locator, Page } from '@playwright/test'
import { aColleague, aCustomer, aDeal, ask } from './api.ts'
import { seriousViolations } from './axe.ts'
import { drawn } from './drawn.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

/** A dialog as everybody can use it. */
const usable = async (page: Page, dialog: Locator, name: string): Promise<void> => {
  await expect(dialog).toBeVisible()
  await drawn(page)
  expect(await seriousViolations(page), name).toEqual([])
}
const tick = (page: Page, name: string): Promise<void> => page.getByRole('row', { name }).getByRole('checkbox').click()

test('two records become one, deals go on in another pipeline, and who leaves hands over first; each is taken back', async ({
  page,
  sluice,
  token,
}) => {
  test.setTimeout(180_000)
  const { url } = sluice
  const [kept, twin] = [await aCustomer(url, token, '远航制造有限公司'), await aCustomer(url, token, '远航机器厂')]
  const deals = [await aDeal(url, token, kept.id, '产线改造', 5000), await aDeal(url, token, twin.id, '备件年框', 800)]
  const leaver = await aColleague(url, token, { name: '周小满', role: 'rep', email: 'leaver@example.com' })
  await ask(url, leaver.token, 'POST', '/leads', { company: '待跟进的工厂', contactName: '老吴', phone: '13900139000' })
  await enter(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })

  await page.goto('/customers')
  await tick(page, kept.name)
  await tick(page, twin.name)
  await page
    .getByRole('toolbar', { name: /已选 2/ })
    .getByRole('button', { name: '合并' })
    .click()
  const merging = page.getByRole('dialog', { name: '合并选中的 2 条记录' })
  await expect(merging.getByRole('row', { name: /客户名称/ })).toBeVisible()
  await usable(page, merging, 'merge')
  await merging.getByRole('button', { name: '合并', exact: true }).click()
  await expect(page.getByText('已并入')).toBeVisible()
  await expect(page.getByRole('row', { name: twin.name })).toBeHidden()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(page.getByRole('row', { name: twin.name })).toBeVisible()

  await page.goto('/opportunities?layout=table')
  for (const { name } of deals) await tick(page, name)
  await page.getByRole('button', { name: '转流程…' }).click()
  const transfer = page.getByRole('dialog', { name: '2 个商机转到其他流程' })
  await expect(transfer.getByText('2 个可以转')).toBeVisible()
  await usable(page, transfer, 'transfer')
  await transfer.getByRole('button', { name: '转 2 个' }).click()
  await expect(transfer.getByText(/2 个商机已转到/)).toBeVisible()
  await transfer.getByRole('button', { name: '全部撤回' }).click()
  await expect(page.getByText('2 个商机已回到原流程')).toBeVisible()
  const back = await ask<{ status: string }>(url, token, 'GET', `/opportunities/${deals[0]!.id}`)
  expect(back.status).toBe('open')

  await page.goto('/settings/members')
  await page.getByRole('button', { name: /周小满/ }).click()
  await page.getByRole('menuitem', { name: '停用' }).click()
  const leaving = page.getByRole('dialog', { name: '停用 周小满？' })
  await expect(leaving.getByText('线索 1 条')).toBeVisible()
  await usable(page, leaving, 'departure')
  await expect(leaving.getByRole('button', { name: '停用' })).toBeDisabled()
  await leaving.getByRole('combobox', { name: '接手人' }).fill('陈')
  await page.getByRole('option', { name: /陈明/ }).click()
  await leaving.getByRole('button', { name: '移交并停用' }).click()
  await expect(page.getByText('周小满名下的已移交陈明，并已停用')).toBeVisible()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(page.getByText('周小满已恢复')).toBeVisible()
})
