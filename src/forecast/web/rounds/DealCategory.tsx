import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../../ui/on-demand.tsx'
import { useRead } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { ErrorPanel, TextSkeleton } from '../../../ui/States.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { readCategory } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

const CategoryDialog = onDemand(
  async () => (await import('./CategoryDialog.tsx')).CategoryDialog,
  ({ deal }) => deal !== undefined,
)

/** In which category a deal counts in the forecast, who said so and why, and the way to say otherwise. */
export function DealCategory({ opportunityId, name }: { opportunityId: string; name: string }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [changing, setChanging] = useState(false)
  const read = useRead(readCategory, { params: { id: opportunityId } }, { follows: ['opportunities', 'forecast'] })
  if (!read.data) return read.error ? <ErrorPanel problem={read.error} /> : <TextSkeleton lines={1} />
  const { category, byStage, said, history, permissions } = read.data
  const deal = { id: opportunityId, name, category, byStage, note: said?.note ?? null }
  const denied = permissions.change?.sentence
  return (
    <div className={classes['deal']}>
      <div className={classes['chips']}>
        <StatusChip tone={category === 'commit' || category === 'closed' ? 'done' : category === 'omitted' ? 'quiet' : 'primary'}>
          {t(`category.${category}`)}
        </StatusChip>
        <span className={classes['quiet']}>{said ? t('byStage', { category: t(`category.${byStage}`) }) : t('fromStage')}</span>
        <Button
          size="compact-xs"
          variant="default"
          disabled={denied !== undefined}
          title={denied}
          onClick={() => setChanging(true)}
        >
          {t('change')}
        </Button>
      </div>
      {history.length > 0 && (
        <ol className={classes['said']}>
          {history.slice(0, 5).map((change) => {
            const line = { by: change.by.name, when: format.ago(change.at) }
            return (
              <li key={change.at}>
                {change.to === null ? t('saidBack', line) : t('saidFrom', { ...line, category: t(`category.${change.to}`) })}
                {change.note && <p className={classes['note']}>{change.note}</p>}
              </li>
            )
          })}
        </ol>
      )}
      <CategoryDialog deal={changing ? deal : undefined} to={undefined} onClose={() => setChanging(false)} />
    </div>
  )
}
