import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Level } from '../../customers/customer.ts'
import type { Relationship } from '../../customers/quality-matrix.ts'
import { words as customerWords } from '../../customers/words.ts'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useList } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import type { SetUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { listOverrides } from '../contract.ts'
import classes from './Quality.module.css'
import { scopeOf, type QualityView } from './quality-view.ts'
import { words } from './words.ts'

/** Levels and relationships that people set over the rule: who raises whose customers is no secret. */
export function OverridesDrawer({ view, setView }: { view: QualityView; setView: SetUrl<QualityView> }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const k = useWords(kit)
  const format = useFormat()
  const isOpen = view.list === 'overrides'
  const list = useList(listOverrides, { query: { ...scopeOf(view), limit: 50 } }, { enabled: isOpen, follows: ['customers'] })
  const said = (of: 'level' | 'relationship', value: string): string =>
    of === 'level' ? c(`level.${value as Level}`) : t(`relationship.${value as Relationship}`)
  return (
    <PeekDrawer
      id={isOpen ? 'overrides' : undefined}
      onClose={() => setView({ list: undefined })}
      title={t('overridesTitle')}
      width={620}
    >
      <p className={classes['hint']}>
        {t('overridesHint')} <Link to={'/quality/overrides' as never}>{t('overridesAll')}</Link>
      </p>
      {list.error ? (
        <ErrorPanel problem={list.error} retry={list.refetch} />
      ) : list.isPending ? (
        <TextSkeleton lines={6} />
      ) : list.items.length === 0 ? (
        <EmptyState title={t('overridesNone')} />
      ) : (
        <ul className={classes['rows']}>
          {list.items.map((one) => (
            <li key={one.id}>
              <div className={classes['rowHead']}>
                <Link to="/customers/$id" params={{ id: one.customer.id }}>
                  {one.customer.name}
                </Link>
                <span className={classes['chips']}>
                  {one.isRaised && <StatusChip tone="risk1">{t('raised')}</StatusChip>}
                  {one.isByOwner && <StatusChip tone="plain">{t('byOwner')}</StatusChip>}
                </span>
              </div>
              <div>
                <strong>{said(one.of, one.value)}</strong> ·{' '}
                {one.proposed ? t('proposedIs', { value: said(one.of, one.proposed) }) : t('nothingProposed')}
              </div>
              <div className={classes['rowFoot']}>
                <span>{t('by', { name: one.madeBy.name })}</span>
                <span>{t('until', { day: format.day(one.expiresOn) })}</span>
                <span>{one.reason ?? t('noReason')}</span>
              </div>
            </li>
          ))}
        </ul>
      )}
      {list.hasMore && (
        <Button variant="default" size="xs" loading={list.isLoadingMore} onClick={list.loadMore}>
          {k('loadMore')}
        </Button>
      )}
    </PeekDrawer>
  )
}
