import { describe, expect, it } from 'vitest'
import { bodyOf, flawsOf, keyFrom, moved, newDraft, type StageDraft } from './stage-draft.ts'

const discovery: StageDraft = {
  row: 'a',
  id: '0190c0de-0000-7000-8000-000000000001',
  key: 'need-discovery',
  phase: 'qualify',
  names: { 'zh-CN': '需求挖掘', 'zh-TW': '需求探索', en: 'Need discovery' },
  name: '需求确认',
  percent: 22.5,
  expectedDays: 20,
  warningDays: 30,
  criticalDays: 45,
  outcomes: ['lost'],
}

describe('a stage while it is edited', () => {
  it('changes its name in the reader’s language only', () => {
    expect(bodyOf(discovery, 'zh-CN').names).toEqual({ 'zh-CN': '需求确认', 'zh-TW': '需求探索', en: 'Need discovery' })
    expect(bodyOf(discovery, 'zh-CN').probability).toBe(0.225)
  })
  it('carries its name in every language when it is new', () => {
    const added = { ...newDraft('stage-7', '新阶段', discovery), name: '试运行' }
    expect(bodyOf(added, 'zh-CN')).toMatchObject({ key: 'stage-7', names: { en: '试运行' }, probability: 0.61 })
    expect(bodyOf(added, 'zh-CN')).not.toHaveProperty('id')
  })
  it('says which field is wrong', () => {
    expect(flawsOf(discovery)).toEqual({})
    expect(flawsOf({ ...discovery, name: ' ', percent: 100, warningDays: 50 })).toEqual({
      name: 'flawName',
      percent: 'flawProbability',
      warningDays: 'flawDays',
    })
  })
  it('moves by one place and stays inside the list', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c'])
  })
  it('finds a free key for a Chinese name as for an English one', () => {
    expect(keyFrom('Price war', 'reason', [])).toBe('price-war')
    expect(keyFrom('Price war', 'reason', ['price-war'])).toBe('price-war-2')
    expect(keyFrom('价格战', 'reason', ['reason-2'])).toBe('reason-3')
  })
})
