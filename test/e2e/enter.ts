import type { Page } from '@playwright/test'
import { administrator } from './sluice.ts'

/** Signs the browser in without the page, for journeys that are about something else. */
export const enter = async (page: Page, as: { email: string; password: string } = administrator): Promise<void> => {
  const answer = await page.request.post('/api/v1/sessions', { data: as })
  if (!answer.ok()) throw new Error(`sign-in refused: ${answer.status()} ${await answer.text()}`)
}
