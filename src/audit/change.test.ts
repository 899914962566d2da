import { describe, expect, it } from 'vitest'
import { changesOf, idsIn } from './change.ts'

const owner = '0190a1b2-0000-7000-8000-000000000001'
const names = new Map([[owner, '李娜']])
const entry = (after: Record<string, unknown>, before: Record<string, unknown> | null = null, entityKind = 'customer') => ({
  entityKind,
  before,
  after,
})

describe('the changes of an audit entry', () => {
  it('say field by field what was and what is, with names for ids', () => {
    expect(changesOf(entry({ ownerId: owner, region: '上海' }, { ownerId: null, region: '北京' }), names, true)).toEqual([
      { field: 'ownerId', form: 'text', before: null, after: '李娜' },
      { field: 'region', form: 'text', before: '北京', after: '上海' },
    ])
    expect(idsIn({ ownerId: owner, contactIds: [owner], name: 'x' })).toEqual([owner, owner])
  })

  it('leave out what was empty before and after, and know how values are to be read', () => {
    const forms = changesOf(
      entry({
        note: '',
        contactIds: [],
        amountMinor: 1200,
        ownProbability: 0.4,
        isRegion: true,
        happenedAt: '2026-03-02T01:00:00.000Z',
        nextStepOn: '2026-03-09',
        headcount: 12,
        scopes: ['a'],
      }),
      names,
      true,
    )
    expect(forms.map(({ field, form }) => `${field}:${form}`)).toEqual([
      'amountMinor:money',
      'ownProbability:share',
      'isRegion:flag',
      'happenedAt:moment',
      'nextStepOn:day',
      'headcount:number',
      'scopes:list',
    ])
  })

  it('mask how to reach a prospect for who may not see it, also inside a part; a colleague’s number is not masked', () => {
    const after = { phone: '+8613800138000', contacts: [{ name: '周主任', phone: '+8613900139000' }] }
    const shown = (kind: string, unmasked: boolean) =>
      changesOf(entry(after, null, kind), names, unmasked).map((one) => one.after)
    expect(shown('customer', false)).toEqual(['+86138****8000', ['周主任 · +86139****9000']])
    expect(shown('customer', true)).toEqual(['+8613800138000', ['周主任 · +8613900139000']])
    expect(shown('member', false)[0]).toBe('+8613800138000')
  })
})
