import { IconChevronLeft } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Page } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readCustomer } from '../contract.ts'
import classes from './Customer.module.css'
import type { CustomerSlots } from './customer-slots.ts'
import { CustomerActions } from './CustomerActions.tsx'
import { LevelChip } from './CustomerFacts.tsx'
import { CustomerView } from './CustomerView.tsx'
import { words } from './words.ts'

/** Records whose news make a customer's page read again. */
export const followed = ['contacts', 'opportunities', 'activities', 'organization']

/** One customer on a page of its own. */
export function CustomerPage({ slots }: { slots: CustomerSlots }): ReactNode {
  const t = useWords(words)
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useRead(readCustomer, { params: { id } }, { follows: followed })
  const customer = query.data
  const back = (
    <Link to="/customers" className={classes['line']}>
      <IconChevronLeft size={15} aria-hidden="true" />
      {t('title')}
    </Link>
  )
  if (!customer)
    return (
      <Page title={t('customer')} above={back}>
        {query.error ? <ErrorPanel problem={query.error} retry={() => void query.refetch()} /> : <TextSkeleton lines={12} />}
      </Page>
    )
  return (
    <Page
      title={customer.name}
      above={back}
      aside={
        <span className={classes['line']}>
          {customer.archived && <StatusChip tone="quiet">{t('isArchived')}</StatusChip>}
          <LevelChip level={customer.level} />
          {!customer.profile.complete && (
            <StatusChip tone="risk1">{t('incomplete', { count: customer.profile.missing.length })}</StatusChip>
          )}
        </span>
      }
      actions={
        <>
          {!customer.archived && slots.quickLog(customer)}
          <CustomerActions customer={customer} />
        </>
      }
    >
      <CustomerView key={customer.id} customer={customer} slots={slots} isWide />
    </Page>
  )
}
