import { describe, expect, it } from 'vitest'
import { passwordStrength } from './password-strength.ts'

describe('a password is judged while it is typed', () => {
  const judge = (password: string) => passwordStrength(password, ['wang.min@example.com', '王敏', '华联机电'])
  it('says nothing before anything is typed', () => expect(judge('')).toEqual({ level: 0, flaw: null }))
  it('refuses what the server refuses, with the same reason', () => {
    expect(judge('short')).toEqual({ level: 1, flaw: 'too-short' })
    expect(judge('aaaaaaaaaaaa')).toEqual({ level: 1, flaw: 'repeated-characters' })
    expect(judge('wang.min123')).toEqual({ level: 1, flaw: 'names-you' })
  })
  it('grades what is taken by length and variety', () => {
    expect(judge('kdlwpqmzna').level).toBe(2)
    expect(judge('kdlwpqmznaruto').level).toBe(3)
    expect(judge('Kdlw-pqmz7').level).toBe(3)
    expect(judge('correct horse battery').level).toBe(4)
  })
})
