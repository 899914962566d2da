import { seriousViolations } from './axe.ts'
import { drawn } from './drawn.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'
import { daily, look, walk } from './walk.ts'

for (const theme of ['light', 'dark'] as const) {
  test(`the pages before signing in can be used by everybody, ${theme}`, async ({ page }) => {
    await look(page, theme)
    for (const path of ['/setup', '/sign-in', '/invite/no-such-invitation', '/answer/no-such-link']) {
      await page.goto(path)
      // The page on which customers answer is drawn by the server.
      if (path.startsWith('/answer')) await expect(page.getByRole('heading')).toBeVisible()
      else await drawn(page, theme)
      expect(await seriousViolations(page), path).toEqual([])
    }
  })
}

test('pages that have nothing to show yet can be used by everybody', async ({ page, token }) => {
  test.setTimeout(180_000)
  expect(token).not.toBe('')
  await enter(page)
  await look(page, 'light')
  expect(await walk(page, daily, { theme: 'light', of: 'everything', loaded: () => true })).toEqual([])
})

test('menus, dialogs and the palette can be used by everybody', async ({ page, token }) => {
  expect(token).not.toBe('')
  await enter(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/settings/members')
  await drawn(page)
  await page.getByRole('button', { name: '邀请成员' }).click()
  await expect(page.getByRole('dialog', { name: '邀请成员' })).toBeVisible()
  await drawn(page)
  expect(await seriousViolations(page), 'dialog').toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: '搜索与跳转' })).toBeVisible()
  await drawn(page)
  expect(await seriousViolations(page), 'palette').toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '显示设置' }).click()
  await expect(page.getByRole('dialog', { name: '显示设置' })).toBeVisible()
  await drawn(page)
  expect(await seriousViolations(page), 'display').toEqual([])
  await page.goto('/settings/tokens')
  await page.getByRole('button', { name: '新建令牌' }).first().click()
  await page.getByRole('button', { name: '选择日期' }).click()
  await expect(page.getByRole('dialog', { name: '选择日期' })).toBeVisible()
  await drawn(page)
  expect(await seriousViolations(page), 'calendar').toEqual([])
})
