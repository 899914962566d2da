import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { still } from './drawn.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Said {
  message: string
}

interface Violation {
  id: string
  impact: string | null
  nodes: { target: string[]; any: Said[]; all: Said[]; none: Said[] }[]
}

/** No rule of ours needs style sheets fetched anew (preload); what passed is not written down; targets are WCAG 2.2, off by default. */
const everything = {
  preload: false,
  reporter: 'no-passes',
  resultTypes: ['violations'],
  rules: { 'target-size': { enabled: true } },
}
/** Another theme has the same elements in other colours. */
const colours = { ...everything, rules: {}, runOnly: ['color-contrast'] }

const saidOf = ({ any, all, none }: Violation['nodes'][number]): string =>
  [...any, ...all, ...none].map(({ message }) => message).join('; ')

/** What axe finds serious or critical on the page as it stands, one line per element. */
export const seriousViolations = async (page: Page, of: 'everything' | 'colours' = 'everything'): Promise<string[]> => {
  await still(page)
  if (await page.evaluate('!window.axe')) await page.evaluate(source)
  const options = JSON.stringify(of === 'colours' ? colours : everything)
  const violations = await page.evaluate(`axe.run(document, ${options}).then((found) => found.violations)`)
  return (violations as Violation[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${saidOf(node)}`))
}
