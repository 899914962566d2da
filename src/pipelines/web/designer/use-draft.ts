import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { asProblem, call, type Problem } from '../../../ui/api.ts'
import { readDraft, saveDraft } from '../../contract.ts'
import { draftKeeper, type DraftKeeper, type DraftState, type Kept } from './draft-keeper.ts'

const rest = 900
const placeOnDevice = (id: string): string => `sluice.pipeline-draft.${id}`

/** A save that began when the page was left; who comes back reads after it. */
let leaving: Promise<unknown> = Promise.resolve()

const keptOf = (id: string): Kept | null => {
  try {
    return JSON.parse(localStorage.getItem(placeOnDevice(id)) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

const keepOnDevice = (id: string, kept: Kept | null): void => {
  try {
    if (kept) localStorage.setItem(placeOnDevice(id), JSON.stringify(kept))
    else localStorage.removeItem(placeOnDevice(id))
  } catch {
    // A full or forbidden store: the draft then lives on the page alone until it is saved.
  }
}

interface Loading {
  keeper?: DraftKeeper
  problem?: Problem
}

/** The draft of a pipeline, read once and then kept by itself; `reload` begins again, e.g. after publishing. `readOnly` saves nothing. */
export function useDraft(id: string, readOnly: boolean): Loading & { reload: () => void } {
  const [loading, setLoading] = useState<Loading>({})
  const [round, setRound] = useState(0)
  useEffect(() => {
    let hasLeft = false
    let keeper: DraftKeeper | undefined
    const read = () => call(readDraft, { params: { id } })
    const begin = async (): Promise<void> => {
      await leaving
      try {
        const view = await read()
        if (hasLeft) return
        keeper = draftKeeper(view, readOnly ? null : keptOf(id), {
          read,
          save: (definition, basedOn, version) =>
            call(saveDraft, { params: { id }, body: { definition, basedOn }, ifMatch: version }),
          keep: (kept) => keepOnDevice(id, kept),
          asProblem,
          rest,
        })
        setLoading({ keeper })
      } catch (error) {
        if (!hasLeft) setLoading({ problem: asProblem(error) })
      }
    }
    void begin()
    // The browser asks before it closes a page whose changes are on their way.
    const ask = (event: BeforeUnloadEvent): void => {
      if (keeper && keeper.state().status !== 'saved') event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      hasLeft = true
      window.removeEventListener('beforeunload', ask)
      if (keeper) leaving = keeper.flush()
    }
  }, [id, readOnly, round])
  const reload = useCallback(() => {
    keepOnDevice(id, null)
    setLoading({})
    setRound((before) => before + 1)
  }, [id])
  return { ...loading, reload }
}

export const useDraftState = (keeper: DraftKeeper): DraftState => useSyncExternalStore(keeper.subscribe, keeper.state)
