import { describe, expect, it } from 'vitest'
import { roles } from '../people/roles.ts'
import { hasHan } from '../../scripts/script-of.ts'
import { valueWord } from './value-word.ts'

describe('values of the audit trail are read in words', () => {
  it('says every role in every language', () => {
    for (const role of roles) {
      expect(hasHan(valueWord('zh-CN', role)), role).toBe(true)
      expect(valueWord('en', role)).not.toBe(role)
    }
    expect(valueWord('zh-TW', 'open')).toBe('進行中')
  })
  it('leaves what somebody typed as it is', () => expect(valueWord('en', '苏州')).toBe('苏州'))
})
