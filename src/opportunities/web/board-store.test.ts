import { describe, expect, it, vi } from 'vitest'
import type { BoardReply, Card } from './board-model.ts'
import { idsOf } from './board-model.ts'
import { makeBoardStore } from './board-store.ts'

const stages = ['lead', 'solution'].map((key, index) => ({
  id: key,
  key,
  name: key,
  position: index + 1,
  probability: index === 0 ? 0.1 : 0.4,
  customerLooks: null,
  expectedDays: null,
  warningDays: null,
  criticalDays: null,
}))

const card = (id: string, stage: 'lead' | 'solution', change: Partial<Card> = {}): Card => ({
  id,
  name: id,
  customer: null,
  product: null,
  owner: { id: 'o', name: '张伟' },
  pipeline: { id: 'p', key: 'p', name: 'p' },
  stage: { id: stage, key: stage, name: stage, position: stage === 'lead' ? 1 : 2 },
  status: 'open',
  amountMinor: 1_000,
  currency: 'CNY',
  expectedCloseOn: null,
  probability: 0.1,
  ownProbability: null,
  stageSince: null,
  daysInStage: 40,
  ageing: 'critical',
  nextStep: null,
  nextStepOn: null,
  nextStepState: 'none',
  lastActivityAt: null,
  closedAt: null,
  region: null,
  externalId: null,
  createdAt: '2026-11-01T00:00:00Z',
  version: 1,
  archived: false,
  ...change,
})

const board = (lead: Card[], solution: Card[], more: Partial<Record<string, string>> = {}): BoardReply => ({
  pipeline: { id: 'p', key: 'p', name: 'p' },
  currency: 'CNY',
  columns: stages.map((stage) => {
    const cards = stage.id === 'lead' ? lead : solution
    const sum = cards.reduce((total, each) => total + (each.amountMinor ?? 0), 0)
    return {
      stage,
      count: cards.length,
      amountMinor: sum,
      weightedAmountMinor: Math.round(sum * stage.probability),
      withoutAmount: cards.filter(({ amountMinor }) => amountMinor === null).length,
      overWarning: cards.filter(({ ageing }) => ageing === 'critical').length,
      overCritical: cards.filter(({ ageing }) => ageing === 'critical').length,
      overdueSteps: 0,
      cards,
      nextCursor: more[stage.id] ?? null,
    }
  }),
})

const shown = (store: ReturnType<typeof makeBoardStore>, stage: string) => idsOf(store.column(stage)!)

