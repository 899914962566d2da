import { NativeSelect, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { Meaning } from '../../ui/charts/Meaning.tsx'
import { Panel } from '../../ui/Page.tsx'
import { useRead } from '../../ui/reading.ts'
import { EmptyState } from '../../ui/States.tsx'
import { FigureTable } from '../../ui/charts/FigureTable.tsx'
import { useWords } from '../../ui/use-words.ts'
import { type CompareReply, type Dimension, dimensions, readCompare } from '../contract.ts'
import { Answer } from './Answer.tsx'
import classes from './Checkup.module.css'
import type { Asked, OpenDeals } from './checkup-view.ts'
import { Deals } from './LossTable.tsx'
import { useFigures } from './use-figures.ts'
import { words } from './words/compare.ts'

interface CompareViewProps {
  asked: Asked
  by: Dimension
  onBy: (by: Dimension) => void
  onOpen: OpenDeals
}

/** Reps, teams, sources … against all the others, stage by stage: what may be chance is grey. */
export function CompareView({ asked, by, onBy, onOpen }: CompareViewProps): ReactNode {
  const t = useWords(words)
  const compare = useRead(readCompare, { query: { ...asked, by } }, { follows: ['opportunities'], keep: true })
  return (
    <Panel
      title={t('title', { by: t(`by.${by}`) })}
      actions={
        <NativeSelect
          size="xs"
          aria-label={t('by')}
          value={by}
          onChange={(event) => {
            const next = dimensions.find((one) => one === event.currentTarget.value)
            if (next) onBy(next)
          }}
          data={dimensions.map((one) => ({ value: one, label: t(`head.${one}`) }))}
        />
      }
    >
      <Answer of={compare}>{(reply) => <Heat reply={reply} onOpen={(list) => onOpen({ ...list, by: reply.by })} />}</Answer>
    </Panel>
  )
}

function Heat({ reply, onOpen }: { reply: CompareReply; onOpen: OpenDeals }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  if (reply.groups.length < 2) return <EmptyState title={t('oneGroup', { by: t(`by.${reply.by}`) })} hint={t('oneGroupHint')} />
  return (
    <>
      <Meaning sentence={reply.definition.sentence} lies={reply.definition.lies} />
      <Legend tests={reply.tests} />
      <FigureTable
        cards
        label={t('title', { by: t(`by.${reply.by}`) })}
        heads={[
          t(`head.${reply.by}`),
          t('deals'),
          ...reply.stages.map(({ key, name, share, of }) => ({
            key,
            title: t('ofDeals', { of: figures.count(of) }),
            label: (
              <>
                {name}
                <span className={classes['under']}>{t('overall', { share: figures.share(share) })}</span>
              </>
            ),
          })),
          t('winRate'),
          t('won'),
        ]}
      >
        {reply.groups.map((group) => (
          <tr key={group.key ?? ''}>
            <th scope="row">{group.name}</th>
            <td data-label={t('deals')}>
              {group.key === null ? (
                figures.count(group.deals)
              ) : (
                <Deals
                  name={group.name}
                  value={group.deals}
                  onOpen={() => onOpen({ outcome: 'all', group: group.key ?? undefined })}
                />
              )}
            </td>
            {group.cells.map((cell) => (
              <td
                key={cell.stageKey}
                className={classes['heatCell']}
                data-label={reply.stages.find(({ key }) => key === cell.stageKey)?.name}
              >
                <Cell
                  cell={cell}
                  name={`${group.name} ${reply.stages.find(({ key }) => key === cell.stageKey)?.name ?? ''}`}
                  onOpen={
                    group.key === null
                      ? undefined
                      : () => onOpen({ outcome: 'all', stage: cell.stageKey, group: group.key ?? undefined })
                  }
                />
              </td>
            ))}
            <td data-label={t('winRate')} title={figures.interval(group.winRate.low, group.winRate.high)}>
              {group.winRate.of < 10 ? (
                <span className={classes['muted']}>{t('tooFew')}</span>
              ) : (
                figures.share(group.winRate.share)
              )}
            </td>
            <td data-label={t('won')}>
              {group.key === null ? (
                figures.count(group.won.count)
              ) : (
                <Deals
                  name={`${group.name} ${t('won')}`}
                  value={group.won.count}
                  onOpen={() => onOpen({ outcome: 'won', group: group.key ?? undefined })}
                />
              )}{' '}
              <span className={classes['muted']}>{group.won.count > 0 && figures.money(group.won.amountMinor)}</span>
            </td>
          </tr>
        ))}
      </FigureTable>
      {reply.groupsLeftOut > 0 && <p className={classes['note']}>{t('leftOut', { count: reply.groupsLeftOut })}</p>}
    </>
  )
}

type HeatCell = CompareReply['groups'][number]['cells'][number]

function Cell({ cell, name, onOpen }: { cell: HeatCell; name: string; onOpen: (() => void) | undefined }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  const sure = cell.judgement === 'significantly-low' || cell.judgement === 'significantly-high'
  const hint = [
    cell.label,
    t('cellOf', { passed: figures.count(cell.passed), of: figures.count(cell.of) }),
    t('others', { share: figures.share(cell.others.share) }),
    cell.adjustedP === null ? '' : t('pIs', { p: cell.adjustedP < 0.001 ? '< 0.001' : cell.adjustedP.toFixed(3) }),
    cell.shrunk === null ? '' : t('shrunk', { share: figures.share(cell.shrunk) }),
  ]
    .filter((part) => part !== '')
    .join(' · ')
  return (
    <UnstyledButton
      className={classes['heat']}
      data-judgement={cell.judgement}
      disabled={onOpen === undefined || cell.of === 0}
      title={hint}
      aria-label={`${name} ${figures.share(cell.share)} ${cell.label} ${hint}`}
      onClick={onOpen}
    >
      <b>{cell.of === 0 ? '–' : figures.share(cell.share)}</b>
      <span>{sure ? cell.label : t('passedOf', { passed: figures.count(cell.passed), of: figures.count(cell.of) })}</span>
    </UnstyledButton>
  )
}

function Legend({ tests }: { tests: number }): ReactNode {
  const t = useWords(words)
  const figures = useFigures()
  return (
    <p className={classes['legend']}>
      {(['significantly-low', 'significantly-high', 'could-be-chance', 'too-few'] as const).map((judgement) => (
        <span key={judgement}>
          <span className={classes['swatch']} data-judgement={judgement} /> {t(`legend.${judgement}`)}
        </span>
      ))}
      <span className={classes['muted']}>{t('tests', { count: figures.count(tests) })}</span>
    </p>
  )
}
