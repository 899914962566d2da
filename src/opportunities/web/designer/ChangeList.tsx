import type { ReactNode } from 'react'
import { changesBetween, type Change } from '../../../pipelines/definition-changes.ts'
import type { PipelineFull } from '../../../pipelines/definition.ts'
import { useNamed, useWords } from '../../../ui/use-words.ts'
import { words } from '../words/designer.ts'
import classes from './Trial.module.css'

/** What a definition does differently from a published one, in words. */
export function ChangeList({
  before,
  after,
  version,
}: {
  before: PipelineFull
  after: PipelineFull
  version: number
}): ReactNode {
  const t = useWords(words)
  const named = useNamed()
  const changes = changesBetween(before, after)
  const told = (change: Change): string => {
    switch (change.code) {
      case 'stages-reordered':
      case 'win-gate-changed':
        return t(`change.${change.code}`)
      case 'stage-renamed':
        return t('change.stage-renamed', { name: named(change.name), former: named(change.former) })
      case 'gate-added':
      case 'gate-changed':
      case 'gate-removed':
        return t(`change.${change.code}.${change.side}`, { name: named(change.name) })
      default:
        return t(`change.${change.code}`, { name: named(change.name) })
    }
  }
  return (
    <section>
      <h3>{t('changes')}</h3>
      {changes.length === 0 ? (
        <p className={classes['hint']}>{t('noChanges', { version })}</p>
      ) : (
        <ul className={classes['list']} aria-label={t('changes')}>
          {changes.map((change, index) => (
            <li key={index}>{told(change)}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
