import type { PipelineFull } from '../../definition.ts'
import type { DraftState } from './draft-keeper.ts'
import { placeOf } from './places.ts'

/** Stages (by key) and parts of the whole (`:elements`) where something is to be mended. */
export const flawedPlaces = (state: Pick<DraftState, 'issues' | 'flaws'> & { definition: PipelineFull }): Set<string> =>
  new Set(
    [...state.issues, ...state.flaws].map(({ path }) => {
      const { part, stage } = placeOf(path, state.definition)
      return stage ?? `:${part}`
    }),
  )
