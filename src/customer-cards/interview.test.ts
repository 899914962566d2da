import { expect, test } from 'vitest'
import { interviewFrom, latestOf, type Interview } from './interview.ts'

const nothing: Interview = {
  motives: null,
  appreciates: null,
  doubts: null,
  experience: null,
  productInUse: null,
  competitor: null,
}

test('of each field the last that was said holds, and blank says nothing', () => {
  const first = { ...nothing, motives: '扩产', doubts: '交期', day: 1 }
  const second = { ...nothing, doubts: '价格', day: 2 }
  const latest = latestOf([second, first])
  expect(latest.doubts).toEqual({ text: '价格', from: second })
  expect(latest.motives?.from.day).toBe(1)
  expect(latest.competitor).toBeUndefined()
  expect(interviewFrom({ ...nothing, motives: '  ' })).toBeNull()
  expect(interviewFrom({ ...nothing, motives: ' 扩产 ' })?.motives).toBe('扩产')
})
