import type { ReactNode } from 'react'
import { notify } from '../../../ui/Notices.tsx'
import { useRead, useWrite } from '../../../ui/reading.ts'
import { TextSkeleton } from '../../../ui/States.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { openCategories, type OpenCategory } from '../../categories.ts'
import { readStageCategories, setStageCategory } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

/** What the deals of each stage stand for, changed at once. */
export function StageCategories(): ReactNode {
  const t = useWords(words)
  const stages = useRead(readStageCategories, {})
  const set = useWrite(setStageCategory, { onProblem: (problem) => notify.refused(problem) })
  if (!stages.data) return <TextSkeleton lines={4} />
  const denied = stages.data.permissions.edit?.sentence
  return (
    <section className={classes['stages']}>
      <h3>{t('stagesTitle')}</h3>
      {stages.data.items.map(({ pipeline, stages: of }) => (
        <div key={pipeline.id}>
          <h4>{pipeline.name}</h4>
          {of.map((stage) => (
            <label key={stage.id} className={classes['stage']}>
              {stage.name}
              <select
                value={stage.category}
                disabled={denied !== undefined}
                title={denied}
                onChange={(event) => {
                  const category = event.currentTarget.value as OpenCategory
                  set.mutate({ params: { id: stage.id }, body: { category: category === stage.usual ? null : category } })
                }}
              >
                {openCategories.toReversed().map((category) => (
                  <option key={category} value={category}>
                    {category === stage.usual ? `${t(`category.${category}`)} · ${t('usual')}` : t(`category.${category}`)}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
      ))}
    </section>
  )
}
