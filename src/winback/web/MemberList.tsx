import { Button, NativeSelect } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TableSkeleton } from '../../ui/States.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { listCampaignMembers, type CampaignDetail } from '../contract.ts'
import { memberStates } from '../member-state.ts'
import { MemberRow } from './MemberRow.tsx'
import type { Doing } from './StepDialog.tsx'
import classes from './WinBack.module.css'
import { words } from './words/campaign.ts'

const StepDialog = onDemand(
  async () => (await import('./StepDialog.tsx')).StepDialog,
  ({ doing }) => doing !== undefined,
)

const viewAsked = { show: asked.oneOf([...memberStates, 'held-out', 'mine'] as const) }

/** Everybody on the list, the likeliest first, with what is to be done next. */
export function MemberList({ campaign }: { campaign: CampaignDetail }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const [{ show }, setView] = useUrl(viewAsked)
  const [doing, setDoing] = useState<Doing>()
  const query = {
    limit: 50,
    ...(show === 'held-out'
      ? { heldOut: 'true' as const }
      : show === 'mine'
        ? { mine: 'true' as const }
        : show && { state: show }),
  }
  const members = useList(listCampaignMembers, { params: { id: campaign.id }, query }, { follows: ['win-back', 'opportunities'] })
  const count = {
    planned: campaign.counts.planned,
    contacted: campaign.counts.contacted,
    answered: campaign.counts.answered,
    're-opened': campaign.counts.reopened,
    declined: campaign.counts.declined,
  }
  return (
    <Panel
      title={t('list')}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('filterState')}
          value={show ?? ''}
          onChange={(event) => setView({ show: (event.currentTarget.value || undefined) as typeof show })}
          data={[
            { value: '', label: t('total', { count: format.count(campaign.counts.members) }) },
            { value: 'mine', label: t('onlyMine') },
            ...memberStates.map((state) => ({ value: state, label: `${t(`state.${state}`)} ${count[state]}` })),
            { value: 'held-out', label: `${t('onlyHeldOut')} ${campaign.counts.heldOut}` },
          ]}
        />
      }
    >
      {members.error ? (
        <ErrorPanel problem={members.error} retry={members.refetch} />
      ) : members.isPending ? (
        <TableSkeleton rows={6} />
      ) : members.items.length === 0 ? (
        <EmptyState
          icon={<IconUsersGroup size={28} stroke={1.5} />}
          title={t('emptyList')}
          hint={t(campaign.state === 'running' ? 'emptyListHint' : 'startFirst')}
        />
      ) : (
        <>
          <ul className={classes['members']} data-stale={members.isStale || undefined}>
            {members.items.map((member) => (
              <MemberRow
                key={member.id}
                member={member}
                onDo={(action) => setDoing({ member, action, campaignId: campaign.id })}
              />
            ))}
          </ul>
          {members.hasMore && (
            <Button variant="default" size="xs" loading={members.isLoadingMore} onClick={members.loadMore}>
              {k('loadMore')}
            </Button>
          )}
        </>
      )}
      <StepDialog doing={doing} onClose={() => setDoing(undefined)} />
    </Panel>
  )
}
