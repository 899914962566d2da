import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { projectRoot } from '../src/platform/root.ts'

const folder = join(projectRoot, 'docs/guide/images')

const settled = async (page: Page): Promise<void> => {
  await page.locator('main').first().waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  // Fonts, sparklines and skeletons that fade.
  await page.waitForTimeout(800)
}

/** Takes a picture for the guide once the page stands still. */
export const snap = async (page: Page, name: string): Promise<void> => {
  await settled(page)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`${name}.png`)
}
