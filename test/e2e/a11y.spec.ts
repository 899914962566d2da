import type { Page } from '@playwright/test'
import { seriousViolations } from './axe.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

const pages = [
  '/',
  '/opportunities',
  '/customers',
  '/contacts',
  '/leads',
  '/activities',
  '/funnel',
  '/imports',
  '/settings/account',
  '/settings/organization',
  '/settings/members',
  '/settings/teams',
  '/settings/tokens',
  '/settings/products',
  '/settings/pipelines',
  '/settings/audit',
]
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

const settled = async (page: Page): Promise<void> => {
  await expect(page.locator('main')).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
}

const look = async (page: Page, theme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
}

for (const theme of ['light', 'dark'] as const) {
  test(`the pages before signing in can be used by everybody, ${theme}`, async ({ page }) => {
    await look(page, theme)
    for (const path of ['/setup', '/sign-in', '/invite/no-such-invitation']) {
      await page.goto(path)
      await settled(page)
      expect(await seriousViolations(page), path).toEqual([])
    }
  })

  for (const [name, size] of Object.entries(sizes)) {
    test(`every page can be used by everybody, ${theme}, ${name}`, async ({ page, token }) => {
      test.setTimeout(180_000)
      expect(token).not.toBe('')
      await enter(page)
      await look(page, theme)
      await page.setViewportSize(size)
      const found: string[] = []
      for (const path of pages) {
        await page.goto(path)
        await settled(page)
        found.push(...(await seriousViolations(page)).map((line) => `${path} ${line}`))
        expect(await page.locator('*').count(), `${path}: elements in the document`).toBeLessThan(1_500)
      }
      expect(found).toEqual([])
    })
  }
}

test('menus, dialogs and the palette can be used by everybody', async ({ page, token }) => {
  expect(token).not.toBe('')
  await enter(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/settings/members')
  await settled(page)
  await page.getByRole('button', { name: '邀请成员' }).click()
  await expect(page.getByRole('dialog', { name: '邀请成员' })).toBeVisible()
  expect(await seriousViolations(page), 'dialog').toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: '搜索与跳转' })).toBeVisible()
  expect(await seriousViolations(page), 'palette').toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '显示设置' }).click()
  await expect(page.getByRole('dialog', { name: '显示设置' })).toBeVisible()
  expect(await seriousViolations(page), 'display').toEqual([])
  await page.goto('/settings/tokens')
  await page.getByRole('button', { name: '新建令牌' }).first().click()
  await page.getByRole('button', { name: '选择日期' }).click()
  await expect(page.getByRole('dialog', { name: '选择日期' })).toBeVisible()
  expect(await seriousViolations(page), 'calendar').toEqual([])
})
