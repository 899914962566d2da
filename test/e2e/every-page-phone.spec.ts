import { ask, firstOf } from './api.ts'
import { seriousViolations } from './axe.ts'
import { everyPageOn } from './every-page.ts'
import { expect, test } from './sluice.ts'
import { beyond, look, sizes } from './walk.ts'

everyPageOn('phone')

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
