import { Button, NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { relationships } from '../../customers/quality-matrix.ts'
import { levels } from '../../customers/customer.ts'
import { words as customerWords } from '../../customers/words.ts'
import { PeekDrawer } from '../../ui/PeekDrawer.tsx'
import { useList } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import type { SetUrl } from '../../ui/url.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { listStandings } from '../contract.ts'
import { GradeChip } from './GradeChip.tsx'
import classes from './Quality.module.css'
import { attention, scopeOf, sorts, type QualityView, type StandingRow } from './quality-view.ts'
import { words } from './words.ts'

/** What a list's key asks for: one of the lists, a level alone, or a cell. */
const askedBy = (list: string) => {
  const [level, relationship] = list.split('.')
  return {
    ...(attention.some((each) => each === list) ? { list: list as (typeof attention)[number] } : {}),
    ...(levels.some((each) => each === level) ? { level: level as (typeof levels)[number] } : {}),
    ...(relationships.some((each) => each === relationship)
      ? { relationship: relationship as (typeof relationships)[number] }
      : {}),
  }
}

/** The customers behind a cell or a list, beside the matrix. */
export function StandingsDrawer({ view, setView }: { view: QualityView; setView: SetUrl<QualityView> }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const k = useWords(kit)
  const list = view.list === 'overrides' ? undefined : view.list
  const sort = view.sort ?? (list === 'neglected' ? 'silent' : 'strength')
  const rows = useList(
    listStandings,
    { query: { ...scopeOf(view), ...(view.since ? { since: view.since } : {}), ...askedBy(list ?? ''), sort, limit: 50 } },
    { enabled: list !== undefined, follows: ['customers'] },
  )
  const { level, relationship } = askedBy(list ?? '')
  const isList = attention.find((each) => each === list)
  const title = isList
    ? t(`list.${isList}`)
    : level && relationship
      ? t('cellName', { level: c(`level.${level}`), relationship: t(`relationship.${relationship}`) })
      : level
        ? c(`level.${level}`)
        : t('title')
  return (
    <PeekDrawer id={list} onClose={() => setView({ list: undefined, sort: undefined })} title={title} width={620}>
      <div className={classes['drawerTools']}>
        <NativeSelect
          size="xs"
          aria-label={t('sort')}
          value={sort}
          onChange={(event) => setView({ sort: event.currentTarget.value as (typeof sorts)[number] })}
          data={sorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
        />
      </div>
      {rows.error ? (
        <ErrorPanel problem={rows.error} retry={rows.refetch} />
      ) : rows.isPending ? (
        <TextSkeleton lines={8} />
      ) : rows.items.length === 0 ? (
        <EmptyState title={t('nobody')} />
      ) : (
        <>
          <ul className={classes['rows']}>
            {rows.items.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
          {rows.hasMore && (
            <Button variant="default" size="xs" loading={rows.isLoadingMore} onClick={rows.loadMore}>
              {k('loadMore')}
            </Button>
          )}
        </>
      )}
    </PeekDrawer>
  )
}

function Row({ row }: { row: StandingRow }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const was = row.gradeThen === undefined ? null : row.gradeThen === null ? t('noGrade') : t('grade', { grade: row.gradeThen })
  return (
    <li>
      <div className={classes['rowHead']}>
        <Link to="/customers/$id" params={{ id: row.id }}>
          {row.name}
        </Link>
        <GradeChip grade={row.grade} />
      </div>
      <div className={classes['rowFoot']}>
        <span>{row.owner.name}</span>
        <span>{t('strengthIs', { value: format.count(Math.round(row.strength)) })}</span>
        <span>{row.lastAnsweredAt ? t('lastContact', { when: format.ago(row.lastAnsweredAt) }) : t('neverAnswered')}</span>
        {row.openMinor > 0 && <span>{t('openAmount', { amount: format.money(row.openMinor, 'compact') })}</span>}
        {was !== null && <span>{t('gradeWas', { grade: was })}</span>}
      </div>
    </li>
  )
}
