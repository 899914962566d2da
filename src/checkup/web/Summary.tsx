import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { readSummary } from '../contract.ts'
import type { Asked } from './checkup-view.ts'
import classes from './Checkup.module.css'
import { words } from './words/overview.ts'

/** What a director can say aloud: three sentences, then the whole text and what to do first. */
export function Summary({ asked, onWhy }: { asked: Asked; onWhy: (stage: string) => void }): ReactNode {
  const t = useWords(words)
  const [isWhole, setWhole] = useState(false)
  const summary = useRead(readSummary, { query: asked }, { follows: ['opportunities', 'pipelines', 'imports'], keep: true })
  if (summary.error)
    return (
      <Panel>
        <ErrorPanel problem={summary.error} retry={() => void summary.refetch()} />
      </Panel>
    )
  if (!summary.data)
    return (
      <Panel>
        <div aria-busy="true">
          <TextSkeleton lines={3} />
        </div>
      </Panel>
    )
  const { paragraphs, actions } = summary.data
  const opening = paragraphs[0]
  return (
    <section className={classes['summary']} aria-label={t('summary')} data-stale={summary.isPlaceholderData || undefined}>
      {opening?.sentences.slice(0, 3).map((sentence) => (
        <p key={sentence} className={classes['say']}>
          {sentence}
        </p>
      ))}
      {actions.length > 0 && (
        <ol className={classes['actions']}>
          {actions.slice(0, isWhole ? actions.length : 3).map(({ key, stageKey, sentence, certain }) => (
            <li key={key} data-certain={certain || undefined}>
              <span>{sentence}</span>
              {stageKey !== null && (
                <Button size="compact-xs" variant="subtle" onClick={() => onWhy(stageKey)}>
                  {t('seeWhy')}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
      {isWhole &&
        paragraphs.map(({ key, heading, sentences }, index) => {
          const rest = index === 0 ? sentences.slice(3) : sentences
          return rest.length === 0 ? null : (
            <div key={key} className={classes['paragraph']}>
              <h3>{heading}</h3>
              {rest.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </div>
          )
        })}
      {(paragraphs.length > 1 || actions.length > 3) && (
        <Button size="compact-sm" variant="default" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {t(isWhole ? 'readLess' : 'readAll')}
        </Button>
      )}
    </section>
  )
}
