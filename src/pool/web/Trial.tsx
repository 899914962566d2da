import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { Ago, Day } from '../../ui/Figures.tsx'
import { confirm } from '../../ui/Dialogs.tsx'
import { FormProblem } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { runPoolRule, tryPoolRule } from '../contract.ts'
import classes from './Pool.module.css'
import type { Rule } from './RulePage.tsx'
import { words } from './words.ts'

type Tried = ReplyOf<typeof tryPoolRule>

/** Who would fall by the rule as it stands in the form; nothing is changed by asking. */
export function Trial({ rule, isSaved }: { rule: Rule; isSaved: boolean }): ReactNode {
  const t = useWords(words)
  const [tried, setTried] = useState<Tried>()
  const [problem, setProblem] = useState<Problem>()
  const ask = useWrite(tryPoolRule, { onDone: setTried, onProblem: setProblem })
  const run = useWrite(runPoolRule, {
    touches: ['pool', 'customers'],
    onProblem: setProblem,
    onDone: ({ fell }) => notify.done(t('ranNow', { count: fell })),
  })
  const askToRun = async (): Promise<void> => {
    setProblem(undefined)
    if (await confirm({ title: t('runNowAsk'), body: t('runNowBody'), action: t('runNow'), danger: true })) run.mutate({})
  }
  return (
    <Panel title={t('trial')}>
      <div className={classes['stack']}>
        <p className={classes['hint']}>{t('trialHint')}</p>
        <div className={classes['line']}>
          <Button
            variant="default"
            loading={ask.isPending}
            onClick={() => {
              setProblem(undefined)
              ask.mutate({ body: rule })
            }}
          >
            {t('tryIt')}
          </Button>
          {rule.isOn && isSaved && (
            <Button variant="subtle" loading={run.isPending} onClick={() => void askToRun()}>
              {t('runNow')}
            </Button>
          )}
        </div>
        <FormProblem problem={problem} />
        {tried && <Result tried={tried} />}
      </div>
    </Panel>
  )
}

function Result({ tried }: { tried: Tried }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { atOnce, thisWeek, subject, spared, owners, items } = tried
  return (
    <div className={classes['stack']} role="status">
      <strong>
        {atOnce + thisWeek === 0
          ? t('trialNone')
          : t('trialSays', { first: format.count(atOnce), week: format.count(thisWeek), all: format.count(subject) })}
      </strong>
      {spared.length > 0 && (
        <span className={`${classes['line']} ${classes['hint']}`}>
          <span>{t('sparedBy')}</span>
          {spared.map(({ by, customers }) => (
            <span key={by}>{t(`by.${by}`, { count: format.count(customers) })}</span>
          ))}
        </span>
      )}
      {owners.length > 0 && (
        <span className={classes['line']}>
          {owners.map(({ owner, customers }) => (
            <span key={owner.id}>
              {owner.name} {t('customers', { count: format.count(customers) })}
            </span>
          ))}
        </span>
      )}
      {items.length > 0 && (
        <>
          {items.length >= 100 && <span className={classes['hint']}>{t('first100')}</span>}
          {/* a list longer than its frame is scrolled by keyboard too */}
          <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('trial')}>
            <table className={classes['trial']}>
              <thead>
                <tr>
                  <th scope="col">{t('customer')}</th>
                  <th scope="col">{t('owner')}</th>
                  <th scope="col">{t('whyIs')}</th>
                  <th scope="col">{t('lastContact')}</th>
                  <th scope="col">{t('falls')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ customer, owner, why, lastContactAt, on }) => (
                  <tr key={customer.id}>
                    <td>
                      <Link to="/customers/$id" params={{ id: customer.id }}>
                        {customer.name}
                      </Link>
                    </td>
                    <td>{owner.name}</td>
                    <td>{t(`why.${why}`)}</td>
                    <td>{lastContactAt ? <Ago at={lastContactAt} /> : t('never')}</td>
                    <td>
                      <Day on={on} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </div>
  )
}
