import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { asProblem, type Problem } from '../../ui/api.ts'
import { notify } from '../../ui/Notices.tsx'
import { readAgain, useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { moveStage, undoEvent } from '../contract.ts'
import type { Card } from './board-model.ts'
import type { BoardStore } from './board-store.ts'
import type { MoveOptions, TargetStage } from './deal-actions.ts'
import { words } from './words.ts'

/** What else a move changes: the board, the funnel, a customer's page. */
export const touchedByMoves = ['boards', 'funnel', 'customers']

interface Given {
  store: BoardStore | undefined
  /** The move needs a reason, or was refused and can be tried with one. */
  onAskMove: (deal: Card, to: TargetStage, problem?: Problem) => void
  /** Opens the deal where what is missing can be filled in. */
}

/** Takes back one's own latest event; the notice of a move offers it for six seconds. */
export const useUndo = (store: BoardStore | undefined): ((id: string, eventId: string, backTo?: string) => Promise<void>) => {
  const t = useWords(words)
  const k = useWords(kit)
  const { mutateAsync } = useWrite(undoEvent, { touches: touchedByMoves })
  return useCallback(
    async (id, eventId, backTo) => {
      if (backTo !== undefined) store?.place(id, backTo)
      try {
        const { opportunity } = await mutateAsync({ params: { id, eventId } })
        store?.settle(id, opportunity)
        store?.announce(t('announceUndone', { name: opportunity.name, stage: opportunity.stage.name }))
        notify.info(k('undone'))
      } catch (error) {
        store?.takeBack(id)
        notify.refused(asProblem(error))
      }
    },
    [store, mutateAsync, t, k],
  )
}

/** Moves a deal: on screen at once, back again when the server refuses, with the reason and the way out. */
export const useMoves = ({ store, onAskMove }: Given) => {
  const t = useWords(words)
  const undo = useUndo(store)
  const client = useQueryClient()
  const { mutateAsync } = useWrite(moveStage, { touches: touchedByMoves })
  return useCallback(
    async (
      deal: Card,
      to: TargetStage,
      { reason, override, isQuiet = false }: MoveOptions = {},
    ): Promise<Problem | undefined> => {
      const from = deal.stage
      if (to.id === from.id) return undefined
      if (to.position < from.position && !reason?.trim()) {
        onAskMove(deal, to)
        return undefined
      }
      store?.place(deal.id, to.id)
      try {
        const reply = await mutateAsync({
          params: { id: deal.id },
          body: { toStage: to.id, ...(reason && { reason }), ...(override && { override }) },
          ifMatch: deal.version,
        })
        store?.settle(deal.id, reply.opportunity)
        store?.announce(t('announceMoved', { name: deal.name, stage: to.name }))
        notify.done(t('moved', { name: deal.name, stage: to.name }), {
          undo: () => undo(deal.id, reply.eventId, from.id),
        })
        return undefined
      } catch (error) {
        const problem = asProblem(error)
        store?.takeBack(deal.id)
        // What refused it may be what a colleague has done: the next try must stand on that.
        void readAgain(client, ['opportunities'])
        store?.announce(t('announceRefused', { name: deal.name, stage: from.name, why: problem.title }))
        if (isQuiet) return problem
        const isGate = problem.code === 'gate-not-passed' || problem.missing.length > 0
        notify.refused(problem, isGate ? { action: { label: t('fillGaps'), run: () => onAskMove(deal, to, problem) } } : {})
        return problem
      }
    },
    [store, client, mutateAsync, undo, onAskMove, t],
  )
}
