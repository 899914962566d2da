import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../../ui/Regional.tsx'
import { useSession } from '../../../ui/session.ts'
import { useWords } from '../../../ui/use-words.ts'
import { words } from '../words/designer-notes.ts'
import classes from './Designer.module.css'
import type { DraftKeeper, DraftState } from './draft-keeper.ts'

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
