import { describe, expect, it } from 'vitest'
import { answers } from './seven-answers.ts'

describe('same data, seven answers (FUNNEL-SCIENCE 1.2), as the help page shows them', () => {
  it('are 50, 70, 30, 70, 60, 67, 75 and 65 %', () => {
    const shares = Object.fromEntries(answers().map(({ question, share }) => [question, Math.round(share * 10_000) / 10_000]))
    expect(shares).toEqual({
      all: 0.5,
      early: 0.7,
      late: 0.3,
      matured: 0.7,
      flow: 0.6,
      exit: 0.6667,
      snapshot: 0.75,
      estimate: 0.6463,
    })
  })

  it('are counted from the deals that the picture marks', () => {
    const of = (question: string) => {
      const { counted } = answers().find((one) => one.question === question)!
      return (['advanced', 'lost', 'notYet'] as const).map((as) => counted.filter((one) => one === as).length)
    }
    expect(of('matured')).toEqual([7, 2, 1])
    expect(of('exit')).toEqual([6, 3, 0])
    expect(of('snapshot')).toEqual([3, 0, 1])
  })
})
