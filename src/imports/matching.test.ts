import { expect, test } from 'vitest'
import { measureName } from '../targets/measure-name.ts'
import { choiceOf } from './choices.ts'
import { addCell, newProfile } from './column-profile.ts'
import { headingKey, headingScore, headingUnit } from './heading-match.ts'
import { mappingOf, planFor } from './mapping.ts'
import { propose } from './proposal.ts'
import { eventsOfLog, placeOf } from './deal-history.ts'
import { meaningOf, type KnownStage } from './stage-words.ts'
import { columnNames, findHeaderRow, isTotalRow } from './table-shape.ts'

const stage = (position: number, key: string, phase: KnownStage['phase'], ...names: string[]): KnownStage => ({
  id: key,
  key,
  position,
  phase,
  names: [key, ...names],
})
const sixStages = [
  stage(1, 'lead-capture', 'lead', '线索获取', '線索獲取', 'Lead capture'),
  stage(2, 'need-discovery', 'qualify', '需求挖掘', 'Need discovery'),
  stage(3, 'solution', 'propose', '方案制定', 'Solution'),
  stage(4, 'negotiation', 'negotiate', '商务谈判', 'Commercial negotiation'),
  stage(5, 'closing', 'close', '成交促成', 'Closing'),
  stage(6, 'care', 'care', '客户维护', 'Customer care'),
]

const profileOf = (name: string, values: string[]) => {
  const profile = newProfile(name)
  for (const value of values) addCell(profile, value)
  return profile
}
const proposed = (
  kind: Parameters<typeof propose>[0],
  table: Record<string, string[]>,
  known: Parameters<typeof propose>[2] = new Map(),
) =>
  Object.fromEntries(
    propose(
      kind,
      Object.entries(table).map(([name, values]) => profileOf(name, values)),
      known,
    ).columns.map(({ header, field }) => [header, field]),
  )

test('headings are compared without marks, remarks, case and script', () => {
  expect(headingKey('客户名称*')).toBe('客户名称')
  expect(headingKey('商机金额（万元）')).toBe('商机金额')
  expect(headingKey('客戶名稱')).toBe('客户名称')
  expect(headingKey('closeDate')).toBe(headingKey('Close_Date'))
  expect(headingScore('opportunities', 'customer', '客戶名稱*')).toBeGreaterThan(0.9)
  expect(headingUnit('金额（万元）')).toEqual({ power: 4, currency: null })
  expect(headingUnit('Revenue (in millions of USD)')).toEqual({ power: 6, currency: 'USD' })
})

test('a Taiwanese list is understood', () => {
  expect(
    proposed('opportunities', {
      商機編號: ['A1', 'A2'],
      客戶名稱: ['台北範例股份有限公司', '新竹範例'],
      業務: ['王小明', '李大同'],
      階段: ['需求分析', '報價'],
      '金額（萬元）': ['10', '20.5'],
      預計成交日: ['2026/3/1', '2026/4/1'],
    }),
  ).toEqual({
    商機編號: 'externalId',
    客戶名稱: 'customer',
    業務: 'owner',
    階段: 'stage',
    '金額（萬元）': 'amount',
    預計成交日: 'expectedCloseOn',
  })
})

test('the values speak where the heading says nothing, and doubt a heading that cannot be right', () => {
  expect(proposed('contacts', { X1: ['a@b.cn', 'c@d.com'], 公司: ['甲', '乙'], 姓名: ['王', '李'] })).toMatchObject({
    X1: 'email',
  })
  expect(proposed('opportunities', { 商机名称: ['甲', '乙'], 字段9: ['赢单', '输单', '进行中'] })).toMatchObject({
    字段9: 'stage',
  })
  expect(proposed('opportunities', { 商机名称: ['甲', '乙'], 成交日期: ['不急', '再说'] })).toMatchObject({ 成交日期: null })
  const known = new Map([['谁', { member: 1 }]])
  expect(proposed('opportunities', { 商机名称: ['甲', '乙'], 谁: ['王小明', '李大同'] }, known)).toMatchObject({ 谁: 'owner' })
})

test('columns that fit nothing are listed with nothing proposed, and what the kind needs is named', () => {
  const found = propose('contacts', [profileOf('姓名', ['王']), profileOf('血型', ['A'])], new Map())
  expect(found.columns[1]).toMatchObject({ header: '血型', field: null })
  expect(found.missing).toEqual([{ field: 'customer', oneOf: null }])
  expect(propose('opportunities', [profileOf('金额', ['1'])], new Map()).missing.map(({ field }) => field)).toEqual([
    'externalId',
    'name',
    'customer',
  ])
})

test.each([
  ['Won', 'won'],
  ['赢单', 'won'],
  ['Closed Won', 'won'],
  ['成交', 'won'],
  ['输单', 'lost'],
  ['丢单', 'lost'],
  ['Closed Lost', 'lost'],
  ['终止', 'terminated'],
  ['暂缓', 'on-hold'],
  ['进行中', 'open'],
  ['赢单（100%）', 'won'],
])('an outcome word is known: %s', (word, outcome) =>
  expect(meaningOf(word, sixStages)).toMatchObject({ kind: 'outcome', outcome }),
)

