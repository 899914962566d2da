import type { ReactNode } from 'react'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import { words } from '../words/designer.ts'
import { words as notes } from '../words/designer-notes.ts'
import { useDesign } from './design.ts'
import classes from './Designer.module.css'
import type { DraftState } from './draft-keeper.ts'
import { placeOf } from './places.ts'

/** Everything that keeps the draft from being published, each leading to its place. */
export function ToMend({ state }: { state: DraftState }): ReactNode {
  const t = useWords(words)
  const n = useWords(notes)
  const locale = useLocale()
  const { go } = useDesign()
  const told = [
    ...state.issues.map(({ path, field }) => ({ path, message: n(issueWord(field)) })),
    ...state.flaws.map(({ path, message }) => ({ path, message })),
  ]
  if (told.length === 0) return null
  return (
    <section className={classes['note']} data-tone="risk" aria-live="polite">
      <strong>{t('flaws', { count: told.length })}</strong>
      <ul className={classes['flaws']}>
        {told.map(({ path, message }, index) => {
          const place = placeOf(path, state.definition)
          const stage = state.definition.stages.find(({ key }) => key === place.stage)
          const where = [stage?.name[locale] || stage?.key, t(`part.${place.part}`)].filter(Boolean).join(' · ')
          return (
            <li key={index}>
              <button type="button" onClick={() => go(place)}>
                <b>{where}</b> {message}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const issueWord = (field: string) => {
  switch (field) {
    case 'name':
      return 'issue.name'
    case 'key':
      return 'issue.key'
    case 'probability':
      return 'issue.probability'
    case 'expectedDays':
    case 'warningDays':
    case 'criticalDays':
    case 'dueDays':
    case 'staleDays':
      return 'issue.days'
    case 'address':
      return 'issue.address'
    case 'value':
      return 'issue.value'
    default:
      return 'issue.other'
  }
}
