import { Button, UnstyledButton } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Trait } from '../why-contract.ts'
import classes from './Checkup.module.css'
import type { OpenDeals } from './checkup-view.ts'
import { IntervalBar } from './IntervalBar.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/why.ts'

interface TraitsProps {
  traits: readonly Trait[]
  stage: string
  tested?: number
  /** Of the stuck deals: the numbers then open those. */
  ofStuck?: boolean
  onOpen: OpenDeals
}

/** What sets deals apart at a gate: with it, without it, how many times as likely, and whether that is more than chance. */
export function Traits({ traits, stage, tested, ofStuck = false, onOpen }: TraitsProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const sure = traits.filter(({ effect }) => effect !== 'could-be-chance')
  const [isWhole, setWhole] = useState(sure.length === 0)
  const shown = isWhole ? traits : sure
  return (
    <>
      <ul className={classes['traits']}>
        {shown.map((trait) => (
          <li key={trait.key} data-certain={trait.effect !== 'could-be-chance' || undefined}>
            <div className={classes['traitHead']}>
              <span>
                <b>{trait.name}</b> <span className={classes['muted']}>{t(`kind.${trait.kind}`)}</span>
              </span>
              <span>
                <StatusChip tone={trait.effect === 'hurts' ? 'risk2' : trait.effect === 'helps' ? 'primary' : 'plain'}>
                  {t(`effect.${trait.effect}`)}
                </StatusChip>{' '}
                <span title={t('liftHint')}>{t('lift', { times: figures.times(trait.lift) })}</span>
              </span>
            </div>
            {(['with', 'without'] as const).map((side) => (
              <div key={side} className={classes['side']}>
                <span className={classes['muted']}>{t(side)}</span>
                <IntervalBar
                  share={trait[side].share}
                  low={trait[side].low}
                  high={trait[side].high}
                  certain={trait.effect !== 'could-be-chance'}
                  isGood={trait.effect === 'helps'}
                />
                <span>
                  <b>{figures.share(trait[side].share)}</b>{' '}
                  {side === 'with' ? (
                    <UnstyledButton
                      className={classes['number']}
                      aria-label={t('openTrait', { trait: trait.name, count: trait.with.of })}
                      onClick={() => onOpen({ outcome: ofStuck ? 'stuck' : 'all', stage, trait: trait.key })}
                    >
                      {t('passedOf', { passed: figures.count(trait.with.passed), of: figures.count(trait.with.of) })}
                    </UnstyledButton>
                  ) : (
                    <span className={classes['muted']}>
                      {t('passedOf', { passed: figures.count(trait.without.passed), of: figures.count(trait.without.of) })}
                    </span>
                  )}
                </span>
              </div>
            ))}
            <p className={classes['note']}>{trait.sentence}</p>
          </li>
        ))}
      </ul>
      {sure.length < traits.length && sure.length > 0 && (
        <Button size="compact-sm" variant="default" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('hideChance') : t('showChance', { count: traits.length - sure.length })}
        </Button>
      )}
      {tested !== undefined && <p className={classes['note']}>{t('tested', { count: figures.count(tested) })}</p>}
    </>
  )
}
