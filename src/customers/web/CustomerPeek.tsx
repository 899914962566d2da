import type { ReactNode } from 'react'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readCustomer } from '../contract.ts'
import classes from './Customer.module.css'
import type { CustomerSlots } from './customer-slots.ts'
import { CustomerActions } from './CustomerActions.tsx'
import { followed } from './CustomerPage.tsx'
import { CustomerView } from './CustomerView.tsx'
import { words } from './words.ts'

interface CustomerPeekProps {
  id: string | undefined
  ids: readonly string[]
  slots: CustomerSlots
  onWalk: (id: string) => void
  onClose: () => void
  onOpenFull: (id: string) => void
}

/** One customer beside the list. */
export function CustomerPeek({ id, slots, ...rest }: CustomerPeekProps): ReactNode {
  const t = useWords(words)
  const query = useRead(readCustomer, { params: { id: id ?? '' } }, { enabled: id !== undefined, follows: followed })
  const customer = query.data
  return (
    <PeekDrawer
      id={id}
      {...rest}
      title={customer?.name ?? t('customer')}
      footer={
        customer && (
          <div className={classes['line']}>
            {!customer.archived && slots.quickLog(customer)}
            <CustomerActions customer={customer} />
          </div>
        )
      }
    >
      {query.error ? (
        <ErrorPanel problem={query.error} retry={() => void query.refetch()} />
      ) : !customer ? (
        <TextSkeleton lines={10} />
      ) : (
        <CustomerView key={customer.id} customer={customer} slots={slots} isWide={false} />
      )}
    </PeekDrawer>
  )
}
