import type { Page } from '@playwright/test'

export type Theme = 'light' | 'dark'

/** In the page: what it lacks to be drawn, '' once it lacked nothing for two frames. Text, because tests know no types of a page. */
const untilDrawn = `async ({ theme, seconds }) => {
  const root = document.documentElement
  const moves = (one) => one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Infinity
  const lacking = () => {
    if (root.dataset.drawn === undefined) return 'its answers (data-drawn, src/apps/web/drawn.ts)'
    if (root.dataset.mantineColorScheme !== theme) return 'the ' + theme + ' theme'
    if (!document.querySelector('main')) return 'its main part'
    if (document.querySelector('[aria-busy="true"]')) return 'an end of what is busy'
    if (document.fonts.status !== 'loaded') return 'its fonts'
    return document.getAnimations().some(moves) ? 'an end of its movements' : ''
  }
  const end = performance.now() + seconds * 1000
  for (let still = 0, lacks = ''; ; await new Promise(requestAnimationFrame)) {
    lacks = lacking()
    still = lacks === '' ? still + 1 : 0
    if (still === 2 || performance.now() > end) return lacks
  }
}`

/**
 * Waits until the page shows what its address asks for, in this theme, and stands still. The page waits itself: its policy forbids
 * what Playwright's own waiting for a function needs.
 */
export const drawn = async (page: Page, theme: Theme = 'light', seconds = 30): Promise<void> => {
  const lacks = await page.evaluate(`(${untilDrawn})(${JSON.stringify({ theme, seconds })})`)
  if (lacks !== '') throw new Error(`${page.url()} was not drawn within ${seconds} s; it lacks ${String(lacks)}`)
}

/** Waits until nothing moves: a notice that is still fading in has colours of its own for a moment. */
export const still = async (page: Page): Promise<void> => {
  await page.evaluate(`(async () => {
    const moves = (one) => one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Infinity
    const end = performance.now() + 5000
    while (document.getAnimations().some(moves) && performance.now() < end) await new Promise(requestAnimationFrame)
  })()`)
}
