import { describe, expect, test } from 'vitest'
import { judgeAnswers } from './answering.ts'
import { groupOf, npsOf } from './nps.ts'
import { flawOf, inLanguage, type Question } from './survey.ts'

const question = (key: string, kind: Question['kind'], isRequired = false): Question => ({
  key,
  kind,
  isRequired,
  text: { 'zh-CN': key },
  options: kind === 'choice' ? [{ key: 'a', text: { en: 'A' } }, { key: 'b', text: { en: 'B' } }] : [],
}) // prettier-ignore
const asked = [question('q1', 'nps', true), question('q2', 'scale'), question('q3', 'scale'), question('q4', 'choice'), question('q5', 'text')] // prettier-ignore

describe('the net promoter score', () => {
  test('is promoters less detractors; passives count in the whole', () => {
    expect([0, 6, 7, 8, 9, 10].map(groupOf)).toEqual(['detractor', 'detractor', 'passive', 'passive', 'promoter', 'promoter'])
    expect(npsOf({ promoters: 60, passives: 20, detractors: 20 })).toMatchObject({ score: 40, answers: 100 })
  })
  test('has an interval that is wide for few answers and never beyond the scale', () => {
    const many = npsOf({ promoters: 60, passives: 20, detractors: 20 })
    expect([many.low!, many.high!].map((value) => Math.round(value * 10) / 10)).toEqual([23.4, 54.3])
    const few = npsOf({ promoters: 3, passives: 0, detractors: 0 })
    expect([few.score, few.high! <= 100, few.low! < 60]).toEqual([100, true, true])
    for (const [promoters, detractors] of [
      [1, 0],
      [0, 1],
      [0, 12],
    ] as const) {
      const { low, score, high } = npsOf({ promoters, passives: 0, detractors })
      expect([low! <= score!, score! <= high!]).toEqual([true, true])
    }
    expect(npsOf({ promoters: 0, passives: 0, detractors: 0 })).toMatchObject({ score: null, low: null, high: null })
  })
})

describe('answers', () => {
  test('are read by their questions; scales become 0-100', () =>
    expect(judgeAnswers(asked, { q1: '9', q2: '5', q3: '2', q4: 'b', q5: ' 交期稳定 ' })).toEqual({
      answers: { q1: 9, q2: 5, q3: 2, q4: 'b', q5: '交期稳定' },
      nps: 9,
      satisfaction: 62.5,
      missing: [],
    }))
  test('that no button sends count as unanswered, and what must be answered is named', () =>
    expect(judgeAnswers(asked, { q1: '11', q2: '0', q3: '1e1', q4: 'z', q5: '\u0000', other: 'x' })).toEqual({
      answers: {},
      nps: null,
      satisfaction: null,
      missing: ['q1'],
    }))
})

describe('a survey', () => {
  test('is asked in the language of the reader, or the nearest there is', () => {
    expect(inLanguage({ 'zh-CN': '满意吗', en: 'Happy?' }, 'zh-TW')).toBe('满意吗')
    expect(inLanguage({ 'zh-TW': '滿意嗎' }, 'en')).toBe('滿意嗎')
    expect(inLanguage({ 'zh-CN': ' ' }, 'en')).toBe('')
  })
  test('with a fault is named it', () => {
    expect(flawOf([])).toEqual({ code: 'survey-asks-nothing' })
    expect(flawOf([{ ...question('a', 'text'), text: { en: ' ' } }])).toEqual({ code: 'survey-question-blank', number: 1 })
    expect(flawOf([question('a', 'nps'), question('a', 'text')])).toEqual({ code: 'survey-keys-repeat' })
    expect(flawOf([question('a', 'nps'), question('b', 'nps')])).toEqual({ code: 'survey-asks-nps-twice' })
    expect(flawOf([{ ...question('a', 'choice'), options: [] }])).toEqual({ code: 'survey-choice-too-few', number: 1 })
    expect(flawOf(asked)).toBe(null)
  })
})
