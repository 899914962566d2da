import type { ReactNode } from 'react'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readOpportunity } from '../contract.ts'
import type { DealSlots } from './deal-slots.ts'
import { DealView } from './DealView.tsx'
import { words } from './words.ts'

interface DealPeekProps extends DealSlots {
  id: string | undefined
  ids: readonly string[]
  onWalk: (id: string) => void
  onClose: () => void
  onOpenFull: (id: string) => void
}

/** A deal beside the board or the table. */
export function DealPeek({ id, ids, onWalk, onClose, onOpenFull, ...slots }: DealPeekProps): ReactNode {
  const t = useWords(words)
  const query = useRead(readOpportunity, { params: { id: id ?? '' } }, { enabled: id !== undefined })
  const deal = query.data
  return (
    <PeekDrawer
      id={id}
      ids={ids}
      onWalk={onWalk}
      onClose={onClose}
      onOpenFull={onOpenFull}
      width={640}
      title={deal?.name ?? t('opportunity')}
    >
      {deal && <DealView key={deal.id} deal={deal} {...slots} />}
      {!deal && query.error && <ErrorPanel problem={query.error} retry={() => void query.refetch()} />}
      {!deal && !query.error && <TextSkeleton lines={8} />}
    </PeekDrawer>
  )
}
