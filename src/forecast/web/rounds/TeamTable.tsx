import type { ReactNode } from 'react'
import type { ReplyOf } from '../../../ui/api.ts'
import { ChangeMark, Money } from '../../../ui/Figures.tsx'
import { Panel } from '../../../ui/Page.tsx'
import { useRead } from '../../../ui/reading.ts'
import { useFormat } from '../../../ui/Regional.tsx'
import { EmptyState, ErrorPanel, TableSkeleton } from '../../../ui/States.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { readRound } from '../../round-contract.ts'
import { NodePeek } from './NodePeek.tsx'
import { NodeState } from './NodeState.tsx'
import classes from './Rounds.module.css'
import { words } from './words.ts'

export type Node = ReplyOf<typeof readRound>['nodes'][number]

interface TeamTableProps {
  roundId: string
  peek: string | undefined
  onPeek: (id: string | undefined) => void
  onSheet: (owner: string) => void
}

/** Who said what, who is missing, what counts further up and what changed: people under their teams. */
export function TeamTable({ roundId, peek, onPeek, onSheet }: TeamTableProps): ReactNode {
  const t = useWords(words)
  const round = useRead(readRound, { params: { id: roundId } }, { follows: ['opportunities'], keep: true })
  if (!round.data)
    return (
      <Panel>{round.error ? <ErrorPanel problem={round.error} retry={() => void round.refetch()} /> : <TableSkeleton />}</Panel>
    )
  const { nodes, counts, otherCurrency } = round.data
  return (
    <>
      <Panel title={t('countLine', counts)} flush>
        {nodes.length === 0 ? (
          <EmptyState title={t('teamEmpty')} />
        ) : (
          <table className={classes['table']}>
            <thead>
              <tr>
                <th scope="col">{t('name')}</th>
                <th scope="col" data-text="true">
                  {t('status')}
                </th>
                <th scope="col">{t('closedSum')}</th>
                <th scope="col">{t('sumColumn')}</th>
                <th scope="col">{t('saidColumn')}</th>
                <th scope="col">{t('overrideColumn')}</th>
                <th scope="col">{t('countsColumn')}</th>
                <th scope="col">{t('bestColumn')}</th>
                <th scope="col">{t('modelColumn')}</th>
                <th scope="col">{t('changeColumn')}</th>
                <th scope="col" title={t('biasHint')}>
                  {t('biasColumn')}
                </th>
              </tr>
            </thead>
            <tbody>
              {nodes.map((node) => (
                <NodeRow key={node.id} node={node} onOpen={() => onPeek(node.id)} isOpen={peek === node.id} />
              ))}
            </tbody>
          </table>
        )}
        {otherCurrency > 0 && <p className={classes['nothing']}>{t('otherCurrency', { count: otherCurrency })}</p>}
      </Panel>
      <NodePeek round={round.data} id={peek} onPeek={onPeek} onSheet={onSheet} />
    </>
  )
}

function NodeRow({ node, onOpen, isOpen }: { node: Node; onOpen: () => void; isOpen: boolean }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const moved = node.before ? node.commitMinor - node.before.commitMinor : null
  return (
    <tr data-open={isOpen || undefined} data-team={node.kind === 'team' || undefined}>
      <th scope="row" style={{ '--depth': node.depth } as never}>
        <button type="button" onClick={onOpen}>
          {node.name}
        </button>
        {node.leaders.length > 0 && (
          <span className={classes['quiet']}>
            {node.leaders.map(({ name }) => name).join(format.locale === 'en' ? ', ' : '、')}
          </span>
        )}
      </th>
      <td data-text="true" data-label={t('status')}>
        <NodeState node={node} />
      </td>
      <td data-label={t('closedSum')}>
        <Money minor={node.sum.closedMinor} compact />
      </td>
      <td data-label={t('sumColumn')}>
        <Money minor={node.sum.commitMinor} compact />
      </td>
      <td data-label={t('saidColumn')}>
        <Money minor={node.submission?.commitMinor ?? null} compact />
      </td>
      <td data-label={t('overrideColumn')} title={node.override?.note}>
        <Money minor={node.override?.commitMinor ?? null} compact />
      </td>
      <td data-label={t('countsColumn')} data-main="true">
        <Money minor={node.commitMinor} compact />
      </td>
      <td data-label={t('bestColumn')}>
        <Money minor={node.bestCaseMinor} compact />
      </td>
      <td data-label={t('modelColumn')}>
        <Money minor={node.modelMinor} compact />
      </td>
      <td data-label={t('changeColumn')}>
        {moved === null ? '–' : <ChangeMark by={moved} text={format.money(Math.abs(moved), 'compact')} />}
        {node.changed !== null && node.changed > 0 && (
          <small className={classes['below']}>{t('dealsChanged', { count: node.changed })}</small>
        )}
      </td>
      <td data-label={t('biasColumn')}>{node.bias ? format.share(node.bias.ratio) : '–'}</td>
    </tr>
  )
}
