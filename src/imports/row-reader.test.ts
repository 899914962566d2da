import { expect, test } from 'vitest'
import { planFor, type Mapping } from './mapping.ts'
import { readRow } from './row-reader.ts'

const settings = { currency: 'CNY', defaultRegion: 'CN' } as const

const reader = (mapping: Mapping, headers: string[], styles = {}) => {
  const plan = planFor(mapping, headers, new Map(Object.entries(styles)))
  if (!plan.ok) throw new Error(plan.refusal.code)
  return (...cells: string[]) => readRow(plan.value, cells, 2, settings)
}

const deals = reader(
  {
    kind: 'opportunities',
    columns: { externalId: '编号', amount: '金额（万元）', closedOn: '成交', product: '产品', note: '备注' },
    values: { product: { GTXPro: 'GTX Pro', 旧款: '' } },
  },
  ['编号', '金额（万元）', '成交', '产品', '备注'],
  { 成交: { dateStyle: 'dmy', decimalMark: 'point' } },
)

test('a row is read by the plan: unit of the heading, style of the column, mapped values', () => {
  expect(deals('A1', '1.5', '01-03-2017', ' gtxpro ', ' 无 ').values).toEqual({
    externalId: 'A1',
    amount: 1_500_000,
    closedOn: { day: '2017-03-01', time: null, offset: null },
    product: 'GTX Pro',
    note: '无',
  })
  expect(deals('A1', '', '', '旧款', '').values).toEqual({ externalId: 'A1' })
})

test('nothing given keeps, none clears, unknown and null words are noted', () => {
  const row = deals('A1', 'None', 'NULL', 'Unknown', '')
  expect(row.values).toEqual({ externalId: 'A1', amount: null })
  expect(row.notes.map(({ code }) => code)).toEqual(['cell-none', 'cell-null-word', 'cell-unknown'])
  expect(row.errors).toEqual([])
})

test('a cell that cannot be what its column is is left out and named, and the row comes in', () => {
  const row = deals('A1', '很多', '30-02-2017', '', '')
  expect(row.values).toEqual({ externalId: 'A1' })
  expect(row.errors).toEqual([])
  expect(row.leftOut).toEqual([
    { field: 'amount', header: '金额（万元）', code: 'value-not-an-amount', given: '很多' },
    { field: 'closedOn', header: '成交', code: 'value-not-a-date', given: '30-02-2017' },
  ])
  expect(row.notes).toEqual([
    { code: 'cell-left-out:value-not-an-amount', field: 'amount', given: '2: 很多' },
    { code: 'cell-left-out:value-not-a-date', field: 'closedOn', given: '2: 30-02-2017' },
  ])
})

test('what a record is known by, and what it cannot be without, fails the row', () => {
  expect(deals('A'.repeat(201), '1', '', '', '').errors).toMatchObject([{ field: 'externalId', code: 'value-too-long' }])
  const events = reader({ kind: 'stage-events', columns: { opportunity: '商机', stage: '阶段', occurredAt: '时间' } }, [
    '商机',
    '阶段',
    '时间',
  ])
  expect(events('A1', '方案', '昨天下午').errors).toMatchObject([{ field: 'occurredAt', code: 'value-not-a-date' }])
})

const customers = reader({ kind: 'customers', columns: { name: '客户名称', phone: '手机' } }, ['客户名称', '手机'])

test('phones: several in a cell, other countries by the company, lost digits refused', () => {
  expect(customers('广州丁戊有限公司', '13800138000/13900139000').values.phone).toMatchObject([
    { e164: '+8613800138000' },
    { e164: '+8613900139000' },
  ])
  expect(customers('台北範例股份有限公司', '0912-345-678').values.phone).toMatchObject([{ e164: '+886912345678' }])
  expect(customers('上海某某', '021-6888 8888转801').values.phone).toMatchObject([{ e164: '+862168888888', extension: '801' }])
  expect(customers('深圳', '1.38001E+10').leftOut).toMatchObject([{ code: 'value-phone-scientific' }])
  expect(customers('深圳', '没有').leftOut).toMatchObject([{ code: 'value-not-a-phone' }])
})

test('a required value that is missing fails the row', () => {
  expect(customers('', '13800138000').errors).toMatchObject([{ field: 'name', code: 'value-missing' }])
})

test('defaults fill what the row leaves open', () => {
  const read = reader({ kind: 'customers', columns: { name: '名称', region: '地区' }, defaults: { region: '华东' } }, [
    '名称',
    '地区',
  ])
  expect(read('甲', '').values.region).toBe('华东')
  expect(read('甲', '华北').values.region).toBe('华北')
})
