import type { Page } from '@playwright/test'
import { firstOf } from './api.ts'
import { seriousViolations } from './axe.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

const pages = [
  '/',
  '/opportunities',
  '/customers',
  '/contacts',
  '/tasks',
  '/leads',
  '/activities',
  '/funnel',
  '/funnel/movement',
  '/checkup',
  '/checkup/what-if',
  '/checkup/help',
  '/capacity',
  '/targets',
  '/forecast',
  '/forecast/round',
  '/forecast/track-record',
  '/win-back',
  '/quality',
  '/quality?list=overrides',
  '/settings/quality',
  '/gates',
  '/approvals',
  '/imports',
  '/settings/account',
  '/settings/organization',
  '/settings/members',
  '/settings/teams',
  '/settings/tokens',
  '/settings/products',
  '/settings/pipelines',
  '/settings/playbooks',
  '/settings/calendar',
  '/settings/audit',
]
/** Those with lists and figures, which are empty at first and where colours mean something. */
const daily = pages.filter((path) => !path.startsWith('/settings'))
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

/** Pages of one record, and what opens beside a list. */
const recordPages = async (url: string, token: string): Promise<string[]> => {
  const [deal, customer, contact, lead] = await Promise.all(
    ['/opportunities', '/customers', '/contacts', '/leads'].map((list) => firstOf(url, token, list)),
  )
  return [
    `/opportunities/${deal}`,
    `/opportunities?deal=${deal}`,
    '/opportunities?layout=table',
    `/customers/${customer}`,
    `/contacts?peek=${contact}`,
    `/leads?peek=${lead}`,
    '/funnel?groupBy=owner',
    '/funnel?list=lost',
  ]
}

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
}

const walk = async (page: Page, paths: readonly string[], of: 'everything' | 'colours'): Promise<string[]> => {
  const found: string[] = []
  for (const path of paths) {
    await page.goto(path)
    await settled(page)
    found.push(...(await seriousViolations(page, of)).map((line) => `${path} ${line}`))
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), `${path}: sticks out`).toBeLessThanOrEqual(0)
    // A table of a hundred rows has more than a board.
    const most = path.includes('layout=table') ? 2_000 : 1_500
    const count = await page.locator('*').count()
    expect(count, `${path}: elements in the document`).toBeLessThan(most)
    expect(count, `${path}: elements of a page that was drawn`).toBeGreaterThan(120)
  }
  return found
}

test('pages that have nothing to show yet can be used by everybody', async ({ page, token }) => {
  test.setTimeout(180_000)
  expect(token).not.toBe('')
  await enter(page)
  await look(page, 'light')
  expect(await walk(page, daily, 'everything')).toEqual([])
})

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

test.describe('with the work of eighteen months', () => {
  test.use({ company: 'demo' })
  test.beforeEach(async ({ page }) => {
    test.setTimeout(240_000)
    await enter(page)
  })

  for (const theme of ['light', 'dark'] as const)
    for (const [name, size] of Object.entries(sizes))
      test(`every page can be used by everybody, ${theme}, ${name}`, async ({ page, sluice, token }) => {
        await look(page, theme)
        await page.setViewportSize(size)
        // The settings differ in the dark by the same colours as all else.
        const [lists, of] = theme === 'light' ? [pages, 'everything' as const] : [daily, 'colours' as const]
        expect(await walk(page, [...lists, ...(await recordPages(sluice.url, token))], of)).toEqual([])
      })
})
