import { defaultMandatory, type Operator, type ProfileField } from '../../customers/level.ts'
import type { ReplyOf } from '../../ui/api.ts'
import type { readQualitySetting } from '../contract.ts'

export type Profile = NonNullable<ReplyOf<typeof readQualitySetting>['profile']>
export type Criterion = Profile['criteria'][number]

export const emptyProfile: Profile = {
  mandatory: [...defaultMandatory],
  criteria: [],
  premium: { revenueMinor: null, dealMinor: null },
  keepsStated: true,
}
export const emptyCriterion: Criterion = {
  field: 'industry',
  operator: 'one-of',
  values: [],
  number: null,
  weight: 1,
  knockOut: false,
}

const texts: readonly Operator[] = ['one-of', 'contains', 'filled']
const numbers: readonly Operator[] = ['at-least', 'at-most', 'filled']

/** The conditions that can be asked of a field. */
export const operatorsOf = (field: ProfileField): readonly Operator[] =>
  field === 'itShare' || field === 'revenue'
    ? numbers
    : field === 'headcount'
      ? ['at-least', 'at-most', 'one-of', 'filled']
      : texts

/** What stands for one unit in the form: whole money for minor units, a percent for a share. */
export const unitOf = (field: ProfileField): number => (field === 'revenue' ? 100 : field === 'itShare' ? 0.01 : 1)

export const isNumeric = (operator: Operator): boolean => operator === 'at-least' || operator === 'at-most'
export const isTextual = (operator: Operator): boolean => operator === 'one-of' || operator === 'contains'
