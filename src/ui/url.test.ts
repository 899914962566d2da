import { describe, expect, it } from 'vitest'
import { asked, parseSearch, readView, stringifySearch } from './url.ts'

const readers = {
  q: asked.text,
  owner: asked.list,
  archived: asked.flag,
  from: asked.day,
  tab: asked.oneOf(['products', 'sources']),
}

describe('what a page reads from its address', () => {
  it('takes values that make sense', () => {
    expect(readView(readers, parseSearch('q=a&owner=1&owner=2&archived=true&from=2026-02-28&tab=sources'))).toEqual({
      q: 'a',
      owner: ['1', '2'],
      archived: true,
      from: '2026-02-28',
      tab: 'sources',
    })
    expect(readView(readers, { owner: '1', archived: false })).toEqual({ owner: ['1'], archived: false })
  })
  it('leaves out whatever a hand typed that makes none', () => {
    expect(readView(readers, parseSearch('q=a&q=b&archived=yes&from=2026-02-30&tab=else&more=1'))).toEqual({})
    expect(readView(readers, { q: 1, owner: [1], archived: 'x', from: '26-1-1', tab: ['sources'] })).toEqual({})
  })
  it('writes an address that people can read', () => {
    expect(stringifySearch({ q: '云', owner: ['1', '2'], from: undefined, tab: '' })).toBe('?q=%E4%BA%91&owner=1&owner=2')
    expect(stringifySearch({})).toBe('')
  })
})
