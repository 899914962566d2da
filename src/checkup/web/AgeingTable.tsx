import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import type { TimeReply } from '../time-contract.ts'
import classes from './Checkup.module.css'
import { useFigures } from './use-figures.ts'
import { words } from './words/time.ts'

const order = { forced: 0, red: 1, amber: 2, fresh: 3 } as const
const most = 50
/** On a phone each is a card: so many are on the first two or three screens. */
const mostCards = 10
const tones = { forced: 'risk2', red: 'risk2', amber: 'risk1', fresh: 'plain' } as const

/** The open deals of the ageing chart as rows, the most overdue first; at most fifty, on a phone ten until one asks for all. */
export function AgeingTable({ reply: { ageing, stages } }: { reply: TimeReply }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const phone = usePhone()
  const [isWhole, setWhole] = useState(false)
  const all = ageing.dots.toSorted((a, b) => order[a.level] - order[b.level] || b.days - a.days).slice(0, most)
  const dots = phone && !isWhole ? all.slice(0, mostCards) : all
  return (
    <>
      <FigureTable
        label={t('ageing')}
        cards
        heads={[
          t('deal'),
          t('age'),
          { key: 'level', label: t('level'), isText: true },
          { key: 'stage', label: t('stage'), isText: true },
          t('amount'),
          t('chance'),
          { key: 'owner', label: t('owner'), isText: true },
        ]}
      >
        {dots.map((dot) => (
          <tr key={dot.id}>
            <th scope="row" className={classes['dealName']}>
              <Link to="/opportunities/$id" params={{ id: dot.id }}>
                {dot.name}
              </Link>
            </th>
            <td data-label={t('age')}>{figures.days(dot.days)}</td>
            <td data-text data-label={t('level')}>
              <StatusChip tone={tones[dot.level]}>{t(`level.${dot.level}`)}</StatusChip>
            </td>
            <td data-text data-label={t('stage')}>
              {stages.find(({ key }) => key === dot.stageKey)?.name}
            </td>
            <td data-label={t('amount')}>{figures.money(dot.amountMinor)}</td>
            <td data-label={t('chance')}>{figures.share(dot.chanceToAdvance)}</td>
            <td data-text data-label={t('owner')} className={classes['muted']}>
              {dot.ownerName}
            </td>
          </tr>
        ))}
      </FigureTable>
      {dots.length < all.length && (
        <Button size="compact-sm" variant="default" onClick={() => setWhole(true)}>
          {t('allDots', { count: figures.count(all.length) })}
        </Button>
      )}
    </>
  )
}
