import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { FigureBar, FigureTable } from '../../ui/charts/FigureTable.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { DealList, FunnelReply, Grouping } from '../contract.ts'
import { words } from '../words.ts'
import classes from './Funnel.module.css'
import { Number, TooFew } from './FunnelTable.tsx'
import { useFigures } from './use-figures.ts'

export interface OpenGroupList {
  (list: DealList, stage: string | undefined, group: string): void
}

/** The same funnel for every group: a row each, one bar per stage, so that shapes compare down the column. */
export function GroupsTable({
  reply,
  groupBy,
  onOpen,
}: {
  reply: FunnelReply
  groupBy: Grouping
  onOpen: OpenGroupList
}): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const figures = useFigures()
  const groups = reply.groups ?? []
  const widest = Math.max(1, ...groups.map(({ entered }) => entered))
  return (
    <>
      <FigureTable
        label={t('groupsTitle', { by: t(`group.${groupBy}`) })}
        heads={[
          t(`group.${groupBy}`),
          t('all'),
          ...reply.stages.map(({ key, name }) => ({ key, label: name })),
          t('won'),
          t('winRate'),
          t('wonAmount'),
          t('lostAmount'),
        ]}
      >
        {groups.map((group) => {
          const open = (list: DealList, stage?: string) => () => onOpen(list, stage, group.key ?? '')
          const decided = group.won + group.lost
          return (
            <tr key={group.key ?? ''}>
              <th scope="row">{group.name}</th>
              <td>
                <FigureBar share={group.entered / widest} />
                <Number value={group.entered} onOpen={open('all')} />
              </td>
              {group.stages.map((stage) => (
                <td key={stage.key}>
                  <UnstyledButton className={classes['cell']} onClick={open('passed', stage.key)} disabled={stage.entered === 0}>
                    <span className={classes['cellBar']} style={{ width: `${(stage.conversion ?? 0) * 100}%` }} />
                    <span
                      className={stage.enough ? undefined : classes['muted']}
                      title={stage.enough ? undefined : t('tooFewHint')}
                    >
                      {figures.share(stage.conversion)}
                    </span>
                    <span className={classes['muted']}>
                      {' '}
                      {format.count(stage.passed)}/{format.count(stage.conversionOf)}
                    </span>
                  </UnstyledButton>
                </td>
              ))}
              <td>
                <Number value={group.won} onOpen={open('won')} />
              </td>
              <td title={figures.interval(group.winRateLow, group.winRateHigh)}>
                {group.winRate === null ? '–' : decided < 10 ? <TooFew /> : figures.share(group.winRate)}
              </td>
              <td>{format.money(group.wonAmountMinor, 'compact')}</td>
              <td>{format.money(group.lostAmountMinor, 'compact')}</td>
            </tr>
          )
        })}
      </FigureTable>
      {(reply.groupsLeftOut ?? 0) > 0 && <p className={classes['note']}>{t('groupsLeftOut', { count: reply.groupsLeftOut })}</p>}
    </>
  )
}
