import { expect, test } from 'vitest'
import { benchmarkLines } from './benchmark-file.ts'

const stages = [
  { id: 'a', key: 'lead', names: ['线索获取', 'Lead capture'] },
  { id: 'b', key: 'need', names: ['需求挖掘', 'Need discovery'] },
]

test('a line per stage, by key or name in any language, with headings or without, the share as people write it', () => {
  expect(benchmarkLines('阶段,基准,出处\r\n线索获取,60%,行业报告\r\nneed discovery,0.45\r\n', stages)).toEqual({
    lines: [
      { line: 2, stageId: 'a', share: 0.6, note: '行业报告' },
      { line: 3, stageId: 'b', share: 0.45, note: '' },
    ],
    flaws: [],
  })
  expect(benchmarkLines('\uFEFFlead\t55\tours, last year\n\n"need"\t７０％', stages).lines).toEqual([
    { line: 1, stageId: 'a', share: 0.55, note: 'ours last year' },
    { line: 3, stageId: 'b', share: 0.7, note: '' },
  ])
})
test('what cannot be read is named by its line', () => {
  expect(benchmarkLines('lead;0\nlead;0.5\nlead;0.6\nnowhere;0.5\nneed;120\nneed;a lot', stages)).toEqual({
    lines: [{ line: 2, stageId: 'a', share: 0.5, note: '' }],
    flaws: [
      { line: 1, text: 'lead;0', flaw: 'no-share' },
      { line: 3, text: 'lead;0.6', flaw: 'twice' },
      { line: 4, text: 'nowhere;0.5', flaw: 'unknown-stage' },
      { line: 5, text: 'need;120', flaw: 'no-share' },
      { line: 6, text: 'need;a lot', flaw: 'no-share' },
    ],
  })
  expect(benchmarkLines('', stages)).toEqual({ lines: [], flaws: [] })
})
