import { expect, test as base, type Page } from '@playwright/test'
import { setUpOver, startSluice, type SluiceProcess } from '../sluice-process.ts'
import { copyOf, type Company } from './templates.ts'

export { administrator } from '../sluice-process.ts'
export { expect }

interface OfTest {
  /** Whether the seeded gates of the organisation stand (`test.use({ gated: true })`); most journeys are about something else. */
  gated: boolean
  /** What its data folder holds at first: nothing, or the demo company (`test.use({ company: 'demo' })`). */
  company: Company
  /** Sluice as built, of this file alone: a fresh data folder, not yet set up unless it is the demo company's. */
  sluice: SluiceProcess
  /** Sets the organisation up through the API, once per file; its administrator's token. */
  token: string
  /** What the browser complained about; must stay empty. */
  complaints: string[]
}

interface OfWorker {
  house: House
}

/** The one Sluice that runs for the tests of one file and company; they come one after the other. */
class House {
  #of = ''
  #sluice: SluiceProcess | undefined
  #token: Promise<string> | undefined

  async sluiceOf(file: string, company: Company): Promise<SluiceProcess> {
    const of = `${company} ${file}`
    if (this.#sluice && this.#of === of) return this.#sluice
    await this.leave()
    this.#of = of
    const { dataDir, token } = await copyOf(company)
    if (token !== undefined) this.#token = Promise.resolve(token)
    this.#sluice = await startSluice({ from: 'dist', dataDir })
    return this.#sluice
  }

  token(url: string, gated: boolean): Promise<string> {
    this.#token ??= setUpOver(url, { gated })
    return this.#token
  }

  async leave(): Promise<void> {
    await this.#sluice?.remove()
    this.#sluice = undefined
    this.#token = undefined
  }
}

const complaintsOf = (page: Page): string[] => {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // A refusal that the page shows is no fault of the page, though the browser logs its status.
    if (message.type() === 'error' && !/status of (4\d\d|503)/.test(message.text())) complaints.push(message.text())
  })
  return complaints
}

export const test = base.extend<OfTest, OfWorker>({
  house: [
    async ({}, use) => {
      const house = new House()
      await use(house)
      await house.leave()
    },
    { scope: 'worker' },
  ],
  company: ['empty', { option: true }],
  // The demo company is still being made when the first journeys begin: waiting for it is no part of a journey.
  sluice: [
    async ({ house, company }, use, { titlePath }) => use(await house.sluiceOf(titlePath[0]!, company)),
    { timeout: 300_000 },
  ],
  gated: [false, { option: true }],
  token: async ({ house, sluice, gated }, use) => use(await house.token(sluice.url, gated)),
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
