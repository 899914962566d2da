import { Button, Skeleton } from '@mantine/core'
import { IconFilter, IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { DealList, FunnelReply } from '../contract.ts'
import { words } from '../words.ts'
import classes from './Funnel.module.css'

/** What the numbers mean, next to them. */
export function Definition({ reply }: { reply: FunnelReply }): ReactNode {
  return (
    <p className={classes['definition']}>
      <IconInfoCircle size={14} aria-hidden="true" />
      <span>
        {reply.definition.sentence} {reply.definition.conversion}
      </span>
    </p>
  )
}

export function Notes({ reply, onOpen }: { reply: FunnelReply; onOpen: (list: DealList) => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const { durations } = reply.definition
  return (
    <div className={classes['notes']}>
      {reply.unknownEntry > 0 && (
        <Button variant="subtle" size="compact-xs" onClick={() => onOpen('unknownEntry')}>
          {t('unknownEntryNote', { count: format.count(reply.unknownEntry) })}
        </Button>
      )}
      {reply.withoutAmount > 0 && (
        <span className={classes['note']}>{t('withoutAmountNote', { count: format.count(reply.withoutAmount) })}</span>
      )}
      {reply.otherCurrency > 0 && (
        <span className={classes['note']}>{t('otherCurrencyNote', { count: format.count(reply.otherCurrency) })}</span>
      )}
      {durations.method === 'sampled' && (
        <span className={classes['note']}>
          {t('durationSampled', { deals: format.count(durations.deals), of: format.count(durations.of) })}
        </span>
      )}
    </div>
  )
}

export function Nothing({ mayImport }: { mayImport: boolean }): ReactNode {
  const t = useWords(words)
  return (
    <EmptyState icon={<IconFilter size={28} stroke={1.5} />} title={t('emptyTitle')} hint={t('emptyHint')}>
      {mayImport && (
        <Button size="xs" component={Link} to="/imports">
          {t('emptyImport')}
        </Button>
      )}
    </EmptyState>
  )
}

/** The coming page in its own sizes, so that nothing jumps. */
export function Waiting(): ReactNode {
  return (
    <div aria-busy="true" className={classes['waiting']}>
      <div className={classes['kpis']}>
        {[0, 1, 2, 3, 4].map((index) => (
          <Skeleton key={index} height={66} radius="md" miw={148} />
        ))}
      </div>
      <Skeleton height={486} radius="md" />
      <Skeleton height={260} radius="md" />
    </div>
  )
}
