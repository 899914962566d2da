import { useEffect, useEffectEvent } from 'react'
import { isGroup, type Criterion, type LeafCriterion } from '../../pipelines/criteria.ts'

/** Where a gap is seen to: a fact of the deal, its customer, a new record of a contact, an element, a task, a document, a question. */
export type Mend =
  | { to: 'fact'; fact: string }
  | { to: 'customer'; what: 'edit' | 'new-contact' }
  | { to: 'log'; kind: string }
  | { to: 'place'; place: string }
  | { to: 'approval'; kind: 'stage' | 'discount' | 'contract' }

const facts: Record<string, string> = {
  amountMinor: 'amount',
  expectedCloseOn: 'close',
  productId: 'product',
  sourceId: 'source',
  competitorId: 'competitors',
  contactId: 'contact',
  nextStep: 'step',
  nextStepOn: 'step-day',
  ownProbability: 'own',
  note: 'note',
}

/** The way to see to what a criterion asks; null where the deal's page offers none. Of several ways the first. */
export const mendOf = (criterion: Criterion): Mend | null => mendsOf(criterion)[0] ?? null

/** All ways to see to it, each once: where one of several things is enough there is a choice. */
export function mendsOf(criterion: Criterion): Mend[] {
  if (isGroup(criterion)) {
    const ways = criterion.of.flatMap(mendsOf)
    return ways.filter((way, at) => ways.findIndex((other) => JSON.stringify(other) === JSON.stringify(way)) === at)
  }
  const way = wayOf(criterion)
  return way ? [way] : []
}

function wayOf(criterion: LeafCriterion): Mend | null {
  switch (criterion.kind) {
    case 'field':
      return criterion.key.startsWith('customer.')
        ? { to: 'customer', what: 'edit' }
        : facts[criterion.key]
          ? { to: 'fact', fact: facts[criterion.key]! }
          : null
    case 'contacts':
      return { to: 'customer', what: 'new-contact' }
    case 'activities':
      return { to: 'log', kind: criterion.types?.[0] ?? 'call' }
    case 'element':
      return { to: 'place', place: `element-${criterion.key}` }
    case 'task':
      return { to: 'place', place: `task-${criterion.key}` }
    case 'document':
      return { to: 'place', place: `document-${criterion.category}` }
    case 'approval':
      return { to: 'approval', kind: criterion.of }
  }
}

/** What is to be seen to once the deal is shown: asked on the board, done on the deal's page or in its drawer. */
let waiting: { dealId: string; mend: Mend } | undefined
const listeners = new Set<() => void>()

export function askMend(dealId: string, mend: Mend): void {
  waiting = { dealId, mend }
  for (const listener of listeners) listener()
}

/** Leads to the place on the deal's page: scrolls there and presses what edits it. */
export function goTo(mend: Mend, patience = 40): void {
  const selector =
    mend.to === 'fact' ? `[data-fact="${mend.fact}"]` : mend.to === 'place' ? `[data-mend~="${mend.place}"]` : undefined
  if (!selector) return
  const element = document.querySelector<HTMLElement>(selector)
  const control = element && controlOf(mend, element)
  // a field whose parts are still being fetched is in the document, but not shown, and takes no focus
  if (!control || control.getClientRects().length === 0) {
    // documents and tasks lie folded in a drawer
    const folded = !element && mend.to === 'place' ? /^(document|task)-/.exec(mend.place)?.[1] : undefined
    if (folded) document.querySelector<HTMLElement>(`details[data-part="${folded}s"]:not([open]) summary`)?.click()
    // what the page fetches on demand may still be on its way, a place as well as the field in it
    if (patience > 0) setTimeout(() => goTo(mend, patience - 1), 100)
    else element?.scrollIntoView({ block: 'center' })
    return
  }
  element.scrollIntoView({ block: 'center' })
  control.focus()
  control.click()
}

/** What is pressed or typed into at a place: an open field (competitors are added in one) before the buttons beside it. */
const controlOf = (mend: Mend, element: HTMLElement): HTMLElement | null =>
  (mend.to === 'fact' ? element.querySelector<HTMLElement>('input') : null) ??
  (element.matches('button, a') ? element : element.querySelector<HTMLElement>('button:not([disabled]), a'))

/** The place that a link from another page names behind the deal's address: `#fact=step`, `#place=element-budget`. Asked once. */
function takeNamed(): Mend | undefined {
  const [, to, name] = /^#(fact|place)=([\w.-]+)$/.exec(location.hash) ?? []
  if (!name) return undefined
  history.replaceState(history.state, '', location.pathname + location.search)
  return to === 'fact' ? { to, fact: name } : { to: 'place', place: name }
}

/** Sees to what was asked elsewhere as soon as this deal is shown: on the board, or by a link of another page. */
export function useAskedMends(dealId: string, see: (mend: Mend) => void): void {
  const take = useEffectEvent(() => {
    const mend = waiting?.dealId === dealId ? waiting.mend : takeNamed()
    if (!mend) return
    waiting = undefined
    see(mend)
  })
  useEffect(() => {
    const listener = (): void => take()
    listeners.add(listener)
    listener()
    return () => void listeners.delete(listener)
  }, [dealId])
}
