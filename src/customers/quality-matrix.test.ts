import { describe, expect, test } from 'vitest'
import {
  assetIndex,
  defaultMatrix,
  deservedShares,
  gradeOf,
  isAsset,
  isForDevelopment,
  levelIsDue,
  matrixLevels,
  relationships,
  type Grade,
  type MatrixLevel,
  type Relationship,
  runsBackwards,
} from './quality-matrix.ts'

describe('the quality matrix', () => {
  test.each<[MatrixLevel, Relationship, Grade]>([
    ['potential', 'untouched', null],
    ['potential', 'neutral', null],
    ['potential', 'familiar', null],
    ['potential', 'partner', null],
    ['target', 'untouched', null],
    ['target', 'neutral', 5],
    ['target', 'familiar', 3],
    ['target', 'partner', 3],
    ['premium', 'untouched', null],
    ['premium', 'neutral', 4],
    ['premium', 'familiar', 2],
    ['premium', 'partner', 2],
    ['strategic', 'untouched', null],
    ['strategic', 'neutral', 4],
    ['strategic', 'familiar', 2],
    ['strategic', 'partner', 1],
  ])('a %s customer who is %s is grade %s', (level, relationship, grade) =>
    expect(gradeOf(defaultMatrix, level, relationship)).toBe(grade),
  )
  test('who does not match the target profile has no grade, however well we know each other', () =>
    expect(relationships.map((each) => gradeOf(defaultMatrix, 'no-match', each))).toEqual([null, null, null, null]))
  test('grades 1 to 3 are assets; 4, 5 and none are not', () =>
    expect(([1, 2, 3, 4, 5, null] as const).map(isAsset)).toEqual([true, true, true, false, false, false]))
  test('premium and strategic customers whom nobody has met are for development', () => {
    const listed = matrixLevels.flatMap((level) => relationships.map((each) => [level, each] as const))
    expect(listed.filter(([level, each]) => isForDevelopment(level, each))).toEqual([
      ['premium', 'untouched'],
      ['strategic', 'untouched'],
    ])
  })
  test('a level is due where somebody is well known at a customer not yet identified', () => {
    expect(relationships.map((each) => levelIsDue('potential', each))).toEqual([false, false, true, true])
    expect(levelIsDue('target', 'partner')).toBe(false)
  })
  test('the asset index counts trust and nothing else', () =>
    expect(
      assetIndex([
        { grade: 1, count: 10 },
        { grade: 2, count: 38 },
        { grade: 3, count: 74 },
        { grade: 4, count: 30 },
        { grade: 5, count: 88 },
        { grade: null, count: 216 },
      ]),
    ).toBe(5500))
  test('contacts are deserved by the root of what a customer is worth', () => {
    const shares = deservedShares([
      { grade: 1, isForDevelopment: false, count: 1 },
      { grade: null, isForDevelopment: true, count: 1 },
      { grade: null, isForDevelopment: false, count: 100 },
    ])
    expect(shares.map((share) => Number(share.toFixed(4)))).toEqual([0.6667, 0.3333, 0])
    expect(deservedShares([{ grade: null, isForDevelopment: false, count: 3 }])).toEqual([0])
  })
})

test('a better cell with the worse grade is noticed', () => {
  expect(runsBackwards(defaultMatrix)).toBe(false)
  const bent = { ...defaultMatrix, strategic: { ...defaultMatrix.strategic, partner: 3 as const } }
  expect(runsBackwards(bent)).toBe(true)
  expect(runsBackwards({ ...defaultMatrix, target: { ...defaultMatrix.target, partner: null } })).toBe(true)
})
