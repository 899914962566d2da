import type { InputReply, Overrides, RecordList } from '../contract.ts'
import { inputKeys } from '../contract.ts'
import { usual } from '../inputs.ts'
import type { CapacityInputs, InputKey } from '../model.ts'

/** How each input is shown, dragged and explained. */
export interface Shown {
  key: InputKey
  unit: 'money' | 'share' | 'number'
  /** What is counted, said behind the number. */
  of?: 'days' | 'times' | 'customers' | 'people' | 'minutes'
  /** Right end of the slider in shown units when the records are smaller than that. */
  most: number
  step: number
  /** Records that it comes from. */
  list?: RecordList
}

export const groups: readonly { name: 'goal' | 'flow' | 'time' | 'people'; inputs: readonly Shown[] }[] = [
  {
    name: 'goal',
    inputs: [
      { key: 'targetMinor', unit: 'money', most: 1_000_000, step: 10_000, list: 'won' },
      { key: 'dealMinor', unit: 'money', most: 100_000, step: 1000, list: 'won' },
      { key: 'workdays', unit: 'number', of: 'days', most: 31, step: 1 },
    ],
  },
  {
    name: 'flow',
    inputs: [
      { key: 'conversion', unit: 'share', most: 60, step: 0.5, list: 'not-won' },
      { key: 'touches', unit: 'number', of: 'times', most: 20, step: 0.1, list: 'activities' },
      { key: 'arrivals', unit: 'number', of: 'customers', most: 40, step: 0.1, list: 'prospects' },
    ],
  },
  {
    name: 'people',
    inputs: [
      { key: 'reps', unit: 'number', of: 'people', most: 30, step: 1, list: 'reps' },
      { key: 'followUpsDue', unit: 'number', of: 'times', most: 100, step: 0.5, list: 'missed' },
      { key: 'followUpsDone', unit: 'number', of: 'times', most: 100, step: 0.5, list: 'activities' },
    ],
  },
  {
    name: 'time',
    inputs: [
      { key: 'minutesNew', unit: 'number', of: 'minutes', most: 180, step: 5, list: 'activities' },
      { key: 'minutesFollowUp', unit: 'number', of: 'minutes', most: 120, step: 5, list: 'activities' },
      { key: 'minutesOld', unit: 'number', of: 'minutes', most: 120, step: 5, list: 'activities' },
      { key: 'oldPerDay', unit: 'number', of: 'customers', most: 30, step: 0.5, list: 'activities' },
      { key: 'adminMinutes', unit: 'number', of: 'minutes', most: 360, step: 5, list: 'chores' },
    ],
  },
]

/** What an input is without the reader's own assumption. */
export const withoutOverride = (key: InputKey, input: InputReply): number => input.recorded ?? usual[key]

/** The numbers of the model with what the reader has typed so far. */
export const modelInputs = (inputs: Record<InputKey, InputReply>, draft: Overrides): CapacityInputs =>
  Object.fromEntries(inputKeys.map((key) => [key, draft[key] ?? withoutOverride(key, inputs[key])])) as unknown as CapacityInputs

/** Between what is stored and what people type: 分 ↔ 元, 0-1 ↔ %. */
export const factorOf = (unit: Shown['unit'], minorPerMajor: number): number =>
  unit === 'money' ? 1 / minorPerMajor : unit === 'share' ? 100 : 1

/** A slider's right end: round, and with room above the value. */
export function mostOf({ most, unit }: Shown, value: number): number {
  if (unit === 'share') return Math.min(100, Math.max(most, Math.ceil(value / 10) * 10 + 10))
  if (value <= most * 0.7) return most
  const scale = 10 ** Math.floor(Math.log10(value))
  return Math.ceil((value * 1.6) / scale) * scale
}
