import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

test('an administrator invites a colleague by link, who chooses a password and is in, once', async ({
  page,
  browser,
  token,
  baseURL,
}) => {
  expect(token).not.toBe('')
  await enter(page)
  await page.goto('/settings/members')
  await page.getByRole('button', { name: '邀请成员' }).click()
  const dialog = page.getByRole('dialog', { name: '邀请成员' })
  await dialog.getByRole('textbox', { name: '姓名' }).fill('李娜')
  await dialog.getByRole('textbox', { name: /邮箱/ }).fill('lina.huadong@example.com')
  await expect(dialog.getByText('只看自己负责的记录')).toBeVisible()
  await dialog.getByRole('button', { name: '邀请成员' }).click()

  const invitation = page.getByRole('dialog', { name: '邀请链接已生成' })
  const link = await invitation.locator('code').innerText()
  expect(link).toContain('/invite/')
  await invitation.getByRole('button', { name: '关闭' }).last().click()
  await expect(page.getByRole('row', { name: /李娜.*待接受邀请/ })).toBeVisible()

  const path = new URL(link).pathname
  const context = await browser.newContext({ baseURL: baseURL!, locale: 'zh-CN' })
  const hers = await context.newPage()
  await hers.goto(path)
  await expect(hers.getByText(/李娜，您好/)).toBeVisible()
  const join = hers.getByRole('button', { name: '加入' })
  const password = hers.getByRole('textbox', { name: '密码' })
  await password.fill('lina.huadong1')
  await expect(hers.getByText('不要用您的姓名、邮箱或组织名称')).toBeVisible()
  await expect(join).toBeDisabled()
  await password.fill('三条河流 and 1 hill')
  await join.click()
  await expect(hers.getByRole('button', { name: '账号菜单：李娜' })).toBeVisible()

  await hers.goto('/settings/members')
  await expect(hers.getByRole('row', { name: /李娜/ })).toBeVisible()
  await expect(hers.getByRole('button', { name: '邀请成员' })).toHaveCount(0)

  await context.clearCookies()
  await hers.goto(path)
  await expect(hers.getByRole('heading', { name: '邀请链接无效或已过期' })).toBeVisible()
  await context.close()
})
