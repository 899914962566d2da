import { stateOfAnswer } from '../opportunities/elements.ts'
import type { ElementState } from '../pipelines/criteria.ts'
import type { ElementDefinition } from '../pipelines/element-definition.ts'
import type { Named } from '../pipelines/stage.ts'
import { nameKey } from '../platform/text/keys.ts'
import { readCell } from './cell.ts'
import type { Field, ImportKind } from './fields.ts'

const prefix = 'element:'

/** The field of an opportunity that says what is known of an element: `element:KEY`. Whether the pipeline has it, the import tells. */
export const elementField = (kind: ImportKind, key: string): Field | undefined =>
  kind === 'opportunities' && /^element:[a-z0-9]+(-[a-z0-9]+)*$/.test(key) ? { key, type: 'element', max: 200 } : undefined

export const fieldOfElement = (elementKey: string): string => prefix + elementKey
export const elementOfField = (field: string): string | null => (field.startsWith(prefix) ? field.slice(prefix.length) : null)

const namesOf = ({ key, name }: { key: string; name: Named }): string[] =>
  [key, ...Object.values<string>({ ...name })].map(nameKey)

/** Which of the headings are the key or the name of an element in any language; each element and each heading once. */
export function elementsNamed(elements: readonly ElementDefinition[], headings: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const element of elements) {
    const names = namesOf(element)
    const heading = headings.find((each) => names.includes(nameKey(each)) && ![...found.values()].includes(each))
    if (heading !== undefined) found.set(fieldOfElement(element.key), heading)
  }
  return found
}

const stateWords: Record<ElementState, readonly string[]> = {
  unknown: ['unknown', '未知', '不清楚', '不知道', '待确认', '待確認', '?', '？'],
  partial: ['partial', 'partly', '部分', '部分了解', '部分确认', '部分確認', '了解'],
  confirmed: ['confirmed', '已确认', '已確認', '确认', '確認', '是', '有', 'yes', 'y', 'true', '1', '√'],
  unfavourable: ['unfavourable', 'unfavorable', '不利', '否', '无', '無', '没有', '沒有', 'no', 'n', 'false', '0', '×'],
}
const states = new Map(
  Object.entries(stateWords).flatMap(([state, words]) => words.map((word) => [nameKey(word), state as ElementState])),
)

export interface ElementSaid {
  key: string
  state: ElementState
  answer: string | null
}

/** What a cell says of an element: one of its answers by key or name in any language, or a state; null when nobody knows the word. */
export function readElement(element: ElementDefinition, text: string): ElementSaid | null {
  const word = nameKey(text)
  const answer = element.answers?.find((each) => namesOf(each).includes(word))
  if (answer) return { key: element.key, state: stateOfAnswer(answer, true), answer: answer.key }
  const state = states.get(word) ?? (readCell(text).kind === 'unknown' ? 'unknown' : undefined)
  return state ? { key: element.key, state, answer: null } : null
}
