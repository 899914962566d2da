import type { Deals } from './deals.ts'
import type { Deeds } from './deeds/deeds.ts'
import type { TraitKind } from './why-contract.ts'

/** What is true of a deal: of which kind, and of what (an element, a form of contact, a source …). */
export interface TraitKey {
  kind: TraitKind
  /** `element` carries its state behind a `=`; an empty one means none given. */
  value: string
}
export const keyText = ({ kind, value }: TraitKey): string => `${kind}:${value}`

export const attributeKinds = ['source', 'product', 'band', 'region', 'owner'] as const

/** Everything that may be true of a deal at a gate, by number. */
export interface Space {
  keys: TraitKey[]
  attributes: { codes: ArrayLike<number>; offset: number }[]
  /** By the word of an activity: the trait of its form of contact, and 1 where it was written down late. */
  formOf: Int32Array
  late: Uint8Array
  /** By the word of somebody met: the trait of the role; -1 without one. */
  roleOf: Int32Array
  /** By the word of what was said about an element; -1 where that says nothing. */
  elementOf: Int32Array
  none: number
  oneOrTwo: number
  threeOrMore: number
  withinADay: number
  laterThanAWeek: number
  writtenLate: number
  nobody: number
  onePerson: number
  severalPeople: number
  /** The member of which a trait was noted last. */
  noted: Int32Array
  /** Traits of the member looked at. */
  marks: Int32Array
}

const tellingStates = ['partial', 'confirmed', 'unfavourable']

export function spaceOf(deals: Deals, { activities, met, elements }: Deeds): Space {
  const keys: TraitKey[] = []
  const add = (kind: TraitKind, value: string): number => keys.push({ kind, value }) - 1
  const attributes = attributeKinds.map((kind) => {
    const { codes, values } = deals.of[kind]
    const offset = keys.length
    for (const value of values) add(kind, value ?? '')
    return { codes, offset }
  })
  const forms = new Map<string, number>()
  const formNumber = (word: string): number => {
    const form = word.replace('!', '')
    const known = forms.get(form) ?? add('activity', form)
    forms.set(form, known)
    return known
  }
  const texts = (values: readonly (string | null)[]): string[] => values.map((value) => value ?? '')
  const formWords = texts(activities.words.values)
  const fixed = {
    formOf: Int32Array.from(formWords, (word) => (word === '' ? -1 : formNumber(word))),
    late: Uint8Array.from(formWords, (word) => Number(word.endsWith('!'))),
    roleOf: Int32Array.from(texts(met.words.values), (role) => (role === '' ? -1 : add('met', role))),
    elementOf: Int32Array.from(texts(elements.words.values), (said) =>
      tellingStates.includes(said.slice(said.lastIndexOf('=') + 1)) ? add('element', said) : -1,
    ),
    none: add('activity', 'none'),
    oneOrTwo: add('activity', 'one-or-two'),
    threeOrMore: add('activity', 'three-or-more'),
    withinADay: add('response', 'within-a-day'),
    laterThanAWeek: add('response', 'later-than-a-week'),
    writtenLate: add('recording', 'late'),
    nobody: add('met', 'nobody'),
    onePerson: add('met', 'one-person'),
    severalPeople: add('met', 'several-people'),
  }
  return { keys, attributes, ...fixed, noted: new Int32Array(keys.length).fill(-1), marks: new Int32Array(keys.length) }
}
