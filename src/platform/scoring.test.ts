import { expect, test } from 'vitest'
import { scoreOf } from './scoring.ts'

// FUNNEL-SCIENCE §3.3
const chances = [0.1, 0.15, 0.2, 0.3, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9]
const outcomes = [0, 0, 1, 0, 0, 1, 0, 1, 1, 1]
const told = chances.map((p, index) => ({ p, won: outcomes[index] === 1 }))

test('chances are scored as the worked example says', () => {
  const score = scoreOf(told, 5)
  expect(score.brier).toBeCloseTo(0.1635, 4)
  expect(score.logLoss).toBeCloseTo(0.4959, 4)
  expect(score.auc).toBeCloseTo(0.84, 10)
  expect(score.ece).toBeCloseTo(0.15, 10)
})

test('equal chances say nothing about who wins', () => {
  expect(scoreOf(told.map((each) => ({ ...each, p: 0.5 }))).auc).toBe(0.5)
})

test('nothing told, or one outcome only, gives finite figures', () => {
  expect(scoreOf([])).toMatchObject({ n: 0, logLoss: 0, auc: null })
  expect(scoreOf([{ p: 1, won: false }]).logLoss).toBeCloseTo(34.54, 2)
  expect(scoreOf([{ p: 0.4, won: true }]).auc).toBeNull()
})
