import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import { readOpportunity } from '../contract.ts'
import type { DealSlots } from './deal-slots.ts'
import { DealView } from './DealView.tsx'
import { useDealActions } from './deal-actions.ts'
import type { Deal } from './StagePath.tsx'
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
  const phone = usePhone()
  return (
    <PeekDrawer
      id={id}
      ids={ids}
      onWalk={onWalk}
      onClose={onClose}
      onOpenFull={onOpenFull}
      width={640}
      title={deal?.name ?? t('opportunity')}
      footer={phone && deal && deal.status === 'open' ? <PhoneFoot deal={deal} quickLog={slots.quickLog} /> : undefined}
    >
      {deal && <DealView key={deal.id} deal={deal} {...slots} />}
      {!deal && query.error && <ErrorPanel problem={query.error} retry={() => void query.refetch()} />}
      {!deal && !query.error && <TextSkeleton lines={8} />}
    </PeekDrawer>
  )
}

/** What a thumb wants most, always in reach. */
function PhoneFoot({ deal, quickLog }: { deal: Deal; quickLog: DealSlots['quickLog'] }): ReactNode {
  const t = useWords(words)
  const { move } = useDealActions()
  const next = deal.path.find(({ position }) => position > deal.stage.position)
  return (
    <>
      {next && (
        <Button
          flex={1}
          rightSection={<IconArrowRight size={16} />}
          disabled={deal.permissions.move !== null}
          onClick={() => void move(deal, next)}
        >
          {t('advanceTo', { stage: next.name })}
        </Button>
      )}
      {quickLog?.({
        name: deal.name,
        opportunityId: deal.id,
        customerId: deal.customer?.id ?? null,
        contactId: deal.contact?.id ?? null,
      })}
    </>
  )
}
