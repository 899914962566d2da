import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import type { CheckupReply } from '../contract.ts'
import classes from './Checkup.module.css'
import type { OpenDeals } from './checkup-view.ts'
import { useFigures } from './use-figures.ts'
import { words } from './words/overview.ts'

/** Five figures above the picture. */
export function Totals({ reply: { totals }, onOpen }: { reply: CheckupReply; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const { winRate } = totals
  return (
    <div className={classes['totals']}>
      <Total label={t('totalsDeals')} main={figures.count(totals.deals)} onOpen={() => onOpen({ outcome: 'all' })} />
      <Total
        label={t('totalsWon')}
        main={figures.count(totals.won.count)}
        beside={figures.money(totals.won.amountMinor)}
        onOpen={() => onOpen({ outcome: 'won' })}
      />
      <Total
        label={t('totalsRate')}
        hint={t('totalsRateHint')}
        main={figures.share(winRate.share)}
        beside={winRate.of === 0 ? '' : winRate.of < 10 ? t('tooFewShort') : figures.interval(winRate.low, winRate.high)}
      />
      <Total
        label={t('totalsDied')}
        main={figures.count(totals.died.count)}
        beside={figures.money(totals.grossLossMinor)}
        onOpen={() => onOpen({ outcome: 'died' })}
      />
      <Total
        label={t('totalsStill')}
        main={figures.count(totals.stillThere.count)}
        beside={figures.money(totals.stillThere.amountMinor)}
        onOpen={() => onOpen({ outcome: 'stillThere' })}
      />
    </div>
  )
}

function Total({
  label,
  main,
  beside,
  hint,
  onOpen,
}: {
  label: string
  main: string
  beside?: string
  hint?: string
  onOpen?: () => void
}): ReactNode {
  const content = (
    <>
      <span className={classes['totalLabel']}>{label}</span>
      <span className={classes['totalMain']}>{main}</span>
      <span className={classes['muted']}>{beside}</span>
    </>
  )
  return onOpen ? (
    <UnstyledButton className={classes['total']} onClick={onOpen}>
      {content}
    </UnstyledButton>
  ) : (
    <div className={classes['total']} title={hint}>
      {content}
    </div>
  )
}

/** What was left out or put in, in words. */
export function Notes({ reply: { about, totals } }: { reply: CheckupReply }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const notes = (['tooYoung', 'unknownEntry', 'withoutAmount', 'otherCurrency'] as const).filter((key) => about[key] > 0)
  const further = totals.deals - totals.won.count - totals.died.count - totals.stillThere.count
  return notes.length === 0 && further <= 0 ? null : (
    <ul className={classes['notes']}>
      {further > 0 && about.cohort === 'matured' && <li>{t('further', { count: figures.count(further) })}</li>}
      {notes.map((key) => (
        <li key={key}>{t(key, { count: figures.count(about[key]) })}</li>
      ))}
    </ul>
  )
}
