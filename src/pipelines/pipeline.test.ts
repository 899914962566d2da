import { describe, expect, test } from 'vitest'
import { templates } from './templates/all.ts'

describe.each(templates)('template $key', ({ stages, name }) => {
  test('is named in three languages, stage by stage', () => {
    for (const named of [name, ...stages.map((stage) => stage.name)])
      expect(Object.values(named).every((text) => text.trim() !== '')).toBe(true)
  })
  test('chances rise from stage to stage and never claim certainty', () => {
    const chances = stages.map(({ probability }) => probability)
    expect([...chances].sort((a, b) => a - b)).toEqual(chances)
    expect(chances.every((chance) => chance > 0 && chance < 1)).toBe(true)
  })
  test('warns before it is critical, and not before the standard time is over', () => {
    for (const stage of stages) {
      expect(stage.expectedDays).toBeLessThanOrEqual(stage.warningDays)
      expect(stage.warningDays).toBeLessThan(stage.criticalDays)
    }
  })
  test('stage keys are unique', () => expect(new Set(stages.map(({ key }) => key)).size).toBe(stages.length))
})