describe('a move on the board', () => {
  it('shows at once, with counts and sums of both columns, at its place in the order', () => {
    const store = makeBoardStore()
    store.receive(
      board(
        [card('a', 'lead'), card('b', 'lead')],
        [card('big', 'solution', { amountMinor: 9_000 }), card('z', 'solution', { amountMinor: 10 })],
      ),
    )
    store.place('a', 'solution')
    expect(shown(store, 'lead')).toEqual(['b'])
    expect(shown(store, 'solution')).toEqual(['big', 'a', 'z'])
    expect(store.column('solution')).toMatchObject({ count: 3, amountMinor: 10_010, overCritical: 2 })
    expect(store.column('lead')).toMatchObject({ count: 1, amountMinor: 1_000, weightedAmountMinor: 100, overWarning: 1 })
    expect(store.face('a')).toMatchObject({ isPending: true, card: { daysInStage: 0, ageing: 'fine' } })
  })

  it('draws one card and two columns, nobody else', () => {
    const store = makeBoardStore()
    store.receive(board([card('a', 'lead'), card('b', 'lead')], []))
    const heard = vi.fn<(key: string) => void>()
    for (const key of ['card:a', 'card:b', 'column:lead', 'column:solution']) store.subscribe(key, () => heard(key))
    store.place('a', 'solution')
    expect(new Set(heard.mock.calls.flat())).toEqual(new Set(['card:a', 'column:lead', 'column:solution']))
  })

  it('that is refused goes back exactly', () => {
    const store = makeBoardStore()
    store.receive(board([card('a', 'lead'), card('b', 'lead')], []))
    const before = { ...store.column('lead') }
    store.place('a', 'solution')
    store.takeBack('a')
    expect(store.column('lead')).toEqual(before)
    expect(store.column('solution')).toMatchObject({ count: 0, amountMinor: 0, overCritical: 0 })
    expect(store.face('a')).toMatchObject({ isPending: false, card: { ageing: 'critical' } })
  })

  it('under way stays on top of what the server sends meanwhile, and is not counted twice once the server knows it', () => {
    const store = makeBoardStore()
    store.receive(board([card('a', 'lead')], []))
    store.place('a', 'solution')
    store.receive(board([card('a', 'lead', { version: 2 })], []))
    expect(shown(store, 'solution')).toEqual(['a'])
    store.receive(board([], [card('a', 'solution', { version: 3 })]))
    expect(store.column('solution')).toMatchObject({ count: 1, fresh: ['a'] })
    store.settle('a', card('a', 'solution', { version: 3 }))
    expect(store.column('solution')).toMatchObject({ count: 1, fresh: ['a'] })
  })

  it('to an outcome takes the card off the board, and undo brings it back', () => {
    const store = makeBoardStore()
    store.receive(board([card('a', 'lead')], []))
    store.place('a', null)
    store.settle('a', card('a', 'lead', { status: 'lost', version: 2 }))
    expect(store.column('lead')).toMatchObject({ count: 0, fresh: [] })
    store.settle('a', card('a', 'lead', { version: 3 }))
    expect(store.column('lead')).toMatchObject({ count: 1, fresh: ['a'] })
  })
})

describe('what arrives from the server', () => {
  it('during a drag waits for the drop', () => {
    const store = makeBoardStore()
    store.receive(board([card('a', 'lead'), card('b', 'lead')], []))
    store.setDragged('a')
    store.receive(board([card('a', 'lead')], [card('b', 'solution')]))
    expect(shown(store, 'lead')).toEqual(['a', 'b'])
    store.setDragged(undefined)
    expect(shown(store, 'lead')).toEqual(['a'])
    expect(shown(store, 'solution')).toEqual(['b'])
  })

  it('does not shorten a column that was scrolled: the rest stays until it has been read again', () => {
    const store = makeBoardStore()
    store.receive(board([card('a', 'lead'), card('b', 'lead')], [], { lead: 'next' }))
    store.append('lead', [card('c', 'lead'), card('d', 'lead')], 'further')
    store.receive(board([card('a', 'lead'), card('c', 'lead')], [], { lead: 'next' }))
    expect(shown(store, 'lead')).toEqual(['a', 'c', 'd'])
    store.append('lead', [card('d', 'lead')], null)
    expect(store.column('lead')).toMatchObject({ fresh: ['a', 'c', 'd'], tail: [], nextCursor: null })
  })

  it('does not draw a card again that has not changed', () => {
    const store = makeBoardStore()
    store.receive(board([card('a', 'lead')], []))
    const heard = vi.fn()
    store.subscribe('card:a', heard)
    store.receive(board([card('a', 'lead')], []))
    expect(heard).not.toHaveBeenCalled()
    store.receive(board([card('a', 'lead', { name: 'renamed', version: 2 })], []))
    expect(heard).toHaveBeenCalledOnce()
  })
})

describe('selecting', () => {
  it('with a range takes everything between in one column', () => {
    const store = makeBoardStore()
    store.receive(
      board(
        ['a', 'b', 'c', 'd'].map((id) => card(id, 'lead')),
        [],
      ),
    )
    store.toggle('b')
    store.selectTo('d')
    expect([...store.selected()]).toEqual(['b', 'c', 'd'])
    store.toggle('c')
    expect([...store.selected()]).toEqual(['b', 'd'])
  })
})
