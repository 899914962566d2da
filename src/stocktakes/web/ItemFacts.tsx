import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { words as customerWords } from '../../customers/words.ts'
import { Facts } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Item } from './stocktake-view.ts'
import classes from './Stocktakes.module.css'
import { words } from './words.ts'

/** A customer as it stood on the day, with what to judge it by. */
export function ItemFacts({ item, isFirst }: { item: Item; isFirst: boolean }): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const format = useFormat()
  const grade = (value: Item['grade']): string => (value === null ? t('noGrade') : t('gradeIs', { grade: value }))
  const { before } = item
  return (
    <div className={classes['stack']} aria-live="polite">
      <div className={classes['line']}>
        <Link to={'/customers/$id' as never} params={{ id: item.customer.id } as never} className={classes['name']}>
          {item.customer.name}
        </Link>
        <StatusChip tone={item.why === 'rest' ? 'plain' : 'risk1'}>{t(`why.${item.why}`)}</StatusChip>
        <span className={classes['hint']}>{item.owner.name}</span>
      </div>
      <Facts
        rows={[
          { key: 'level', label: t('levelIs'), value: c(`level.${item.level}`) },
          { key: 'relationship', label: t('relationship'), value: t(`relationship.${item.relationship}`) },
          { key: 'grade', label: t('grade'), value: grade(item.grade) },
          { key: 'last', label: t('lastContact'), value: item.lastAnsweredAt ? format.ago(item.lastAnsweredAt) : t('never') },
          { key: 'open', label: t('open'), value: format.money(item.openMinor, 'compact') },
          { key: 'won', label: t('won'), value: format.money(item.wonMinor, 'compact') },
          { key: 'effort', label: t('effortOf'), value: t('effortIs', { activities: item.activities, hours: Math.round(item.minutes / 6) / 10 }) }, // prettier-ignore
          ...(isFirst
            ? []
            : [
                {
                  key: 'before',
                  label: t('lastTime'),
                  value: before
                    ? `${c(`level.${before.level}`)} · ${grade(before.grade)}${before.verdict ? ` · ${t(`verdict.${before.verdict}`)}` : ''}`
                    : t('notThen'),
                },
              ]),
        ]}
      />
    </div>
  )
}
