import { drawn } from './drawn.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'
import { daily, look, pages, recordPages, sizes, walk } from './walk.ts'

/** The walks over every page of a company at work: one file per size of screen, so that workers share them. */
export const everyPageOn = (name: keyof typeof sizes): void => {
  test.use({ company: 'demo' })
  test.beforeEach(async ({ page }) => {
    test.setTimeout(240_000)
    await enter(page)
    await page.setViewportSize(sizes[name])
  })

  test(`every page can be used by everybody, ${name}`, async ({ page, sluice, token }) => {
    await look(page, 'light')
    await page.goto('/')
    await drawn(page)
    // The daily ones are loaded by their address by who has nothing yet (a11y.spec.ts).
    const loaded = (path: string): boolean => name === 'desktop' && !daily.includes(path)
    const paths = [...pages, ...(await recordPages(sluice.url, token))]
    expect(await walk(page, paths, { theme: 'light', of: 'everything', loaded })).toEqual([])
  })

  test(`every page can be read by everybody in the dark, ${name}`, async ({ page, sluice, token }) => {
    await look(page, 'dark')
    await page.goto('/')
    await drawn(page, 'dark')
    // The settings differ in the dark by the same colours as all else.
    const paths = [...daily, ...(await recordPages(sluice.url, token))]
    expect(await walk(page, paths, { theme: 'dark', of: 'colours', loaded: () => false })).toEqual([])
  })
}
