import type { Problem, ReplyOf } from '../../../ui/api.ts'
import type { readDraft } from '../../contract.ts'
import type { PipelineFull } from '../../definition.ts'
import { pipelineFull } from '../../definition-shape.ts'

export type DraftView = ReplyOf<typeof readDraft>
/** `unsaved`: will be sent in a moment; `incomplete`: something is not filled in yet, so it cannot be sent; `conflict`: somebody else saved. */
export type DraftStatus = 'saved' | 'unsaved' | 'saving' | 'incomplete' | 'conflict' | 'failed'

export interface Issue {
  path: string
  /** What the value should have been: the last word of the path that is a name. */
  field: string
}

export interface DraftState {
  definition: PipelineFull
  basedOn: number
  version: number
  currentVersion: number
  updatedAt: string | null
  updatedBy: string | null
  /** In a conflict: what the server has instead; null until it has been asked, or where it could not be. */
  other: Other | null
  status: DraftStatus
  flaws: DraftView['flaws']
  issues: readonly Issue[]
  problem: Problem | null
}

/** Who saved what is with the server now, and when; nobody where the draft has been published or given up since. */
export interface Other {
  by: { id: string; name: string } | null
  at: string | null
  currentVersion: number
}

/** What is kept on this device until the server has it. */
export interface Kept {
  definition: PipelineFull
  basedOn: number
  version: number
}

interface Ways {
  save: (definition: PipelineFull, basedOn: number, version: number) => Promise<DraftView>
  read: () => Promise<DraftView>
  keep: (kept: Kept | null) => void
  asProblem: (error: unknown) => Problem
  /** Milliseconds of rest before a change is sent. */
  rest: number
}

export interface DraftKeeper {
  state: () => DraftState
  subscribe: (listener: () => void) => () => void
  edit: (change: (definition: PipelineFull) => PipelineFull) => void
  /** Sends what is not saved yet; whether everything is with the server then. */
  flush: () => Promise<boolean>
  takeTheirs: () => Promise<void>
  keepMine: () => Promise<void>
  /** Puts the draft on top of another published version. */
  rebase: (definition: PipelineFull, onto: number) => Promise<boolean>
}

/** What of a definition is not in a form that can be kept: an empty name, a chance of 0. Flaws (wrong references) are another matter. */
export const issuesOf = (definition: PipelineFull): Issue[] => {
  const checked = pipelineFull.safeParse(definition)
  if (checked.success) return []
  return checked.error.issues.slice(0, 50).map(({ path }) => ({
    path: path.join('.'),
    field: path.findLast((one) => typeof one === 'string' && !/^(zh-CN|zh-TW|en)$/.test(one))?.toString() ?? '',
  }))
}

const otherOf = ({ updatedBy, updatedAt, currentVersion }: DraftView): Other => ({ by: updatedBy, at: updatedAt, currentVersion })

/**
 * Keeps a draft while it is being changed: what is done waits for a moment of rest and is then sent with the version it
 * started from, one save after the other. What is not with the server lies on this device, so that leaving loses nothing.
 */
export function draftKeeper(begin: DraftView, kept: Kept | null, ways: Ways): DraftKeeper {
  const viewed = (view: DraftView): DraftState => ({
    definition: view.definition,
    basedOn: view.basedOn,
    version: view.version,
    currentVersion: view.currentVersion,
    updatedAt: view.updatedAt,
    updatedBy: view.updatedBy?.name ?? null,
    other: null,
    status: 'saved',
    flaws: view.flaws,
    issues: [],
    problem: null,
  })
  let state = viewed(begin)
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> | undefined
  const listeners = new Set<() => void>()
  const set = (part: Partial<DraftState>): void => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  const stash = (): void => ways.keep({ definition: state.definition, basedOn: state.basedOn, version: state.version })
  const plan = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void send(), ways.rest)
  }

  const send = async (): Promise<void> => {
    clearTimeout(timer)
    while (sending) await sending
    if (state.status === 'saved' || state.status === 'conflict') return
    const issues = issuesOf(state.definition)
    if (issues.length > 0) return set({ status: 'incomplete', issues })
    const { definition, basedOn, version } = state
    set({ status: 'saving', issues: [], problem: null })
    sending = ways
      .save(definition, basedOn, version)
      .then((view) => {
        const { flaws, updatedAt, currentVersion } = view
        const isAll = state.definition === definition
        set({
          version: view.version,
          flaws,
          updatedAt,
          updatedBy: view.updatedBy?.name ?? null,
          currentVersion,
          status: isAll ? 'saved' : 'unsaved',
        })
        if (isAll) return ways.keep(null)
        stash()
        plan()
      })
      .catch(async (error: unknown) => {
        const problem = ways.asProblem(error)
        if (problem.status !== 412) return set({ status: 'failed', problem })
        const other = await ways.read().then(otherOf, () => null)
        set({ status: 'conflict', problem, other })
      })
      .finally(() => {
        sending = undefined
      })
    await sending
  }

  const edit: DraftKeeper['edit'] = (change) => {
    const definition = change(state.definition)
    if (definition === state.definition) return
    set({ definition, ...(state.status !== 'conflict' && { status: 'unsaved' }) })
    stash()
    if (state.status !== 'conflict') plan()
  }
  const flush = async (): Promise<boolean> => {
    while (state.status === 'unsaved' || state.status === 'saving' || state.status === 'failed') {
      await send()
      if (state.status === 'failed') break
    }
    return state.status === 'saved'
  }
  if (kept && kept.version === begin.version && JSON.stringify(kept.definition) !== JSON.stringify(begin.definition)) {
    state = { ...state, definition: kept.definition, basedOn: kept.basedOn, status: 'unsaved' }
    plan()
  }
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    edit,
    flush,
    takeTheirs: async () => {
      const view = await ways.read()
      ways.keep(null)
      set(viewed(view))
    },
    keepMine: async () => {
      const { version, currentVersion } = await ways.read()
      set({ version, currentVersion, status: 'unsaved', problem: null, other: null })
      await send()
    },
    rebase: async (definition, onto) => {
      set({ definition, basedOn: onto, currentVersion: onto, status: 'unsaved' })
      stash()
      const { version } = await ways.read()
      set({ version })
      return flush()
    },
  }
}
