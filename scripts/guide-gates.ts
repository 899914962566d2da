import type { Locator, Page } from '@playwright/test'
import { words } from '../src/opportunities/web/words.ts'
import { words as publishWords } from '../src/opportunities/web/words/designer.ts'
import { words as gateWords } from '../src/opportunities/web/words/gates.ts'
import { gateField } from '../src/pipelines/gate-fields.ts'
import { words as criterionWords } from '../src/pipelines/web/words/criteria.ts'
import { words as designerWords } from '../src/pipelines/web/words/designer.ts'
import { say } from '../src/platform/words.ts'
import { words as kit } from '../src/ui/words.ts'
import { ask, type Colleague } from '../test/e2e/api.ts'
import { snap } from './guide-camera.ts'

type Language = 'zh-CN' | 'en'
/** English pictures lie in a folder of their own. */
const named = (locale: Language, picture: string): string => (locale === 'en' ? `en/${picture}` : picture)

const pipeline = 'b2b-six-stages'
const stage = { key: 'need-discovery', next: 'solution', afterNext: 'negotiation' }

/** So many deals that could leave the stage today and that the new gate will hold, handed to a rep. */
const dealsToHold = async (url: string, token: string, rep: Colleague, count: number): Promise<string[]> => {
  interface OfDeal {
    stageKey: string | null
    moves: { stage: string; result: string }[]
  }
  const { items } = await ask<{ items: { id: string; nextStep: string | null }[] }>(
    url,
    token,
    'GET',
    `/opportunities?status=open&pipeline=${pipeline}&stage=${stage.key}&limit=200`,
  )
  const held: string[] = []
  // the gates tell only of fields that they ask for: that there is no next step says the deal itself
  for (const { id } of items.filter(({ nextStep }) => nextStep === null)) {
    const { stageKey, moves } = await ask<OfDeal>(url, token, 'GET', `/opportunities/${id}/gates`)
    if (stageKey !== stage.key) continue
    if (moves.find((move) => move.stage === stage.next)?.result !== 'passed') continue
    await ask(url, token, 'PATCH', `/opportunities/${id}`, { ownerId: rep.id })
    held.push(id)
    if (held.length === count) return held
  }
  throw new Error('too few deals of the demo company are ready to leave their stage')
}

interface GatesOver {
  /** The browser of the administrator, and the one of the rep. */
  administers: Page
  sells: Page
  url: string
  token: string
  rep: Colleague
}

/** Design a gate, try it, publish it, be refused, mend, move: the series of six, in this order and in two languages. */
export const takeGates = async ({ administers, sells, url, token, rep }: GatesOver): Promise<void> => {
  interface Listed {
    id: string
    key: string
    stages: { key: string; names: Record<Language, string> }[]
  }
  const { items } = await ask<{ items: Listed[] }>(url, token, 'GET', '/pipelines')
  const deals = await dealsToHold(url, token, rep, 2)

  const { id, stages } = items.find(({ key }) => key === pipeline)!
  const nameIn = (locale: Language) => (key: string) => stages.find((one) => one.key === key)!.names[locale]
  // in either language the same draft is written and tried; the second is published
  await takeDesign(administers, { url, token, id }, 'en', nameIn('en'))
  await ask(url, token, 'DELETE', `/pipelines/${id}/draft`)
  const publishing = await takeDesign(administers, { url, token, id }, 'zh-CN', nameIn('zh-CN'))
  await publishing.getByRole('button', { name: say('zh-CN', publishWords, 'publish') }).click()
  await publishing.getByRole('button', { name: say('zh-CN', publishWords, 'close') }).click()

  for (const [at, locale] of (['zh-CN', 'en'] as const).entries()) {
    await ask(url, rep.token, 'PATCH', '/me', { locale })
    await takeRefusal(sells, locale, deals[at]!, nameIn(locale))
  }
}

/** Design a gate and try it, up to the form that publishes it, which stays open. */
const takeDesign = async (
  page: Page,
  { url, token, id }: { url: string; token: string; id: string },
  locale: Language,
  nameOf: (stage: string) => string,
): Promise<Locator> => {
  const from = nameOf(stage.key)
  await ask(url, token, 'PATCH', '/me', { locale })
  await page.goto(`/settings/pipelines/${id}`)
  await page
    .getByRole('navigation', { name: say(locale, designerWords, 'stages') })
    .getByRole('button', { name: new RegExp(from) })
    .first()
    .click()
  await page.getByRole('tab', { name: say(locale, designerWords, 'part.exit') }).click()
  await page
    .getByRole('button', { name: say(locale, criterionWords, 'addCriterion') })
    .last()
    .click()
  const picker = page.getByRole('dialog', { name: say(locale, criterionWords, 'addTitle') })
  await picker.getByLabel(say(locale, criterionWords, 'field'), { exact: true }).selectOption(gateField('nextStep')!.name[locale])
  await snap(page, named(locale, 'gate-1-design'))
  await picker.getByRole('button', { name: say(locale, kit, 'add') }).click()
  await page.getByText(say(locale, designerWords, 'status.saved')).waitFor()

  await page.getByRole('button', { name: say(locale, designerWords, 'tryIt') }).click()
  const trial = page.getByRole('dialog', { name: say(locale, publishWords, 'tryTitle') })
  await trial
    .getByText(say(locale, publishWords, 'side.exit', { stage: from }))
    .evaluate((heading) => heading.scrollIntoView({ block: 'start' }))
  await snap(page, named(locale, 'gate-2-try'))
  await trial.getByRole('button', { name: say(locale, publishWords, 'close') }).click()

  await page.getByRole('button', { name: say(locale, designerWords, 'publish') }).click()
  const publishing = page.getByRole('dialog', { name: say(locale, publishWords, 'publishTitle') })
  await publishing.getByText(say(locale, publishWords, 'inFlight.move')).click()
  await snap(page, named(locale, 'gate-3-publish'))
  return publishing
}

/** Be refused, mend, move, in a language of the guide. */
const takeRefusal = async (sells: Page, locale: Language, deal: string, nameOf: (stage: string) => string): Promise<void> => {
  const name = (picture: string): string => named(locale, picture)
  const next = nameOf(stage.next)
  const advance = sells
    .getByRole('toolbar', { name: say(locale, words, 'actions') })
    .getByRole('button', { name: say(locale, words, 'advanceTo', { stage: next }) })
  await sells.goto(`/opportunities/${deal}`)
  await advance.click()
  await sells.getByRole('button', { name: say(locale, words, 'fillGaps') }).click()
  const moving = sells.getByRole('dialog', { name: locale === 'en' ? /^Move / : /^移动/ })
  const fill = moving.getByRole('button', { name: say(locale, gateWords, 'fill') })
  await fill.waitFor()
  await snap(sells, name('gate-4-refused'))

  await fill.click()
  await moving.waitFor({ state: 'hidden' })
  await sells.keyboard.type(locale === 'en' ? 'Show the sample workshop to their engineers' : '约技术负责人看样板车间')
  await snap(sells, name('gate-5-mend'))
  await sells.keyboard.press('Enter')
  await sells.getByText(say(locale, gateWords, 'ready', { stage: next })).waitFor()

  await advance.click()
  const gate = sells.getByRole('region', { name: say(locale, gateWords, 'gate') })
  await gate.getByText(nameOf(stage.afterNext)).first().waitFor()
  await snap(sells, name('gate-6-move'))
}
