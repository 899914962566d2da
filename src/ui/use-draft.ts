import { useState } from 'react'
import type { Problem } from './api.ts'
import { useOpening } from './use-opening.ts'

interface Draft<T> {
  draft: T
  /** Changes some of it. */
  edit: (change: Partial<T>) => void
  /** Whether it says something else than what it was filled with. */
  isDirty: boolean
  /** Why it was refused, until it is opened again. */
  problem: Problem | undefined
  setProblem: (problem: Problem | undefined) => void
}

/**
 * What somebody writes in a dialog: filled with `value` each time it is opened, as `useOpening` does. For forms whose fields change
 * plain values: `const { draft, edit, isDirty, problem, setProblem } = useDraft(opened, card.credit)`.
 */
export function useDraft<T extends object>(opened: boolean, value: T): Draft<T> {
  const [draft, setDraft] = useState(value)
  const [problem, setProblem] = useState<Problem>()
  useOpening(opened, () => {
    setDraft(value)
    setProblem(undefined)
  })
  return {
    draft,
    edit: (change) => setDraft((before) => ({ ...before, ...change })),
    isDirty: JSON.stringify(draft) !== JSON.stringify(value),
    problem,
    setProblem,
  }
}
