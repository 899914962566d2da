import type { Page } from '@playwright/test'
import { ask, firstOf, type Made } from './api.ts'
import { seriousViolations } from './axe.ts'
import { drawn, type Theme } from './drawn.ts'
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
  '/key-accounts',
  '/health',
  '/surveys',
  '/repurchase',
  '/upkeep',
  '/upkeep?tab=plan',
  '/upkeep?tab=split',
  '/settings/upkeep',
  '/settings/key-accounts',
  '/settings/health',
  '/settings/operating',
  '/pool',
  '/quality/overrides',
  '/settings/pool',
  '/account-plans',
  '/stocktakes',
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
  const days = { fromOn: '2026-01-01', throughOn: '2030-12-31' }
  const plan = (await ask<{ items: Made[] }>(url, token, 'GET', `/account-plans?customer=${customer}`)).items[0] ??
    (await ask<Made>(url, token, 'POST', '/account-plans', { customerId: customer, title: '年度计划', ...days })) // prettier-ignore
  const team = (await ask<{ items: Made[] }>(url, token, 'GET', '/teams')).items[0]!
  const round = (await ask<{ items: Made[] }>(url, token, 'GET', '/stocktakes')).items[0] ??
    (await ask<Made>(url, token, 'POST', '/stocktakes', { team: team.id })) // prettier-ignore
  return [
    `/account-plans/${plan.id}`,
    `/stocktakes/${round.id}`,
    `/opportunities/${deal}`,
    `/opportunities?deal=${deal}`,
    '/opportunities?layout=table',
    `/customers/${customer}`,
    `/customers/${customer}/decision-chain`,
    `/contacts?peek=${contact}`,
    `/leads?peek=${lead}`,
    '/funnel?groupBy=owner',
    '/funnel?list=lost',
  ]
}

const look = async (page: Page, theme: Theme): Promise<void> => {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
}

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

/** How far the page reaches beyond its width: the document, and the part of the frame in which pages scroll. */
const beyond = `Math.max(...[document.documentElement, document.querySelector('main')].map((one) => one.scrollWidth - one.clientWidth))`

interface Walk {
  theme: Theme
  of: 'everything' | 'colours'
  /** Pages loaded by their address; the others are gone to as by a link, which costs a fourth. */
  loaded: (path: string) => boolean
}

const walk = async (page: Page, paths: readonly string[], { theme, of, loaded }: Walk): Promise<string[]> => {
  const found: string[] = []
  for (const path of paths) {
    if (loaded(path)) await page.goto(path)
    else await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`)
    await drawn(page, theme)
    found.push(...(await seriousViolations(page, of)).map((line) => `${path} ${line}`))
    const sticksOut = Number(await page.evaluate(beyond))
    if (sticksOut > 0) found.push(`${path} sticks out by ${sticksOut} px`)
    // A table of a hundred rows has more than a board.
    const most = path.includes('layout=table') ? 1_950 : 1_450
    // Not the head: it keeps what pages before this one have fetched.
    const count = await page.locator('body *').count()
    if (count >= most) found.push(`${path} has ${count} elements in the document`)
    if (count <= 60) found.push(`${path} was not drawn: ${count} elements`)
  }
  return found
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

test.describe('with the work of eighteen months', () => {
  test.use({ company: 'demo' })
  test.beforeEach(async ({ page }) => {
    test.setTimeout(300_000)
    await enter(page)
  })

  test('a customer answers a survey on a phone, in any language, light and dark', async ({ page, sluice, token }) => {
    const [survey, contact] = await Promise.all(['/surveys', '/contacts'].map((list) => firstOf(sluice.url, token, list)))
    const { links } = await ask<{ links: { url: string }[] }>(sluice.url, token, 'POST', `/surveys/${survey}/invitations`, {
      contactIds: [contact],
      locale: 'zh-CN',
    })
    await page.setViewportSize(sizes.phone)
    await page.goto(new URL(links[0]!.url, sluice.url).pathname)
    for (const theme of ['light', 'dark'] as const) {
      await look(page, theme)
      expect(await seriousViolations(page), theme).toEqual([])
    }
    expect(Number(await page.evaluate(beyond))).toBeLessThanOrEqual(0)
    await page.locator('input[name="q.q-nps"][value="9"]').check({ force: true })
    await page.locator('input[name="q.q-delivery"][value="5"]').check({ force: true })
    await page.getByRole('button', { name: '提交' }).click()
    await expect(page.getByRole('heading', { name: '谢谢' })).toBeVisible()
    // The link is used: who comes again is told so.
    await page.goto(new URL(links[0]!.url, sluice.url).pathname)
    await expect(page.getByRole('heading')).toContainText('已经')
  })

  for (const [name, size] of Object.entries(sizes))
    test(`every page can be used by everybody, light and dark, ${name}`, async ({ page, sluice, token }) => {
      await page.setViewportSize(size)
      await look(page, 'light')
      await page.goto('/')
      await drawn(page)
      const records = await recordPages(sluice.url, token)
      // The daily ones are loaded by their address by who has nothing yet (above).
      const loaded = (path: string): boolean => name === 'desktop' && !daily.includes(path)
      const light = await walk(page, [...pages, ...records], { theme: 'light', of: 'everything', loaded })
      await look(page, 'dark')
      // The settings differ in the dark by the same colours as all else.
      const dark = await walk(page, [...daily, ...records], { theme: 'dark', of: 'colours', loaded: () => false })
      expect({ light, dark }).toEqual({ light: [], dark: [] })
    })
})
