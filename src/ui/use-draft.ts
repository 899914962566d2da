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
 * What somebody writes in a dialog: filled with `value` each time it is opened, as `useOpening` does. Who was told that somebody else was
 * quicker has the newest value from then on, with the own changes over it. For forms whose fields change plain values: `const { draft, edit, isDirty, problem, setProblem } = useDraft(opened, card.credit)`.
 */
export function useDraft<T extends object>(opened: boolean, value: T): Draft<T> {
  const [seen, setSeen] = useState(value)
  const [changes, setChanges] = useState<Partial<T>>({})
  const [isTold, setTold] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  useOpening(opened, () => {
    setSeen(value)
    setChanges({})
    setTold(false)
    setProblem(undefined)
  })
  const base = isTold ? value : seen
  const draft = { ...base, ...changes }
  return {
    draft,
    edit: (change) => setChanges((before) => ({ ...before, ...change })),
    isDirty: JSON.stringify(draft) !== JSON.stringify(base),
    problem,
    setProblem: (next) => {
      setProblem(next)
      if (next?.code === 'version-conflict') setTold(true)
    },
  }
}
