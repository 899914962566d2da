import { IconChevronLeft } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Page } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readOpportunity } from '../contract.ts'
import { DealActionsProvider } from './DealActionsProvider.tsx'
import type { DealSlots } from './deal-slots.ts'
import { DealView } from './DealView.tsx'
import { words } from './words.ts'

/** One deal on a page of its own. */
export function OpportunityPage(slots: DealSlots): ReactNode {
  const t = useWords(words)
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useRead(readOpportunity, { params: { id } })
  const deal = query.data
  const back = (
    <Link to="/opportunities" style={{ display: 'inline-flex', alignItems: 'center' }}>
      <IconChevronLeft size={15} aria-hidden="true" />
      {t('title')}
    </Link>
  )
  if (!deal) {
    return (
      <Page title={t('opportunity')} above={back}>
        {query.error ? <ErrorPanel problem={query.error} retry={() => void query.refetch()} /> : <TextSkeleton lines={10} />}
      </Page>
    )
  }
  return (
    <DealActionsProvider>
      <Page title={deal.name} above={back}>
        <DealView key={deal.id} deal={deal} isWide {...slots} />
      </Page>
    </DealActionsProvider>
  )
}