test.each([
  ['Prospecting', 'lead-capture'],
  ['Engaging', 'need-discovery'],
  ['需求分析', 'need-discovery'],
  ['方案报价', 'solution'],
  ['3-方案报价（60%）', 'solution'],
  ['Proposal/Price Quote', 'solution'],
  ['Negotiation/Review', 'negotiation'],
  ['成交促成', 'closing'],
  ['線索獲取', 'lead-capture'],
  ['lead capture', 'lead-capture'],
  ['商务谈判阶段', 'negotiation'],
])('a stage word finds its stage by name in any language, else by its phase: %s', (word, key) =>
  expect(meaningOf(word, sixStages)).toMatchObject({ kind: 'stage', stage: { key } }),
)

test('a word nobody knows stays unknown, and a pipeline without the phase offers the one before', () => {
  expect(meaningOf('火星', sixStages)).toEqual({ kind: 'unknown' })
  expect(meaningOf('Negotiation', [stage(1, 'lead', 'lead'), stage(2, 'deal', 'propose')])).toMatchObject({
    kind: 'stage',
    stage: { key: 'deal' },
  })
})

test('title and remark rows above the headings are seen as such', () => {
  const rows = [
    ['商机导入模板（请勿修改表头）'],
    ['说明：带*为必填'],
    [],
    ['商机编号', '客户名称*', '金额'],
    ['A1', '甲', '5'],
    ['A2', '乙', '6'],
  ]
  expect(findHeaderRow(rows, 'opportunities')).toBe(4)
  expect(findHeaderRow([['甲'], ['乙']], 'customers')).toBe(1)
  expect(
    findHeaderRow(
      [
        ['x1', 'x2'],
        ['1', '2'],
        ['3', '4'],
      ],
      'customers',
    ),
  ).toBe(1)
})

test('a total row is dropped, a company called Total is not', () => {
  expect(isTotalRow(['合计', '', '', '608159'], 4)).toBe(true)
  expect(isTotalRow(['', 'Grand Total:', '', '5'], 4)).toBe(true)
  expect(isTotalRow(['Total', 'Energy', 'Paris', '5'], 4)).toBe(false)
  expect(isTotalRow(['合计科技', '', '', ''], 4)).toBe(false)
})

test('columns that share a heading stay apart', () => {
  expect(columnNames(['备注', '', '备注'], 4)).toEqual(['备注', 'B', '备注 (2)', 'D'])
})

test('a mapping that does not fit the table is refused with the thing named', () => {
  const proposal = propose('contacts', [profileOf('姓名', ['王']), profileOf('公司', ['甲'])], new Map())
  const mapping = mappingOf('contacts', proposal, {})
  expect(planFor(mapping, ['姓名', '公司'], new Map()).ok).toBe(true)
  expect(planFor(mapping, ['公司'], new Map())).toMatchObject({
    refusal: { code: 'mapping-column-missing', facts: { column: '姓名' } },
  })
  expect(planFor({ ...mapping, columns: { name: '姓名' } }, ['姓名', '公司'], new Map())).toMatchObject({
    refusal: { code: 'mapping-incomplete', facts: { fields: ['customer'] } },
  })
  expect(planFor({ ...mapping, columns: { ...mapping.columns, shoe: '公司' } }, ['姓名', '公司'], new Map())).toMatchObject({
    refusal: { code: 'mapping-field-unknown' },
  })
})

test('choices are known by the words of several systems', () => {
  expect(choiceOf('activities', 'kind', '上门拜访')).toBe('visit')
  expect(choiceOf('customers', 'level', 'A（重点客户）')).toBe('premium')
  expect(choiceOf('activities', 'kind', '占卜')).toBeNull()
})

test('activities of several kinds are known by the names that an export gives them', () => {
  for (const locale of ['zh-CN', 'zh-TW', 'en'] as const)
    expect(choiceOf('targets', 'measure', measureName(locale, 'activity-call.visit.demo')), locale).toBe(
      'activity-call.visit.demo',
    )
  expect(choiceOf('targets', 'measure', '拜访量+电话数')).toBe('activity-call.visit')
  expect(choiceOf('targets', 'measure', '电话数+赢单金额')).toBeNull()
})

test('another round of the proposal is a line of a log; in a column it is an open deal', () => {
  const told = (word: string) => meaningOf(word, sixStages)
  for (const word of ['方案调整', '方案調整', 'Rework', '重新报价', 'another round'])
    expect(told(word)).toMatchObject({ kind: 'outcome', outcome: 'rework' })
  expect(told('贏單')).toMatchObject({ kind: 'outcome', outcome: 'won' })
  expect(placeOf([told('方案制定'), told('方案调整')])).toMatchObject({ stage: { key: 'solution' }, outcome: 'open' })
  const line = (word: string, at: number) => ({
    key: String(at),
    at,
    meaning: told(word) as Parameters<typeof eventsOfLog>[0][number]['meaning'],
  })
  const log = ['方案制定', '方案调整', '方案调整', '商务谈判', '暂缓', '方案调整', '丢单', '方案调整'].map(line)
  const events = eventsOfLog(log, { stage: null, ended: null }, sixStages[0]!)
  expect(events.map(({ kind, toStageId }) => [kind, toStageId])).toEqual([
    ['enter', 'solution'],
    ['rework', 'solution'],
    ['rework', 'solution'],
    ['advance', 'negotiation'],
    ['hold', null],
    ['lose', null],
  ])
})
