import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ReplyOf } from '../../../ui/api.ts'
import { ChangeMark, Day, Money } from '../../../ui/Figures.tsx'
import { useFormat } from '../../../ui/Regional.tsx'
import { StatusChip, type Tone } from '../../../ui/StatusChip.tsx'
import { useWords } from '../../../ui/use-words.ts'
import type { ChangeKind } from '../../round-changes.ts'
import type { readSheet } from '../../round-contract.ts'
import classes from './Rounds.module.css'
import { words } from './words.ts'

type Change = NonNullable<ReplyOf<typeof readSheet>['changes']>[number]

const tones: Partial<Record<ChangeKind, Tone>> = { won: 'done', gone: 'risk2', lower: 'risk1', less: 'risk1', later: 'risk1' }

/** Deals that moved since the round before: what happened, from what to what, and what it did to the commit. */
export function Changes({ changes }: { changes: readonly Change[] }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (changes.length === 0) return <p className={classes['nothing']}>{t('noChanges')}</p>
  return (
    <ul className={classes['rows']}>
      {changes.map(({ id, name, kinds, before, after, commitMinor }) => (
        <li key={id} className={classes['row']}>
          <Link to="/opportunities/$id" params={{ id }}>
            {name}
          </Link>
          <span className={classes['chips']}>
            {kinds.map((kind) => (
              <StatusChip key={kind} tone={tones[kind] ?? 'plain'}>
                {t(`kind.${kind}`)}
              </StatusChip>
            ))}
          </span>
          <span className={classes['quiet']}>
            {before && after && before.category !== after.category && (
              <>
                {t(`category.${before.category}`)} → {t(`category.${after.category}`)}{' '}
              </>
            )}
            {before && after && before.amountMinor !== after.amountMinor && (
              <>
                <Money minor={before.amountMinor} compact /> → <Money minor={after.amountMinor} compact />{' '}
              </>
            )}
            {(kinds.includes('later') || kinds.includes('earlier')) && (
              <>
                <Day on={before!.expectedCloseOn} style="short" /> → <Day on={after!.expectedCloseOn} style="short" />
              </>
            )}
          </span>
          <span className={classes['end']}>
            {commitMinor === 0 ? (
              <Money minor={(after ?? before)!.amountMinor} compact />
            ) : (
              <ChangeMark by={commitMinor} text={format.money(Math.abs(commitMinor), 'compact')} />
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
