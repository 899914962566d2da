import type { Page } from '@playwright/test'
import { ask, firstOf, type Made } from './api.ts'
import { seriousViolations } from './axe.ts'
import { drawn, type Theme } from './drawn.ts'

/** Every page that has an address of its own; a new one joins the day it is made. */
export const pages = [
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
export const daily = pages.filter((path) => !path.startsWith('/settings'))
export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

/** Pages of one record, and what opens beside a list. */
export const recordPages = async (url: string, token: string): Promise<string[]> => {
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

export const look = async (page: Page, theme: Theme): Promise<void> => {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
}

/** How far the page reaches beyond its width: the document, and the part of the frame in which pages scroll. */
export const beyond = `Math.max(...[document.documentElement, document.querySelector('main')].map((one) => one.scrollWidth - one.clientWidth))`

interface Walk {
  theme: Theme
  of: 'everything' | 'colours'
  /** Pages loaded by their address; the others are gone to as by a link, which costs a fourth. */
  loaded: (path: string) => boolean
}

export const walk = async (page: Page, paths: readonly string[], { theme, of, loaded }: Walk): Promise<string[]> => {
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
