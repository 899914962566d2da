import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

test.beforeEach(async ({ page, token }) => {
  expect(token).not.toBe('')
  await enter(page)
})

test('the palette goes to a page by keyboard, finds a colleague by pinyin, and gives the focus back', async ({ page }) => {
  await page.goto('/settings/teams')
  await expect(page.getByRole('heading', { name: '团队', level: 1 })).toBeVisible()
  const button = page.getByRole('button', { name: /搜索客户/ })
  await button.click()
  const palette = page.getByRole('dialog', { name: '搜索与跳转' })
  const field = palette.getByRole('combobox')
  await expect(field).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await expect(button).toBeFocused()

  await page.keyboard.press('Control+k')
  await field.fill('chen')
  await expect(palette.getByRole('option', { name: /陈/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/settings\/members\?q=/)
})

test('a dialog closes on Escape, asks before it drops what was typed, and gives the focus back', async ({ page }) => {
  await page.goto('/settings/members')
  const button = page.getByRole('button', { name: '邀请成员' })
  await button.click()
  const dialog = page.getByRole('dialog', { name: '邀请成员' })
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(button).toBeFocused()

  await button.click()
  await dialog.getByRole('textbox', { name: '姓名' }).fill('张')
  await page.keyboard.press('Escape')
  const question = page.getByRole('dialog', { name: '放弃未保存的修改？' })
  await question.getByRole('button', { name: '继续编辑' }).click()
  await expect(dialog.getByRole('textbox', { name: '姓名' })).toHaveValue('张')
  await page.keyboard.press('Escape')
  await question.getByRole('button', { name: '放弃修改' }).click()
  await expect(dialog).toBeHidden()
})

test('the first key leads past the navigation, and a new page takes the focus', async ({ page }) => {
  await page.goto('/settings/teams')
  await expect(page.getByRole('heading', { name: '团队', level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()
  await page.getByRole('link', { name: '成员', exact: true }).click()
  await expect(page.getByRole('heading', { name: '成员', level: 1 })).toBeVisible()
  await expect(page.locator('main')).toBeFocused()
  await expect(page).toHaveTitle('成员 · Sluice')
})

test('an address that leads nowhere says so', async ({ page }) => {
  await page.goto('/no-such-page')
  await expect(page.getByText('这个地址没有对应的页面')).toBeVisible()
})

test('what a colleague changes appears without a reload', async ({ page, browser, baseURL }) => {
  await page.goto('/settings/teams')
  await expect(page.getByRole('list', { name: '团队结构' })).toBeVisible()
  const context = await browser.newContext({ baseURL: baseURL!, locale: 'zh-CN' })
  const other = await context.newPage()
  await enter(other)
  await other.goto('/settings/teams')
  await other.getByRole('button', { name: '添加团队' }).click()
  await other.getByRole('textbox', { name: '团队名称' }).fill('华东区')
  await other.getByRole('button', { name: '保存' }).click()
  await expect(other.getByText('已保存「华东区」')).toBeVisible()
  await expect(page.getByRole('list', { name: '团队结构' })).toContainText('华东区')
  await context.close()
})
