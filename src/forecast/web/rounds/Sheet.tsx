import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../../ui/on-demand.tsx'
import { Panel } from '../../../ui/Page.tsx'
import { useRead } from '../../../ui/reading.ts'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../../ui/States.tsx'
import { useSession } from '../../../ui/session.ts'
import { useWords } from '../../../ui/use-words.ts'
import { openCategories, type OpenCategory } from '../../categories.ts'
import { readSheet, type SheetDeal } from '../../round-contract.ts'
import { Changes } from './Changes.tsx'
import { DealGroup } from './DealGroup.tsx'
import { LeftOut } from './LeftOut.tsx'
import type { Round } from './RoundState.tsx'
import classes from './Rounds.module.css'
import { SubmitPanel } from './SubmitPanel.tsx'
import { SumTiles } from './SumTiles.tsx'
import { words } from './words.ts'

const CategoryDialog = onDemand(
  async () => (await import('./CategoryDialog.tsx')).CategoryDialog,
  ({ deal }) => deal !== undefined,
)

interface SheetProps {
  owner: string
  round: Round | null
  asked: boolean
  /** Back to the team, when it is somebody else's sheet. */
  onBack: (() => void) | undefined
}

export interface Moving {
  deal: SheetDeal
  to: OpenCategory | undefined
}

/** The most certain first, as they are read from the left. */
const columns = openCategories.toReversed()

/** One person's deals of the period by category, and the figure that is submitted for them. */
export function Sheet({ owner, round, asked, onBack }: SheetProps): ReactNode {
  const t = useWords(words)
  const { memberId } = useSession()
  const [moving, setMoving] = useState<Moving>()
  const period = round?.period
  const sheet = useRead(
    readSheet,
    { query: { owner, ...(period && round?.state !== 'locked' && { period }) } },
    { follows: ['opportunities'], keep: true },
  )
  if (!sheet.data)
    return (
      <Panel>
        {sheet.error ? <ErrorPanel problem={sheet.error} retry={() => void sheet.refetch()} /> : <TextSkeleton lines={10} />}
      </Panel>
    )
  const { deals, sum, changes, more, permissions } = sheet.data
  const counted = deals.filter(({ leftOut }) => leftOut === null)
  const left = deals.filter(({ leftOut }) => leftOut !== null)
  const denied = permissions.change?.sentence
  const isOwn = owner === memberId
  return (
    <>
      {onBack && (
        <div className={classes['bar']}>
          <strong>{t('sheetOf', { name: sheet.data.owner.name })}</strong>
          <Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={15} />} onClick={onBack}>
            {t('team')}
          </Button>
        </div>
      )}
      <div className={classes['top']}>
        <SumTiles sum={sum} period={sheet.data.period} />
        {isOwn && round && asked && <SubmitPanel sheet={sheet.data} round={round} />}
      </div>
      {counted.length === 0 ? (
        <Panel>
          <EmptyState title={t('noDeals')} hint={t('noDealsHint')} />
        </Panel>
      ) : (
        <div className={classes['columns']}>
          {columns.map((category) => (
            <DealGroup
              key={category}
              category={category}
              deals={counted.filter((deal) => deal.category === category)}
              denied={denied}
              onMove={(deal, to) => setMoving({ deal, to })}
              dealOf={(id) => counted.find((deal) => deal.id === id)}
            />
          ))}
          <DealGroup category="closed" deals={counted.filter(({ category }) => category === 'closed')} denied={denied} />
        </div>
      )}
      {more > 0 && <p className={classes['quiet']}>{t('moreDeals', { count: more })}</p>}
      {changes && (
        <Panel title={t('changesTitle')} flush>
          <Changes changes={changes} />
        </Panel>
      )}
      {left.length > 0 && <LeftOut deals={left} />}
      <CategoryDialog deal={moving?.deal} to={moving?.to} onClose={() => setMoving(undefined)} />
    </>
  )
}
