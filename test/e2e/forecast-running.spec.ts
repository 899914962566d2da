import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { projectRoot } from '../../src/platform/root.ts'
import { administrator, startSluice } from '../sluice-process.ts'
import { ask } from './api.ts'
import { seriousViolations } from './axe.ts'
import { expect, test } from './sluice.ts'
import { copyOf } from './templates.ts'

/** The share that a status tells, as a number; 100 once it is gone. */
const shareOf = async (page: Page, said: RegExp): Promise<number> => {
  const text = await page
    .getByRole('status')
    .filter({ hasText: said })
    .innerText({ timeout: 1000 })
    .catch(() => '100%')
  return Number(/([\d.]+)\s*%/.exec(text)?.[1] ?? 0)
}

test('a long simulation tells how far it is, is stopped on the page, and begun again it ends with the range', async ({
  page,
}) => {
  // the demo company may still be being made: waiting for it is no part of the journey
  test.setTimeout(300_000)
  const { dataDir } = await copyOf('demo')
  const slow = pathToFileURL(join(projectRoot, 'test/e2e/slow-simulation.mjs')).href
  const sluice = await startSluice({ from: 'dist', dataDir, env: { NODE_OPTIONS: `--import ${slow}` } })
  try {
    await page.request.post(`${sluice.url}/api/v1/sessions`, { data: administrator })
    await page.goto(`${sluice.url}/forecast`)
    const running = page.getByRole('status').filter({ hasText: '正在推演区间' })
    await expect(running).toBeVisible()
    await expect(page.getByText('已赢单').first()).toBeVisible()
    const first = await shareOf(page, /正在推演区间/)
    await expect.poll(() => shareOf(page, /正在推演区间/)).toBeGreaterThan(first)
    expect(await seriousViolations(page)).toEqual([])
    await running.getByRole('button', { name: '停止' }).click()
    const stopped = page.getByRole('status').filter({ hasText: '区间的推演已停止' })
    await expect(stopped).toBeVisible()
    await expect(page.getByText(/八成把握落在/)).toHaveCount(0)
    // it stays stopped, also for who comes back
    await page.reload()
    await expect(stopped).toBeVisible()
    await stopped.getByRole('button', { name: '重新推演' }).click()
    await expect(page.getByText(/八成把握落在/)).toBeVisible({ timeout: 60_000 })
    await expect(stopped).toHaveCount(0)
  } finally {
    // who is gone asks for nothing more
    await page.goto('about:blank')
    await sluice.remove()
  }
})

test.describe('in the demo company', () => {
  test.use({ company: 'demo' })

  test('a training tells how far it is and at what, and stopped on the page it leaves the old model', async ({
    page,
    sluice: { url },
    token,
  }) => {
    type Trainings = { items: { id: string; status: string }[] }
    const latest = async () => (await ask<Trainings>(url, token, 'GET', '/forecast/trainings?limit=1')).items[0]!
    const modelOf = async () => (await ask<{ model: { id: string } }>(url, token, 'GET', '/forecast')).model.id
    const before = { training: (await latest()).id, model: await modelOf() }
    await page.request.post(`${url}/api/v1/sessions`, { data: administrator })
    await page.goto('/forecast')
    await page.getByRole('button', { name: '重新训练' }).click()
    const running = page.getByRole('status').filter({ hasText: /正在训练|排队等待训练/ })
    await expect(running.getByText('正在训练')).toBeVisible()
    const first = await shareOf(page, /正在训练/)
    await expect.poll(() => shareOf(page, /正在训练/), { intervals: [100] }).toBeGreaterThan(first)
    await running.getByRole('button', { name: '停止' }).click()
    await expect(page.getByText('已停止，沿用原来的模型')).toBeVisible()
    expect((await latest()).id).not.toBe(before.training)
    expect((await latest()).status).toBe('cancelled')
    expect(await modelOf()).toBe(before.model)
    await expect(page.getByRole('button', { name: '重新训练' })).toBeEnabled()
  })
})
