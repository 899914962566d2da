import { beforeEach, describe, expect, test, vi } from 'vitest'
import { asProblem, Problem } from '../../../ui/api.ts'
import { pipelineFull } from '../../definition-shape.ts'
import type { PipelineFull } from '../../definition.ts'
import { draftKeeper, issuesOf, type DraftView, type Kept } from './draft-keeper.ts'

const named = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const published = pipelineFull.parse({ stages: [{ key: 'a', phase: 'lead', name: named('a'), probability: 0.2 }] })
const viewOf = (definition: PipelineFull, version: number): DraftView => ({
  definition,
  basedOn: 1,
  version,
  currentVersion: 1,
  updatedAt: version > 0 ? '2026-05-06T10:00:00+08:00' : null,
  updatedBy: version > 0 ? { id: 'wang', name: '王芳' } : null,
  flaws: [],
})
const calling =
  (text: string) =>
  (definition: PipelineFull): PipelineFull => ({
    ...definition,
    stages: definition.stages.map((stage) => ({ ...stage, name: named(text) })),
  })

let server: { definition: PipelineFull; version: number; saves: number; down: boolean }
let kept: Kept | null
const open = (from: Kept | null = null) =>
  draftKeeper(viewOf(server.definition, server.version), from, {
    read: async () => viewOf(server.definition, server.version),
    save: async (definition, _, version) => {
      if (server.down) throw new Problem(0, { type: 'unreachable' })
      if (version !== server.version) throw new Problem(412, { type: 'version-conflict' })
      server = { ...server, definition, version: version + 1, saves: server.saves + 1 }
      return viewOf(definition, server.version)
    },
    keep: (given) => (kept = given),
    asProblem,
    rest: 900,
  })
const nameOf = (definition: PipelineFull) => definition.stages[0]!.name.en

beforeEach(() => {
  vi.useFakeTimers()
  server = { definition: published, version: 0, saves: 0, down: false }
  kept = null
  return () => vi.useRealTimers()
})

describe('a draft', () => {
  test('is sent once after a moment of rest, with the version it started from', async () => {
    const keeper = open()
    for (const text of ['1', '2', '3']) keeper.edit(calling(text))
    expect([keeper.state().status, server.saves]).toEqual(['unsaved', 0])
    expect(kept).not.toBeNull()
    await vi.advanceTimersByTimeAsync(900)
    expect([keeper.state().status, keeper.state().version, server.saves, nameOf(server.definition)]).toEqual(['saved', 1, 1, '3'])
    expect(kept).toBeNull()
  })

  test('that is not filled in is not sent, and says where', async () => {
    const keeper = open()
    keeper.edit(calling(''))
    await vi.advanceTimersByTimeAsync(900)
    expect([keeper.state().status, server.saves]).toEqual(['incomplete', 0])
    expect(keeper.state().issues[0]).toEqual({ path: 'stages.0.name.zh-CN', field: 'name' })
    expect(kept).not.toBeNull()
    keeper.edit(calling('again'))
    expect(await keeper.flush()).toBe(true)
    expect(keeper.state().issues).toEqual([])
  })

  test('that somebody else has saved waits for a choice: theirs, or mine', async () => {
    const theirs = calling('theirs')(published)
    for (const [choice, name] of [
      ['takeTheirs', 'theirs'],
      ['keepMine', 'mine'],
    ] as const) {
      server = { definition: published, version: 0, saves: 0, down: false }
      const keeper = open()
      server = { ...server, definition: theirs, version: 1 }
      keeper.edit(calling('mine'))
      await vi.advanceTimersByTimeAsync(900)
      const by = { id: 'wang', name: '王芳' }
      expect(keeper.state()).toMatchObject({ status: 'conflict', other: { by, at: '2026-05-06T10:00:00+08:00' } })
      keeper.edit(calling('mine'))
      await vi.advanceTimersByTimeAsync(2000)
      expect(keeper.state().status).toBe('conflict')
      await keeper[choice]()
      expect([keeper.state().status, nameOf(keeper.state().definition), nameOf(server.definition)]).toEqual(['saved', name, name])
      expect(keeper.state().other).toBeNull()
    }
  })

  test('that was published or given up meanwhile has no other author, and says which version stands', async () => {
    server = { ...server, version: 3 }
    const keeper = open()
    server = { ...server, version: 0 }
    keeper.edit(calling('mine'))
    await vi.advanceTimersByTimeAsync(900)
    expect(keeper.state()).toMatchObject({ status: 'conflict', other: { by: null, at: null, currentVersion: 1 } })
  })

  test('that could not be sent lies on the device and is taken up again', async () => {
    server.down = true
    const keeper = open()
    keeper.edit(calling('on the train'))
    expect(await keeper.flush()).toBe(false)
    expect(keeper.state().status).toBe('failed')
    server.down = false
    const later = open(kept)
    expect(nameOf(later.state().definition)).toBe('on the train')
    await vi.advanceTimersByTimeAsync(900)
    expect([later.state().status, nameOf(server.definition)]).toEqual(['saved', 'on the train'])
  })

  test('on the device that is older than the one on the server is left alone', () => {
    server = { ...server, version: 5 }
    expect(nameOf(open({ definition: calling('old')(published), basedOn: 1, version: 3 }).state().definition)).toBe('a')
  })
})

test('issues name the field, not the language or the number in a list', () => {
  expect(issuesOf(published)).toEqual([])
  const stage = { ...published.stages[0]!, probability: 0, expectedDays: -1 }
  expect(issuesOf({ ...published, stages: [stage] }).map(({ field }) => field)).toEqual(['probability', 'expectedDays'])
})
