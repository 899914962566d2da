import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../../ui/Regional.tsx'
import { useSession } from '../../../ui/session.ts'
import { useLocale, useWords } from '../../../ui/use-words.ts'
import type { PipelineFull } from '../../definition.ts'
import { words } from '../words/designer.ts'
import { useDesign } from './design.ts'
import classes from './Designer.module.css'
import type { DraftKeeper, DraftState } from './draft-keeper.ts'
import { placeOf } from './places.ts'

/** Everything that keeps the draft from being published, each leading to its place. */
export function ToMend({ state }: { state: DraftState }): ReactNode {
  const t = useWords(words)
  const locale = useLocale()
  const { go } = useDesign()
  const told = [
    ...state.issues.map(({ path, field }) => ({ path, message: t(issueWord(field)) })),
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

/** Stages (by key) and parts of the whole (`:elements`) where something is to be mended. */
export const flawedPlaces = (state: Pick<DraftState, 'issues' | 'flaws'> & { definition: PipelineFull }): Set<string> =>
  new Set(
    [...state.issues, ...state.flaws].map(({ path }) => {
      const { part, stage } = placeOf(path, state.definition)
      return stage ?? `:${part}`
    }),
  )

/** Somebody else saved the same draft: who and when, and which of the two stays. */
export function ConflictNote({
  keeper,
  state,
}: {
  keeper: DraftKeeper
  state: Pick<DraftState, 'other' | 'basedOn'>
}): ReactNode {
  const t = useWords(words)
  const { memberId } = useSession()
  const { moment } = useFormat()
  const title = (): string => {
    const { other, basedOn } = state
    if (other && !other.by)
      return other.currentVersion > basedOn ? t('conflictPublished', { version: other.currentVersion }) : t('conflictGone')
    if (!other?.by || !other.at) return t('conflictTitle')
    const at = moment(other.at)
    return other.by.id === memberId ? t('conflictOwn', { at }) : t('conflictBy', { name: other.by.name, at })
  }
  return (
    <div className={classes['note']} data-tone="risk" role="alert">
      <div>
        <strong>{title()}</strong>
        <p>{t(state.other && !state.other.by ? 'conflictBodyGone' : 'conflictBody')}</p>
      </div>
      <Button size="xs" variant="default" onClick={() => void keeper.takeTheirs()}>
        {t('theirs')}
      </Button>
      <Button size="xs" onClick={() => void keeper.keepMine()}>
        {t('mine')}
      </Button>
    </div>
  )
}
