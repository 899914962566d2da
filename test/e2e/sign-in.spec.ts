import type { Page } from '@playwright/test'
import { administrator, expect, test } from './sluice.ts'

const fill = async (page: Page, password: string): Promise<void> => {
  await page.getByRole('textbox', { name: '邮箱' }).fill(administrator.email)
  await page.getByRole('textbox', { name: '密码' }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
}

test('a wrong password is refused in words, the right one leads back to the page asked for', async ({ page, token }) => {
  expect(token).not.toBe('')
  await page.goto('/settings/teams')
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
  await fill(page, 'not the password')
  await expect(page.getByRole('alert')).toContainText('邮箱或密码不正确')
  await fill(page, administrator.password)
  await expect(page).toHaveURL(/\/settings\/teams$/)
  await expect(page.getByRole('heading', { name: '团队', level: 1 })).toBeVisible()

  await page.getByRole('button', { name: /账号菜单/ }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
  await page.goto('/settings/teams')
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
})

test('signing in never leads to another site', async ({ page, token, baseURL }) => {
  expect(token).not.toBe('')
  await page.goto('/sign-in?next=//example.org/steal')
  await fill(page, administrator.password)
  await expect(page.getByRole('navigation').first()).toBeVisible()
  expect(page.url().startsWith(baseURL!)).toBe(true)
})

test('a language picked on the sign-in page stays, says what the account has, and leaves with its reader', async ({
  page,
  browser,
  token,
  baseURL,
}) => {
  expect(token).not.toBe('')
  await page.goto('/sign-in')
  await fill(page, administrator.password)
  await page.getByRole('button', { name: /账号菜单/ }).click()
  await page.getByRole('button', { name: '退出登录' }).click()

  await page.getByRole('combobox', { name: '语言' }).selectOption('English')
  await page.getByRole('textbox', { name: 'Email' }).fill(administrator.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(administrator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible()
  await expect(page.getByText(/Your account is set to 简体中文/)).toBeVisible()
  await page.goto('/customers')
  await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible()
  await expect(page.getByText(/Your account is set to/)).toHaveCount(0)

  // Another browser has the account's own language, and so has this one after signing out.
  const context = await browser.newContext({ baseURL: baseURL!, locale: 'en-GB' })
  const other = await context.newPage()
  await other.request.post('/api/v1/sessions', { data: administrator })
  await other.goto('/customers')
  await expect(other.getByRole('heading', { name: '客户', level: 1 })).toBeVisible()
  await context.close()
  await page.getByRole('button', { name: /Account menu/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('textbox', { name: 'Email' }).fill(administrator.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(administrator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: '今日', level: 1 })).toBeVisible()
})

test('language and theme follow the account to another browser', async ({ page, browser, token, baseURL }) => {
  expect(token).not.toBe('')
  await page.goto('/sign-in')
  await fill(page, administrator.password)
  await page.getByRole('button', { name: '显示设置' }).click()
  const display = page.getByRole('dialog')
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/me') && answer.ok())
  await display.getByText('English', { exact: true }).click()
  await kept
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  const again = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/me') && answer.ok())
  await display.getByText('Dark', { exact: true }).click()
  await again
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')

  const context = await browser.newContext({ baseURL: baseURL!, locale: 'zh-CN' })
  const other = await context.newPage()
  await other.request.post('/api/v1/sessions', { data: administrator })
  await other.goto('/settings/account')
  await expect(other.getByRole('heading', { name: 'My account' })).toBeVisible()
  await expect(other.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await other.locator('main').getByText('简体中文', { exact: true }).click()
  await expect(other.getByRole('heading', { name: '我的账号' })).toBeVisible()
  await context.close()
})
