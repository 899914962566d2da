import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useList } from '../../../ui/reading.ts'
import { useWords } from '../../../ui/use-words.ts'
import { listPlanDecisions } from '../../decision-contract.ts'
import { PlanDecisionCard } from './PlanDecisionCard.tsx'
import { words } from './words.ts'

interface PlanDecisionsProps {
  who: 'to-decide' | 'asked-by-me' | 'within-reach'
  /** As questions are told apart. */
  state: 'asked' | 'approved' | 'refused' | 'withdrawn' | 'expired' | undefined
  /** Shown where there are none. */
  empty: ReactNode
}

/** Plans among the questions of a list; states that a plan never has show none. */
export function PlanDecisions({ who, state, empty }: PlanDecisionsProps): ReactNode {
  const t = useWords(words)
  const of = state === 'asked' ? 'submitted' : state === 'approved' ? 'decided' : undefined
  const isElse = state !== undefined && of === undefined
  const list = useList(
    listPlanDecisions,
    { query: { who, limit: 20, ...(of && { state: of }) } },
    { follows: ['target'], enabled: !isElse },
  )
  if (isElse || list.error || list.items.length === 0) return list.isPending && !isElse ? null : empty
  return (
    <>
      {list.items.map((plan) => (
        <PlanDecisionCard key={plan.id} plan={plan} />
      ))}
      {list.hasMore && (
        <Button variant="default" size="xs" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
