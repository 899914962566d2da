import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { listOpportunities } from '../../opportunities/contract.ts'
import { words as dealWords } from '../../opportunities/web/words.ts'
import { Day, Money } from '../../ui/Figures.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useList } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import classes from './CustomerDeals.module.css'
import { words } from './words.ts'

const CreateDrawer = onDemand(
  async () => (await import('../../opportunities/web/CreateDrawer.tsx')).CreateDrawer,
  ({ opened }) => opened,
)

const statuses = ['open', 'won', 'lost', 'terminated', 'on-hold', 'transferred'] as const
const tones: Record<(typeof statuses)[number], Tone> = {
  open: 'primary',
  won: 'done',
  lost: 'risk2',
  terminated: 'quiet',
  'on-hold': 'risk1',
  transferred: 'quiet',
}

/** A customer's deals, past and present, newest first, and the way to a new one. */
export function CustomerDeals({ customer, readOnly }: { customer: { id: string; name: string }; readOnly: boolean }): ReactNode {
  const t = useWords(dealWords)
  const k = useWords(kit)
  const shell = useWords(words)
  const { can } = useSession()
  const navigate = useNavigate()
  const [creating, setCreating] = useState(false)
  const list = useList(listOpportunities, { query: { customer: customer.id, status: [...statuses], limit: 20 } })
  if (!can('opportunities.read')) return null
  return (
    <>
      {list.isPending ? (
        <TextSkeleton lines={3} />
      ) : list.error && list.items.length === 0 ? (
        <ErrorPanel problem={list.error} retry={list.refetch} />
      ) : list.items.length === 0 ? (
        <p className={classes['quiet']}>{shell('noDealsYet')}</p>
      ) : (
        <ul className={classes['deals']}>
          {list.items.map((deal) => (
            <li key={deal.id} className={classes['deal']}>
              <Link to="/opportunities/$id" params={{ id: deal.id } as never} className={classes['name']!}>
                {deal.name}
              </Link>
              <span className={classes['amount']}>
                <Money minor={deal.amountMinor} currency={deal.currency} compact />
              </span>
              <span className={classes['line']}>
                <StatusChip tone={tones[deal.status]}>
                  {deal.status === 'open' ? deal.stage.name : t(`status.${deal.status}`)}
                </StatusChip>
                <span className={classes['quiet']}>{deal.owner.name}</span>
                {deal.expectedCloseOn && deal.status === 'open' && (
                  <span className={classes['quiet']}>
                    {t('expectedClose')} <Day on={deal.expectedCloseOn} />
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className={classes['line']}>
        {list.hasMore && (
          <Button variant="default" size="xs" loading={list.isLoadingMore} onClick={list.loadMore}>
            {k('loadMore')}
          </Button>
        )}
        {!readOnly && can('opportunities.write') && (
          <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
            {t('create')}
          </Button>
        )}
      </div>
      <CreateDrawer
        opened={creating}
        onClose={() => setCreating(false)}
        pipelineId={undefined}
        customer={{ value: customer.id, label: customer.name }}
        onCreated={(id) => void navigate({ to: '/opportunities/$id', params: { id } } as never)}
      />
    </>
  )
}
