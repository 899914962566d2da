import { setUpOver } from '../sluice-process.ts'
import { ask } from './api.ts'
import { enter } from './enter.ts'
import { administrator, expect, test } from './sluice.ts'

test('a new system is set up in the browser, and its administrator signs out and in again', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: '欢迎使用 Sluice' })).toBeVisible()
  await page.getByRole('textbox', { name: '组织名称' }).fill('甲公司')
  await page.getByRole('textbox', { name: '姓名' }).fill('陈明')
  await page.getByRole('textbox', { name: '邮箱' }).fill(administrator.email)
  await page
    .getByLabel('密码', { exact: true })
    .or(page.getByRole('textbox', { name: '密码' }))
    .first()
    .fill(administrator.password)
  await page.getByRole('button', { name: '创建组织' }).click()
  await expect(page.getByRole('heading', { name: '从哪里开始？' })).toBeVisible()
  await page.getByRole('button', { name: /从空白开始/ }).click()
  await expect(page).toHaveURL(/\/$/)
  await expect(page.getByRole('navigation').first()).toBeVisible()

  await page.context().clearCookies()
  await page.goto('/')
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
  await page.getByRole('textbox', { name: '邮箱' }).fill(administrator.email)
  await page
    .getByLabel('密码', { exact: true })
    .or(page.getByRole('textbox', { name: '密码' }))
    .first()
    .fill(administrator.password)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('navigation').first()).toBeVisible()

  await page.goto('/setup')
  await expect(page.getByText('系统已经设置完成')).toBeVisible()
})

test('who chooses the demo company finds work to look at on the first page', async ({ page, sluice }) => {
  test.setTimeout(120_000)
  // In the system of the test before, or in a new one where this is tried again.
  if (!(await ask<{ done: boolean }>(sluice.url, '', 'GET', '/setup')).done) await setUpOver(sluice.url)
  await enter(page)
  await page.goto('/welcome')
  await page.getByRole('button', { name: /加载示例公司/ }).click()
  await expect(page.getByRole('progressbar', { name: '加载示例公司' })).toBeVisible()
  await expect(page.getByText('示例公司已加载')).toBeVisible({ timeout: 90_000 })
  await page.getByRole('button', { name: '进入系统' }).click()
  await expect(page.getByRole('region', { name: '今日概况' })).toContainText(/逾期\s*\d+/)
  await expect(page.getByRole('heading', { name: '到期的下一步' })).toBeVisible()
  await page.goto('/welcome')
  await expect(page.getByText('示例公司已加载')).toBeVisible()
})
