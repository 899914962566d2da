import { Fragment, type ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import type { LossesReply } from '../why-contract.ts'
import classes from './Checkup.module.css'
import { words } from './words/why.ts'

/** What the playbook says to do where the top reasons strike most. */
export function Responses({ responses }: { responses: LossesReply['reasons']['responses'] }): ReactNode {
  const t = useWords(words)
  if (responses.length === 0) return null
  return (
    <div className={classes['responses']}>
      {responses.map(({ stageKey, stageName, talkTracks, questions, materials }) => (
        <div key={stageKey} className={classes['response']}>
          <b>{stageName}</b>
          <Lines label={t('talkTracks')} lines={talkTracks} />
          <Lines label={t('questions')} lines={questions} />
          {materials.length > 0 && (
            <p>
              <span className={classes['muted']}>{t('materials')}</span>{' '}
              {materials.map(({ name, address }, index) => (
                <Fragment key={name}>
                  {index > 0 && ' · '}
                  {address === null ? (
                    name
                  ) : (
                    <a href={address} target="_blank" rel="noreferrer">
                      {name}
                    </a>
                  )}
                </Fragment>
              ))}
            </p>
          )}
        </div>
      ))}
    </div>
  )
}

function Lines({ label, lines }: { label: string; lines: readonly string[] }): ReactNode {
  return lines.length === 0 ? null : (
    <div>
      <span className={classes['muted']}>{label}</span>
      <ul className={classes['lines']}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
