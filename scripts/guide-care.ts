import type { Browser, Page } from '@playwright/test'
import { ask, firstOf } from '../test/e2e/api.ts'
import { snap } from './guide-camera.ts'

interface Ground {
  browser: Browser
  page: Page
  url: string
  token: string
  take: (name: string, path: string) => Promise<void>
  isWanted: (...names: string[]) => boolean
}

/** Who has the most people known: the picture of a decision chain is about several. */
async function bestKnown(url: string, token: string): Promise<string> {
  const { items } = await ask<{ items: { customer: { id: string } }[] }>(url, token, 'GET', '/contacts?limit=200')
  const counts = new Map<string, number>()
  for (const { customer } of items) counts.set(customer.id, (counts.get(customer.id) ?? 0) + 1)
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]![0]
}

/** The plan with the most actions. */
async function fullest(url: string, token: string): Promise<string> {
  const { items } = await ask<{ items: { id: string; actions: { total: number } }[] }>(url, token, 'GET', '/account-plans')
  return items.toSorted((one, other) => other.actions.total - one.actions.total)[0]!.id
}

/** What is worked out after the demo company is there. */
async function waitFor(url: string, token: string, path: string): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const { items } = await ask<{ items: unknown[] }>(url, token, 'GET', path)
    if (items.length > 0) return
    await new Promise((next) => setTimeout(next, 500))
  }
}

/** Pictures of what is done for customers: decision chain, account plan, upkeep, health, surveys and the answer page on a phone. */
export async function takeCare({ browser, page, url, token, take, isWanted }: Ground): Promise<void> {
  if (isWanted('decision-chain')) await take('decision-chain', `/customers/${await bestKnown(url, token)}/decision-chain`)
  if (isWanted('key-accounts')) {
    await waitFor(url, token, '/key-accounts?limit=1')
    await take('key-accounts', '/key-accounts')
  }
  if (isWanted('account-plan')) await take('account-plan', `/account-plans/${await fullest(url, token)}`)
  if (isWanted('health', 'upkeep', 'repurchase', 'pool')) {
    await waitFor(url, token, '/health?limit=1')
    await take('health', '/health')
    await take('upkeep', '/upkeep')
    await take('repurchase', '/repurchase')
    await take('pool', '/pool')
  }
  if (!isWanted('survey', 'survey-answer')) return
  const survey = await firstOf(url, token, '/surveys')
  await take('survey', `/surveys/${survey}?tab=results`)
  if (!isWanted('survey-answer')) return
  const contactIds = [await firstOf(url, token, '/contacts')]
  const { links } = await ask<{ links: { url: string }[] }>(url, token, 'POST', `/surveys/${survey}/invitations`, {
    contactIds,
    locale: 'zh-CN',
  })
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', baseURL: page.url() })
  const answering = await phone.newPage()
  await answering.goto(url + new URL(links[0]!.url, url).pathname)
  // a question that is answered tells more than the opening
  await answering.locator('input[name="q.q-nps"][value="9"]').check({ force: true })
  await snap(answering, 'survey-answer')
  await phone.close()
}
