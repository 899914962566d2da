/**
 * How good the chances are that elements tell, on 448 real B2B deals (M. Bohanec et al., 2017), out of the given folds, with the
 * product's own learning. Told twice: elements nobody had an opinion about, and answers valued by common sense before. What
 * "Unknown" is worth is shown by taking it away: as an answer of its own it has a weight; replaced by a guess it has none.
 */
import { scoreOf } from '../src/platform/scoring.ts'
import { bohanecDeals, bohanecElements, bohanecIsHere, keyOfText, learnFrom, tellOutOfFold } from '../test/bohanec-deals.ts'
import { tell } from './ground/measure.ts'

if (!bohanecIsHere) {
  console.warn('SKIPPED: the Bohanec deals (../shared/data/bohanec) are not here')
} else {
  const { attributes, deals } = bohanecDeals()
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const report = (name: string, told: readonly { p: number; won: boolean; fold: number }[], barred: boolean) => {
    const score = scoreOf(told)
    const folds = [...new Set(told.map(({ fold }) => fold))].map((fold) => scoreOf(told.filter((each) => each.fold === fold)))
    const bar = (value: number) => (barred ? { bar: value } : {})
    tell({ name: `${name}: log-loss`, figure: score.logLoss, unit: '×', ...bar(0.53) })
    tell({ name: `${name}: Brier`, figure: score.brier, unit: '×' })
    tell({
      name: `${name}: AUC`,
      figure: score.auc ?? 0,
      unit: '×',
      atLeast: true,
      ...bar(0.81),
      meanOfFolds: mean(folds.map(({ auc }) => auc ?? 0)),
    })
    tell({ name: `${name}: ECE`, figure: score.ece, unit: '×', ...bar(0.055), binsOfEqualWidth: score.eceOfWidths })
  }
  report(
    'logistic regression that came with the data',
    deals.map(({ logistic, won, fold }) => ({ p: logistic, won, fold })),
    false,
  )
  const neutral = bohanecElements(attributes, deals, false)
  report('elements without opinions', tellOutOfFold(neutral, deals), true)
  report('elements valued by common sense', tellOutOfFold(bohanecElements(attributes, deals, true), deals), true)
  const commonest = (name: string): string => {
    const counts = new Map<string, number>()
    for (const { answers } of deals)
      if (answers[name] !== 'Unknown') counts.set(answers[name]!, (counts.get(answers[name]!) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1])[0]![0]
  }
  const guessed = deals.map((deal) => ({
    ...deal,
    answers: Object.fromEntries(
      Object.entries(deal.answers).map(([name, level]) => [name, level === 'Unknown' ? commonest(name) : level]),
    ),
  }))
  report('"Unknown" replaced by the commonest answer', tellOutOfFold(neutral, guessed), false)
  const { weights } = learnFrom(neutral, deals)
  for (const name of attributes) {
    const answer = weights.elements[keyOfText(name)]!.answers!['unknown']
    if (answer)
      console.log(
        JSON.stringify({
          element: name,
          answer: 'Unknown',
          deals: answer.rows,
          logOdds: Number(answer.weight.toFixed(3)),
          learned: Number(answer.share.toFixed(2)),
        }),
      )
  }
}
