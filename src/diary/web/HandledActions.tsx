import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { skipReasons } from '../action-contract.ts'
import classes from './Actions.module.css'
import type { DayList } from './DayActions.tsx'
import { useHandling } from './use-handling.ts'
import { words } from './words/actions.ts'

type Reason = Exclude<(typeof skipReasons)[number], 'other'>
const isReason = (reason: string | null): reason is Reason =>
  reason !== null && reason !== 'other' && (skipReasons as readonly string[]).includes(reason)

/** What was done and skipped today: whether it worked is asked here, and both can be taken back. */
export function HandledActions({ handled, isOwn }: { handled: DayList['handled']; isOwn: boolean }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { say } = useHandling()
  return (
    <section className={classes['handled']}>
      <h3>{t('handled')}</h3>
      <ul className={classes['list']}>
        {handled.map(({ key, kind, what, title, reason, outcome }) => (
          <li key={key} className={classes['row']}>
            <div className={classes['what']}>
              <span className={classes['head']}>
                <StatusChip tone={what === 'done' ? 'done' : 'quiet'}>{t(`what.${what}`)}</StatusChip>
                {title} <span className={classes['quiet']}>{t(`kind.${kind}`)}</span>
              </span>
              {what === 'skipped' && reason && (
                <span className={classes['quiet']}>{isReason(reason) ? t(`skip.${reason}`) : reason}</span>
              )}
            </div>
            {isOwn && (
              <div className={classes['side']}>
                {what === 'done' && (
                  <>
                    <span className={classes['quiet']}>{t('didItWork')}</span>
                    {(['worked', 'failed'] as const).map((each) => (
                      <Button
                        key={each}
                        size="compact-xs"
                        variant={outcome === each ? 'filled' : 'default'}
                        aria-pressed={outcome === each}
                        onClick={() => say(key, each)}
                      >
                        {t(each)}
                      </Button>
                    ))}
                  </>
                )}
                <Button size="compact-xs" variant="subtle" onClick={() => say(key, 'taken-back')}>
                  {k('undo')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
