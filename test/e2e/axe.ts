import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  impact: string | null
  nodes: { target: string[]; failureSummary?: string }[]
}

/**
 * What axe finds serious or critical on the page as it stands, one line per element. `of` colours looks at contrast alone: another
 * theme has the same elements.
 */
export const seriousViolations = async (page: Page, of: 'everything' | 'colours' = 'everything'): Promise<string[]> => {
  await page.evaluate(source)
  const options = { resultTypes: ['violations'], ...(of === 'colours' && { runOnly: ['color-contrast'] }) }
  const violations = await page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations)`)
  return (violations as Violation[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`))
}
