import { aCustomer, aDeal } from './api.ts'
import { inDays } from './days.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

test.beforeEach(async ({ page, token }) => {
  expect(token).not.toBe('')
  await enter(page)
})

test('a call is recorded from anywhere: whom, who, what, with which result, and what comes next', async ({
  page,
  sluice,
  token,
}) => {
  const { id } = await aCustomer(sluice.url, token, '珩庭汽车零部件有限公司', { name: '石少斌', phone: '13500135000' })
  const deal = await aDeal(sluice.url, token, id, 'MES 升级', 500_000)
  await page.goto('/')
  await page.getByRole('banner').getByRole('link', { name: '登记' }).click()
  const dialog = page.getByRole('dialog', { name: '登记活动' })
  await dialog.getByRole('combobox', { name: '客户或线索' }).fill('hengting')
  await page.getByRole('option', { name: /珩庭汽车零部件/ }).click()
  await dialog.getByRole('button', { name: '保存登记' }).click()
  await expect(dialog.getByText('必填').first()).toBeVisible()
  await dialog.getByRole('checkbox', { name: /石少斌/ }).check()
  await dialog.getByRole('combobox', { name: '关联商机' }).click()
  await page.getByRole('option', { name: 'MES 升级' }).click()
  await dialog.getByRole('textbox', { name: '沟通内容' }).fill('确认了报价范围和付款方式')
  await dialog.getByRole('textbox', { name: '结果' }).fill('下周评审')
  await dialog.getByRole('textbox', { name: '下一步', exact: true }).fill('发送方案')
  await dialog.getByRole('button', { name: '保存登记' }).click()
  // first the notice, which goes by itself
  await expect(page.getByText('已登记')).toBeVisible()
  await expect(dialog).toBeHidden()

  await page.goto(`/opportunities/${deal.id}`)
  await expect(page.getByText('确认了报价范围和付款方式')).toBeVisible()
  await expect(page.getByText('发送方案').first()).toBeVisible()
  await page.goto('/activities')
  await expect(page.getByRole('row', { name: /珩庭汽车零部件.*石少斌.*下周评审/ })).toBeVisible()
})

test('what was not finished is kept as a draft', async ({ page, sluice, token }) => {
  const { id } = await aCustomer(sluice.url, token, '打断的客户')
  await page.goto(`/customers/${id}?log=customer:${id}`)
  const dialog = page.getByRole('dialog', { name: '登记活动 · 打断的客户' })
  await dialog.getByRole('textbox', { name: '沟通内容' }).fill('说到一半')
  await dialog.getByRole('button', { name: '取消' }).click()
  await expect(page.getByText('草稿已保留，再次打开即可继续')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: '登记' }).first().click()
  await expect(dialog.getByText('已恢复上次没有保存的内容。')).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: '沟通内容' })).toHaveValue('说到一半')
})

test.describe('on the phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a visit of two days ago is recorded with one hand, and marked as late', async ({ page, sluice, token }) => {
    const { id } = await aCustomer(sluice.url, token, '迟录的客户', { name: '周主任', phone: '13400134000' })
    await page.goto('/')
    await page.getByRole('navigation').getByText('登记').click()
    const dialog = page.getByRole('dialog', { name: '登记活动' })
    await dialog.getByRole('combobox', { name: '客户或线索' }).fill('迟录')
    await page.getByRole('option', { name: /迟录的客户/ }).click()
    await dialog.getByText('拜访', { exact: true }).click()
    await dialog.getByLabel('日期', { exact: false }).first().fill(inDays(-2))
    await expect(dialog.getByText('已超过 24 小时，将标记为迟录。')).toBeVisible()
    await expect(dialog.getByRole('checkbox', { name: /周主任/ })).toBeChecked()
    await dialog.getByRole('textbox', { name: '沟通内容' }).fill('现场看了产线')
    await dialog.getByRole('textbox', { name: '结果' }).fill('同意试点')
    const save = dialog.getByRole('button', { name: '保存登记' })
    expect((await save.boundingBox())!.height).toBeGreaterThanOrEqual(36)
    await save.click()
    await expect(dialog).toBeHidden()
    await page.goto('/activities')
    await expect(page.getByText('迟录', { exact: true })).toBeVisible()
    await page.goto(`/customers/${id}`)
    await expect(page.getByText('现场看了产线')).toBeVisible()
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), 'nothing sticks out').toBe(true)
  })
})
