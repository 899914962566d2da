import { expect, test as base, type Page } from '@playwright/test'
import { setUpOver, startSluice, type SluiceProcess } from '../sluice-process.ts'

export { administrator } from '../sluice-process.ts'
export { expect }

interface Fixtures {
  /** Sluice as built, of this file's worker alone: a fresh data folder, not yet set up. */
  sluice: SluiceProcess
  /** Sets the organisation up through the API, once per file; its administrator's token. */
  token: string
  /** What the browser complained about; must stay empty. */
  complaints: string[]
}

const complaintsOf = (page: Page): string[] => {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // A refusal that the page shows is no fault of the page, though the browser logs its status.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text())
  })
  return complaints
}

export const test = base.extend<Pick<Fixtures, 'complaints'>, Pick<Fixtures, 'sluice' | 'token'>>({
  sluice: [
    async ({}, use) => {
      const sluice = await startSluice({ from: 'dist' })
      await use(sluice)
      await sluice.remove()
    },
    { scope: 'worker' },
  ],
  token: [async ({ sluice }, use) => use(await setUpOver(sluice.url)), { scope: 'worker' }],
  baseURL: async ({ sluice }, use) => use(sluice.url),
  complaints: [
    async ({ page }, use) => {
      const complaints = complaintsOf(page)
      await use(complaints)
      expect(complaints, 'complaints of the browser').toEqual([])
    },
    { auto: true },
  ],
})
