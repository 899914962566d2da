import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { interviewFields, latestOf } from '../interview.ts'
import classes from './Cards.module.css'
import type { Cards } from './CustomerCards.tsx'
import { words } from './words.ts'

type Interview = Cards['interviews'][number]

/** What is known from conversations now, each with who heard it and when; and every interview as it was. */
export function Interviews({ interviews }: { interviews: Cards['interviews'] }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (interviews.length === 0) return <p className={classes['hint']}>{t('interviewNone')}</p>
  const latest = latestOf(interviews)
  return (
    <div className={classes['stack']}>
      <dl className={classes['heard']}>
        {interviewFields.flatMap((field) => {
          const known = latest[field]
          return known
            ? [
                <div key={field}>
                  <dt>
                    {t(`heard.${field}`)} · {known.from.by.name} · {format.day(known.from.heldOn)}
                  </dt>
                  <dd>{known.text}</dd>
                </div>,
              ]
            : []
        })}
      </dl>
      {interviews.length > 1 && (
        <details className={classes['history']}>
          <summary>{t('history', { count: interviews.length })}</summary>
          <ol>
            {interviews.map((one) => (
              <li key={one.id}>
                <Past one={one} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  )
}

function Past({ one }: { one: Interview }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  return (
    <>
      <strong>
        {format.day(one.heldOn)} · {one.by.name}
      </strong>
      <dl className={classes['heard']}>
        {interviewFields
          .filter((field) => one[field] !== null)
          .map((field) => (
            <div key={field}>
              <dt>{t(`heard.${field}`)}</dt>
              <dd>{one[field]}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}
