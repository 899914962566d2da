import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { words as customerWords } from '../../customers/words.ts'
import { shownPhone } from '../../contacts/phone-display.ts'
import { Ago, Count, Moment } from '../../ui/Figures.tsx'
import { Facts } from '../../ui/Page.tsx'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Pool.module.css'
import type { Pooled } from './PoolPage.tsx'
import { words } from './words.ts'

interface PoolPeekProps {
  row: Pooled | undefined
  ids: readonly string[]
  /** Why this reader may not claim at all. */
  closed: string | undefined
  isClaiming: boolean
  onClaim: (id: string) => void
  onAssign: ((id: string) => void) | undefined
  onWalk: (id: string) => void
  onClose: () => void
}

/** What everybody may know of a customer in the pool, and the way to have it. */
export function PoolPeek({ row, ids, closed, isClaiming, onClaim, onAssign, onWalk, onClose }: PoolPeekProps): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const format = useFormat()
  const locked = row?.lockedUntil ? t('lockedUntil', { day: format.day(row.lockedUntil) }) : undefined
  const why = closed ?? locked
  return (
    <PeekDrawer
      id={row?.id}
      ids={[...ids]}
      onWalk={onWalk}
      onClose={onClose}
      title={row?.name ?? ''}
      footer={
        row && (
          <span className={classes['line']}>
            <Button disabled={why !== undefined} title={why} loading={isClaiming} onClick={() => onClaim(row.id)}>
              {t('claim')}
            </Button>
            {onAssign && (
              <Button variant="default" onClick={() => onAssign(row.id)}>
                {t('assign')}
              </Button>
            )}
          </span>
        )
      }
    >
      {row && (
        <div className={classes['stack']}>
          {why && <p className={classes['near']}>{why}</p>}
          <Facts
            rows={[
              { key: 'level', label: t('level'), value: c(`level.${row.level}`) },
              { key: 'industry', label: t('industry'), value: row.industry ?? '–' },
              { key: 'region', label: t('region'), value: row.region ?? '–' },
              { key: 'headcount', label: t('headcount'), value: row.headcountBand ?? '–' },
              { key: 'phone', label: t('phone'), value: row.phone ? shownPhone(row.phone) : t('afterClaim') },
              { key: 'contacts', label: t('contacts'), value: <Count value={row.contacts} /> },
              { key: 'won', label: t('won'), value: <Count value={row.wonDeals} /> },
              {
                key: 'lastContact',
                label: t('lastContact'),
                value: row.lastContactAt ? <Ago at={row.lastContactAt} /> : t('never'),
              },
              { key: 'entered', label: t('entered'), value: <Moment at={row.enteredAt} /> },
              { key: 'whyIs', label: t('whyIs'), value: t(`why.${row.why}`) },
              { key: 'from', label: t('from'), value: row.from.name },
              ...(row.reason ? [{ key: 'reason', label: t('reason'), value: row.reason }] : []),
            ]}
          />
        </div>
      )}
    </PeekDrawer>
  )
}
