import { createContext, useContext } from 'react'
import type { Problem } from '../../ui/api.ts'
import type { ClosingOutcome } from '../stage-gate.ts'
import type { Card } from './board-model.ts'

/** What can be done to a deal, wherever it is shown: board, table, drawer, page. The dialogs behind it are mounted once per page. */
export interface TargetStage {
  id: string
  name: string
  position: number
}

export interface MoveOptions {
  reason?: string
  override?: { reason: string }
  /** The caller shows a refusal itself (a dialog that stays open). */
  isQuiet?: boolean
}

export interface DealActions {
  /** Moves at once where it can, asks for the reason first where it must; resolves to the refusal, if any. */
  move: (deal: Card, to: TargetStage, options?: MoveOptions) => Promise<Problem | undefined>
  askMove: (deal: Card, to?: TargetStage, problem?: Problem) => void
  askOutcome: (deal: Card, outcome: ClosingOutcome) => void
  askReopen: (deal: Card) => void
  askRework: (deal: Card) => void
  askHandOver: (deal: Card) => void
  askTransfer: (deal: Card) => void
  /** Asks the owner's superior for a discount, a contract or a stage, whether or not a gate asks for it now. */
  askApproval: (deal: Card) => void
  archive: (deal: Card) => Promise<void>
  restore: (deal: Card) => Promise<void>
}

export const DealActionsContext = createContext<DealActions | undefined>(undefined)

export const useDealActions = (): DealActions => {
  const actions = useContext(DealActionsContext)
  if (!actions) throw new Error('A deal is shown outside <DealActionsProvider>')
  return actions
}
