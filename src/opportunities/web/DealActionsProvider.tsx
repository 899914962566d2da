import { useCallback, useMemo, useState, type ReactNode } from 'react'
import type { Problem } from '../../ui/api.ts'
import { confirm } from '../../ui/asking.ts'
import { notify } from '../../ui/Notices.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { archiveOpportunity, restoreOpportunity } from '../contract.ts'
import type { ClosingOutcome } from '../stage-gate.ts'
import { AskApprovalDialog } from './ask-approval.ts'
import type { Card } from './board-model.ts'
import type { BoardStore } from './board-store.ts'
import { DealActionsContext, type DealActions, type TargetStage } from './deal-actions.ts'
import { touchedByMoves, useMoves } from './use-moves.ts'
import { words } from './words.ts'

const MoveDialog = onDemand(
  async () => (await import('./MoveDialog.tsx')).MoveDialog,
  ({ opened }) => opened,
)
const OutcomeDialog = onDemand(
  async () => (await import('./OutcomeDialog.tsx')).OutcomeDialog,
  ({ opened }) => opened,
)
const ReopenDialog = onDemand(
  async () => (await import('./ReopenDialog.tsx')).ReopenDialog,
  ({ opened }) => opened,
)
const ReworkDialog = onDemand(
  async () => (await import('./ReworkDialog.tsx')).ReworkDialog,
  ({ opened }) => opened,
)
const HandOverDialog = onDemand(
  async () => (await import('./HandOverDialog.tsx')).HandOverDialog,
  ({ opened }) => opened,
)
const TransferDialog = onDemand(
  async () => (await import('./TransferDialog.tsx')).TransferDialog,
  ({ opened }) => opened,
)

type Asking =
  | { kind: 'move'; deal: Card; to?: TargetStage | undefined; problem?: Problem | undefined }
  | { kind: 'outcome'; deal: Card; outcome: ClosingOutcome }
  | { kind: 'reopen' | 'rework' | 'hand-over' | 'transfer' | 'approval'; deal: Card }

interface ProviderProps {
  store?: BoardStore
  /** Shows a deal, so that gaps can be filled. */
  onOpen?: (id: string) => void
  children: ReactNode
}

/** The verbs of a deal for everything below it, and the dialogs that they need. */
export function DealActionsProvider({ store, onOpen, children }: ProviderProps): ReactNode {
  const t = useWords(words)
  // Kept while the dialog fades out; `opened` says whether it is shown.
  const [asking, setAsking] = useState<Asking>()
  const [opened, setOpened] = useState(false)
  const ask = useCallback((next: Asking) => {
    setAsking(next)
    setOpened(true)
  }, [])
  const close = useCallback(() => setOpened(false), [])

  const askMove = useCallback<DealActions['askMove']>((deal, to, problem) => ask({ kind: 'move', deal, to, problem }), [ask])
  const move = useMoves({ store, onAskMove: askMove })
  const { mutateAsync: sendArchive } = useWrite(archiveOpportunity, { touches: touchedByMoves })
  const { mutateAsync: sendRestore } = useWrite(restoreOpportunity, { touches: touchedByMoves })

  const actions = useMemo((): DealActions => {
    const restore = async (deal: Card): Promise<void> => {
      try {
        await sendRestore({ params: { id: deal.id } })
        notify.done(t('restored', { name: deal.name }))
      } catch (problem) {
        notify.refused(problem as Problem)
      }
    }
    const archive = async (deal: Card): Promise<void> => {
      const question = {
        title: t('archiveTitle', { name: deal.name }),
        body: t('archiveBody'),
        action: t('archive'),
        danger: true,
      }
      if (!(await confirm(question))) return
      try {
        await sendArchive({ params: { id: deal.id } })
        notify.done(t('archivedDone', { name: deal.name }), { undo: () => restore(deal) })
      } catch (problem) {
        notify.refused(problem as Problem)
      }
    }
    return {
      move,
      askMove,
      askOutcome: (deal, outcome) => ask({ kind: 'outcome', deal, outcome }),
      askReopen: (deal) => ask({ kind: 'reopen', deal }),
      askRework: (deal) => ask({ kind: 'rework', deal }),
      askHandOver: (deal) => ask({ kind: 'hand-over', deal }),
      askTransfer: (deal) => ask({ kind: 'transfer', deal }),
      askApproval: (deal) => ask({ kind: 'approval', deal }),
      archive,
      restore,
    }
  }, [move, askMove, ask, sendArchive, sendRestore, t])

  const isAsking = (kind: Asking['kind']): boolean => opened && asking?.kind === kind
  const deal = asking?.deal
  return (
    <DealActionsContext value={actions}>
      {children}
      <MoveDialog
        opened={isAsking('move')}
        onClose={close}
        deal={deal}
        to={asking?.kind === 'move' ? asking.to : undefined}
        refused={asking?.kind === 'move' ? asking.problem : undefined}
        onOpenDeal={onOpen}
      />
      <OutcomeDialog
        opened={isAsking('outcome')}
        onClose={close}
        deal={deal}
        outcome={asking?.kind === 'outcome' ? asking.outcome : 'won'}
        store={store}
        onOpenDeal={onOpen}
      />
      <ReopenDialog opened={isAsking('reopen')} onClose={close} deal={deal} />
      <ReworkDialog opened={isAsking('rework')} onClose={close} deal={deal} store={store} />
      <HandOverDialog opened={isAsking('hand-over')} onClose={close} deal={deal} />
      <TransferDialog opened={isAsking('transfer')} onClose={close} deal={deal} />
      {deal && <AskApprovalDialog opened={isAsking('approval')} onClose={close} deal={deal} kind="discount" />}
    </DealActionsContext>
  )
}
