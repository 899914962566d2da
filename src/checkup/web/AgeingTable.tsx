import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { TimeReply } from '../time-contract.ts'
import classes from './Checkup.module.css'
import { useFigures } from './use-figures.ts'
import { words } from './words/time.ts'

const order = { forced: 0, red: 1, amber: 2, fresh: 3 } as const
const tones = { forced: 'risk2', red: 'risk2', amber: 'risk1', fresh: 'plain' } as const

/** The open deals of the ageing chart as rows, the most overdue first; at most fifty. */
export function AgeingTable({ reply: { ageing, stages } }: { reply: TimeReply }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const dots = ageing.dots.toSorted((a, b) => order[a.level] - order[b.level] || b.days - a.days).slice(0, 50)
  return (
    <FigureTable
      label={t('ageing')}
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
          <td>{figures.days(dot.days)}</td>
          <td data-text>
            <StatusChip tone={tones[dot.level]}>{t(`level.${dot.level}`)}</StatusChip>
          </td>
          <td data-text>{stages.find(({ key }) => key === dot.stageKey)?.name}</td>
          <td>{figures.money(dot.amountMinor)}</td>
          <td>{figures.share(dot.chanceToAdvance)}</td>
          <td data-text className={classes['muted']}>
            {dot.ownerName}
          </td>
        </tr>
      ))}
    </FigureTable>
  )
}
