import type { ReactNode } from 'react'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { GapCode } from '../chain.ts'
import classes from './Chain.module.css'
import type { Chain } from './use-chain.ts'
import { words } from './words.ts'

/** Those that may cost the deal. */
const grave: readonly GapCode[] = ['no-decider', 'detractors-at-top', 'single-thread']
const toneOf = (code: GapCode): Tone => (grave.includes(code) ? 'risk2' : 'risk1')

/** What is missing, as short marks. */
export function GapChips({ chain }: { chain: Chain }): ReactNode {
  const t = useWords(words)
  if (chain.gaps.length === 0) return null
  return (
    <div className={classes['chips']}>
      {chain.gaps.map(({ code }) => (
        <StatusChip key={code} tone={toneOf(code)}>
          {t(`gap.${code}`)}
        </StatusChip>
      ))}
    </div>
  )
}

/** What is missing and what to do about it; pressed, it marks the people it is about on the picture. */
export function GapList({
  chain,
  marked,
  onMark,
}: {
  chain: Chain
  marked: string | undefined
  onMark: (code: string) => void
}): ReactNode {
  const t = useWords(words)
  if (chain.gaps.length === 0) return <p className={classes['hint']}>{t('noGaps')}</p>
  return (
    <ul className={classes['gaps']}>
      {chain.gaps.map(({ code, ids }) => (
        <li key={code} data-tone={toneOf(code)}>
          {ids.length > 0 ? (
            <button type="button" aria-pressed={marked === code} onClick={() => onMark(code)}>
              {t(`gap.${code}`)}
            </button>
          ) : (
            <strong>{t(`gap.${code}`)}</strong>
          )}
          <span>{t(`gap.${code}.hint`)}</span>
        </li>
      ))}
    </ul>
  )
}
