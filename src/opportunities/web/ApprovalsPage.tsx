import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react'
import { AddressButton } from '../../ui/AddressButton.tsx'
import { FilterBar, isFiltered, withoutFilters, type FilterField } from '../../ui/FilterBar.tsx'
import { Page, Panel } from '../../ui/Page.tsx'
import { useList } from '../../ui/reading.ts'
import { EmptyState, ErrorPanel, NothingFound, TextSkeleton } from '../../ui/States.tsx'
import { asked, useUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { approvalStates, listApprovals } from '../approval-contract.ts'
import { ApprovalCard } from './ApprovalCard.tsx'
import classes from './Approvals.module.css'
import { useToDecide, waitingCount } from './use-approvals.ts'
import { words } from './words/approvals.ts'

const Delegations = lazy(async () => ({ default: (await import('./Delegations.tsx')).Delegations }))

const lists = ['to-decide', 'asked-by-me', 'within-reach'] as const
const tabs = [...lists, 'delegations'] as const
const viewAsked = { tab: asked.oneOf(tabs), state: asked.oneOf(approvalStates), add: asked.text }

export interface OtherQuestionsProps {
  who: (typeof lists)[number]
  state: (typeof approvalStates)[number] | undefined
  /** Shown where there are none. */
  empty: ReactNode
}

interface ApprovalsPageProps {
  /** Questions that are about no deal, above those that are. */
  others: { waiting: number; List: ComponentType<OtherQuestionsProps> }
}

/** 我的审批: what waits for my word, what I asked for, what is asked within reach; and who decides while somebody is away. */
export function ApprovalsPage({ others }: ApprovalsPageProps): ReactNode {
  const t = useWords(words)
  const [view, setView] = useUrl(viewAsked)
  const tab = view.tab ?? 'to-decide'
  const waiting = waitingCount(useToDecide(), others.waiting)
  const fields: FilterField[] =
    tab === 'asked-by-me' || tab === 'within-reach'
      ? [
          {
            kind: 'choice',
            key: 'state',
            label: t('state'),
            options: approvalStates.map((value) => ({ value, label: t(`state.${value}`) })),
          },
        ]
      : []
  return (
    <Page
      title={t('title')}
      actions={tab === 'delegations' && <AddressButton set={{ add: 'new' }}>{t('addDelegation')}</AddressButton>}
      toolbar={
        <>
          <div className={classes['tabs']} role="tablist" aria-label={t('title')}>
            {tabs.map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                aria-selected={tab === one}
                onClick={() => setView({ tab: one === 'to-decide' ? undefined : one, state: undefined })}
              >
                {t(`tab.${one}`)}
                {one === 'to-decide' && waiting && <b>{waiting}</b>}
              </button>
            ))}
          </div>
          {fields.length > 0 && <FilterBar view={view} onChange={setView} fields={fields} />}
        </>
      }
    >
      {tab === 'delegations' ? (
        <Suspense fallback={<TextSkeleton lines={4} />}>
          <Delegations adding={view.add !== undefined} onDone={() => setView({ add: undefined })} />
        </Suspense>
      ) : (
        <ApprovalList
          key={tab}
          who={tab}
          Others={others.List}
          state={tab === 'to-decide' ? 'asked' : view.state}
          onClear={isFiltered(view, fields) ? () => setView(withoutFilters(fields)) : undefined}
        />
      )}
    </Page>
  )
}

interface ListProps {
  Others: ComponentType<OtherQuestionsProps>
  who: (typeof lists)[number]
  state: (typeof approvalStates)[number] | undefined
  /** Given where a filter narrows the list. */
  onClear: (() => void) | undefined
}

function ApprovalList({ Others, who, state, onClear }: ListProps): ReactNode {
  const t = useWords(words)
  const list = useList(listApprovals, { query: { who, limit: 50, ...(state && { state }) } }, { follows: ['opportunities'] })
  if (list.error)
    return (
      <Panel>
        <ErrorPanel problem={list.error} retry={list.refetch} />
      </Panel>
    )
  if (list.isPending) return <TextSkeleton lines={8} />
  const empty = (
    <Panel>
      {onClear ? (
        <NothingFound onClear={onClear} />
      ) : (
        <EmptyState icon={<IconCircleCheck size={28} stroke={1.5} />} title={t(`empty.${who}`)} hint={t(`emptyHint.${who}`)} />
      )}
    </Panel>
  )
  return (
    <div className={classes['list']} data-stale={list.isStale || undefined}>
      <Others who={who} state={state} empty={list.items.length === 0 && empty} />
      {list.items.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} />
      ))}
      {list.hasMore && (
        <Button variant="default" size="xs" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}
