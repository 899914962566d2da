import { Pill } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { asProblem, type Problem } from '../../ui/api.ts'
import { SearchSelect, type Choice } from '../../ui/fields/SearchSelect.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { addCompetitor, searchCompetitors } from './choices.ts'
import classes from './DealFacts.module.css'
import type { Deal } from './StagePath.tsx'
import { useSaveFact } from './use-save-fact.ts'
import { words as dealWords } from './words/deal.ts'

/** Who else is in the race: each competitor can be taken off, others are added by name. */
export function CompetitorsFact({ deal, why }: { deal: Deal; why: string | undefined }): ReactNode {
  const d = useWords(dealWords)
  const { can } = useSession()
  const save = useSaveFact()
  const [problem, setProblem] = useState<Problem>()
  const ids = deal.competitors.map(({ id }) => id)
  const change = async (next: string[]): Promise<void> =>
    setProblem(await save(deal, { competitorIds: next }, { competitorIds: ids }, d('competitors')))
  const add = (choice: Choice | null): void => {
    if (choice && !ids.includes(choice.value)) void change([...ids, choice.value])
  }
  if (why !== undefined && deal.competitors.length === 0) return <span title={why}>–</span>
  return (
    <div className={classes['competitors']} title={why}>
      {deal.competitors.map(({ id, name }) => (
        <Pill
          key={id}
          withRemoveButton={why === undefined}
          removeButtonProps={{ 'aria-label': d('removeCompetitor', { name }), 'aria-hidden': false, tabIndex: 0 }}
          onRemove={() => void change(ids.filter((one) => one !== id))}
        >
          {name}
        </Pill>
      ))}
      {why === undefined && (
        <SearchSelect
          size="xs"
          name="competitor"
          aria-label={d('addCompetitor')}
          placeholder={d('addCompetitor')}
          search={async (q, signal) => (await searchCompetitors(q, signal)).filter(({ value }) => !ids.includes(value))}
          value={null}
          error={problem?.title}
          onChange={add}
          {...(can('catalogue.manage') && {
            createLabel: (typed: string) => d('createCompetitor', { name: typed }),
            onCreate: (typed: string) =>
              void addCompetitor(typed).then(add, (error: unknown) => notify.refused(asProblem(error))),
          })}
        />
      )}
    </div>
  )
}
