import type { DealPast } from '../opportunities/element-past.ts'
import { knownAt } from '../opportunities/element-past.ts'
import type { TraitKind } from './why-contract.ts'
import type { Deals } from './deals.ts'
import type { Member } from './gate-members.ts'
import type { TraitColumn } from './traits.ts'

/** What is true of a deal: of which kind, and of what (an element, a form of contact, a source …). */
export interface TraitKey {
  kind: TraitKind
  /** `element` carries its state behind a `=`; an empty one means none given. */
  value: string
}
export const keyText = ({ kind, value }: TraitKey): string => `${kind}:${value}`

/** What was done for one deal at the gate. Counts by form of contact; roles of the people met until then, with how many. */
export interface Doings {
  kinds: ReadonlyMap<string, number>
  late: number
  /** Days from coming to the gate to the first contact; null: none in the time looked at. */
  firstContactDays: number | null
  met: ReadonlyMap<string, number>
}

const elementStates = ['partial', 'confirmed', 'unfavourable'] as const

/** Columns of everything that may distinguish deals at a gate, one mark per member; what is true of nobody is left out. */
export function traitColumns(
  deals: Deals,
  members: readonly Member[],
  doings: readonly Doings[],
  pasts: ReadonlyMap<string, DealPast>,
): TraitColumn<TraitKey>[] {
  const found = new Map<string, TraitColumn<TraitKey>>()
  const mark = (index: number, kind: TraitKind, value: string): void => {
    const key = { kind, value }
    const text = keyText(key)
    let column = found.get(text)
    if (!column) found.set(text, (column = { key, has: new Uint8Array(members.length) }))
    column.has[index] = 1
  }
  members.forEach(({ deal, until }, index) => {
    for (const kind of ['source', 'product', 'band', 'region', 'owner'] as const)
      mark(index, kind, deals.of[kind].values[deals.of[kind].codes[deal]!] ?? '')
    markDoings(doings[index]!, (kind, value) => mark(index, kind, value))
    const past = pasts.get(deals.idOf(deal))
    if (past)
      for (const [element, { state }] of knownAt(past, until))
        if (elementStates.includes(state as 'partial')) mark(index, 'element', `${element}=${state}`)
  })
  return [...found.values()]
}

function markDoings({ kinds, late, firstContactDays, met }: Doings, mark: (kind: TraitKind, value: string) => void): void {
  const all = [...kinds.values()].reduce((sum, count) => sum + count, 0)
  for (const kind of kinds.keys()) mark('activity', kind)
  mark('activity', all === 0 ? 'none' : all >= 3 ? 'three-or-more' : 'one-or-two')
  if (firstContactDays !== null && firstContactDays <= 1) mark('response', 'within-a-day')
  if (firstContactDays === null || firstContactDays > 7) mark('response', 'later-than-a-week')
  if (all > 0 && late * 2 >= all) mark('recording', 'late')
  for (const role of met.keys()) if (role !== '') mark('met', role)
  const people = [...met.values()].reduce((sum, count) => sum + count, 0)
  mark('met', people === 0 ? 'nobody' : people === 1 ? 'one-person' : 'several-people')
}
