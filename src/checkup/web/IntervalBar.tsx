import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import classes from './Checkup.module.css'
import { useFigures } from './use-figures.ts'
import { words } from './words/overview.ts'

interface IntervalBarProps {
  share: number | null
  low: number | null
  high: number | null
  /** A mark to hold it against, 0-1. */
  benchmark?: number | null | undefined
  /** Grey when it could be chance. */
  certain: boolean
  /** A certain one is brick, or blue where it is good news. */
  isGood?: boolean
  /** Printed over the track's end: 1 unless everything is small. */
  max?: number
}

/** A share with its interval on a line from 0 to 100 %, and what it is held against as a tick. */
export function IntervalBar({ share, low, high, benchmark, certain, isGood = false, max = 1 }: IntervalBarProps): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const at = (value: number): string => `${Math.min(100, Math.max(0, (value / max) * 100))}%`
  const said = [
    t('shareIs', { share: figures.share(share) }),
    low !== null && high !== null ? t('intervalIs', { interval: figures.interval(low, high) }) : '',
    typeof benchmark === 'number' ? t('benchmarkIs', { share: figures.share(benchmark) }) : '',
  ]
    .filter((part) => part !== '')
    .join(t('listComma'))
  return (
    <span
      className={classes['interval']}
      role="img"
      aria-label={said}
      title={said}
      data-certain={certain ? (isGood ? 'good' : 'bad') : undefined}
    >
      {low !== null && high !== null && (
        <span className={classes['range']} style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }} />
      )}
      {typeof benchmark === 'number' && <span className={classes['mark']} style={{ left: at(benchmark) }} />}
      {share !== null && <span className={classes['dot']} style={{ left: at(share) }} />}
    </span>
  )
}
