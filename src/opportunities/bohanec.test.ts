import { describe, expect, test } from 'vitest'
import { bohanecDeals, bohanecElements, bohanecIsHere, keyOfText, learnFrom, tellOutOfFold } from '../../test/bohanec-deals.ts'
import { scoreOf } from '../platform/scoring.ts'

if (!bohanecIsHere)
  console.warn('SKIPPED: 448 real deals (../shared/data/bohanec) are not here; how well elements tell is not measured')

describe.skipIf(!bohanecIsHere)('448 real deals, told by weights learned from the other folds, without the seller', () => {
  const { attributes, deals } = bohanecIsHere ? bohanecDeals() : { attributes: [], deals: [] }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const judge = (opinions: boolean) => {
    const told = tellOutOfFold(bohanecElements(attributes, deals, opinions), deals)
    const folds = [0, 1, 2, 3, 4].map((fold) => scoreOf(told.filter((each) => each.fold === fold)).auc!)
    return { ...scoreOf(told), aucOfFolds: mean(folds) }
  }

  test('21 attributes, no seller', () => {
    expect([attributes.length, deals.length]).toEqual([21, 448])
    expect(attributes).not.toContain('Seller')
  })

  test('chances are sharper and truer than the bar, with answers nobody valued before', () => {
    const score = judge(false)
    expect(score.logLoss).toBeLessThanOrEqual(0.53)
    expect(score.ece).toBeLessThanOrEqual(0.055)
    expect(score.eceOfWidths).toBeLessThanOrEqual(0.055)
    expect(score.auc).toBeGreaterThanOrEqual(0.81)
    // and than the logistic regression that came with the data
    const given = scoreOf(deals.map(({ logistic, won }) => ({ p: logistic, won })))
    expect(score.logLoss).toBeLessThan(given.logLoss)
    expect(score.brier).toBeLessThan(given.brier)
    expect(score.auc!).toBeGreaterThan(given.auc!)
  })

  test('and with answers valued by common sense', () => {
    const score = judge(true)
    expect(score.logLoss).toBeLessThanOrEqual(0.53)
    expect(score.ece).toBeLessThanOrEqual(0.055)
    expect(score.auc).toBeGreaterThanOrEqual(0.81)
    expect(score.aucOfFolds).toBeGreaterThanOrEqual(0.81)
  })

  test('that nobody knows the budget tells more against a deal than that there is none', () => {
    const { weights } = learnFrom(bohanecElements(attributes, deals, false), deals)
    const { answers } = weights.elements[keyOfText('Budgt_alloc')]!
    expect(answers!['unknown']!.weight).toBeLessThan(answers!['no']!.weight)
    expect(answers!['unknown']!.weight).toBeLessThan(answers!['yes']!.weight)
  })
})
