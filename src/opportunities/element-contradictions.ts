import type { ElementDefinition } from '../pipelines/element-definition.ts'
import type { ElementState } from '../pipelines/criteria.ts'
import { isDueBy, type ElementKnown } from './elements.ts'

/** What is on record besides the elements, as far as it can contradict them. */
export interface DealRecord {
  /** Key of the present stage and the keys of all in order. */
  stageKey: string
  order: readonly string[]
  /** Day in the organisation's zone. */
  today: string
  amountMinor: number | null
  expectedCloseOn: string | null
  contacts: readonly { role: string | null; attitude: string | null }[]
  /** Whether somebody who decides took part in a contact on record. */
  deciderMet: boolean
  /** Documents that put terms on paper: offers, quotes, contracts. */
  offersOnPaper: number
  /** Who took the customer's last decided deal, where it was lost to a competitor. */
  lastDealLostTo: string | null
  /** Elements whose evidence was archived meanwhile. */
  evidenceGone: readonly string[]
  /** Chance from the elements and the rep's own, 0–1; null where there is none. */
  chance: number | null
  ownProbability: number | null
}

/** What mends a contradiction: a field to fill, a contact to add or complete, an activity to log, a document to attach, an element to judge anew. */
export interface Mend {
  kind: 'field' | 'contact' | 'activity' | 'document' | 'element'
  key: string
}

export const contradictionCodes = [
  'budget-without-amount',
  'access-without-decider',
  'decider-never-met',
  'champion-without-supporter',
  'chain-without-roles',
  'timing-without-date',
  'timing-past',
  'competition-lost-before',
  'terms-without-paper',
  'unfavourable-due',
  'evidence-gone',
  'own-chance-apart',
] as const
export type ContradictionCode = (typeof contradictionCodes)[number]

export interface Contradiction {
  code: ContradictionCode
  /** The element it is about; null where it is about all of them. */
  element: string | null
  facts: Record<string, string | number>
  mend: Mend
}

/** A rep's own chance this far from that of the elements should be talked about. */
export const farApart = 0.3

/**
 * Where what is said about the elements and what is on record cannot both be true, or should be talked about, the gravest for the
 * deal first. Elements are recognised by the keys of the usual table; a pipeline with others has only the last three kinds.
 */
export function contradictionsOf(
  definitions: readonly ElementDefinition[],
  known: readonly ElementKnown[],
  deal: DealRecord,
): Contradiction[] {
  const states = new Map<string, ElementState>(known.map(({ key, state }) => [key, state]))
  const defined = new Set(definitions.map(({ key }) => key))
  const confirmed = (key: string): boolean => defined.has(key) && states.get(key) === 'confirmed'
  const deciders = deal.contacts.filter(({ role }) => role === 'decider').length
  const supporters = deal.contacts.filter(({ attitude }) => attitude === 'supporter').length
  const withRole = deal.contacts.filter(({ role }) => role !== null).length
  const found: Contradiction[] = []
  const say = (
    wrong: boolean,
    code: ContradictionCode,
    element: string | null,
    mend: Mend,
    facts: Record<string, string | number> = {},
  ): void => {
    if (wrong) found.push({ code, element, facts, mend })
  }
  const field = (key: string): Mend => ({ kind: 'field', key })
  const contact = (key: string): Mend => ({ kind: 'contact', key })

  say(confirmed('decider-access') && deciders === 0, 'access-without-decider', 'decider-access', contact('decider'))
  say(confirmed('decider-access') && deciders > 0 && !deal.deciderMet, 'decider-never-met', 'decider-access', {
    kind: 'activity',
    key: 'decider',
  })
  say(confirmed('champion') && supporters === 0, 'champion-without-supporter', 'champion', contact('supporter'))
  say(confirmed('decision-chain') && withRole < 2, 'chain-without-roles', 'decision-chain', contact('role'), { count: withRole })
  say(confirmed('budget') && !deal.amountMinor, 'budget-without-amount', 'budget', field('amountMinor'))
  const day = deal.expectedCloseOn
  say(confirmed('timing') && day === null, 'timing-without-date', 'timing', field('expectedCloseOn'))
  say(confirmed('timing') && day !== null && day < deal.today, 'timing-past', 'timing', field('expectedCloseOn'), {
    day: day ?? '',
  })
  say(
    confirmed('competition') && deal.lastDealLostTo !== null,
    'competition-lost-before',
    'competition',
    { kind: 'element', key: 'competition' },
    { competitor: deal.lastDealLostTo ?? '' },
  )
  say(confirmed('terms') && deal.offersOnPaper === 0, 'terms-without-paper', 'terms', { kind: 'document', key: 'quote' })
  for (const definition of definitions) {
    const element = { kind: 'element', key: definition.key } as const
    const bad = states.get(definition.key) === 'unfavourable'
    say(bad && isDueBy(definition, deal.stageKey, deal.order), 'unfavourable-due', definition.key, element)
  }
  for (const key of deal.evidenceGone) say(defined.has(key), 'evidence-gone', key, { kind: 'element', key })
  const apart = deal.chance === null || deal.ownProbability === null ? 0 : Math.abs(deal.ownProbability - deal.chance)
  say(apart >= farApart, 'own-chance-apart', null, field('ownProbability'), {
    own: Math.round((deal.ownProbability ?? 0) * 100),
    elements: Math.round((deal.chance ?? 0) * 100),
  })
  return found
}
