import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ReplyOf } from '../../../ui/api.ts'
import { PeekDrawer } from '../../../ui/PeekDrawer.tsx'
import { useFormat } from '../../../ui/Regional.tsx'
import { useWords } from '../../../ui/use-words.ts'
import type { readRound } from '../../round-contract.ts'
import { Changes } from './Changes.tsx'
import { FigureForm } from './FigureForm.tsx'
import { NodeHistory } from './NodeHistory.tsx'
import { NodeState } from './NodeState.tsx'
import { OverrideForm } from './OverrideForm.tsx'
import classes from './Rounds.module.css'
import { SumTiles } from './SumTiles.tsx'
import { words } from './words.ts'

interface NodePeekProps {
  round: ReplyOf<typeof readRound>
  id: string | undefined
  onPeek: (id: string | undefined) => void
  onSheet: (owner: string) => void
}

/** One figure of a round: what it is made of, what was said of it and by whom, and what the reader may say. */
export function NodePeek({ round, id, onPeek, onSheet }: NodePeekProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const node = round.nodes.find((each) => each.id === id)
  return (
    <PeekDrawer
      id={node?.id}
      ids={round.nodes.map((each) => each.id)}
      onWalk={onPeek}
      onClose={() => onPeek(undefined)}
      title={node?.name ?? ''}
    >
      {node && (
        <div className={classes['peek']} key={node.id}>
          <div className={classes['chips']}>
            <NodeState node={node} />
            {node.bias && (
              <span className={classes['quiet']} title={t('biasHint')}>
                {t('bias', { count: node.bias.periods, share: format.share(node.bias.ratio) })}
              </span>
            )}
            {node.kind === 'member' && (
              <Button size="compact-sm" variant="default" onClick={() => onSheet(node.id)}>
                {t('openSheet')}
              </Button>
            )}
          </div>
          <SumTiles sum={node.sum} period={round.round.period} />
          {node.permissions.submit === null && (
            <section>
              <h3>{t('submitTeamTitle', { name: node.name })}</h3>
              <FigureForm
                key={node.submission?.id ?? ''}
                roundId={round.round.id}
                team={node.kind === 'team' ? node.id : null}
                sum={node.sum}
                last={node.submission ?? undefined}
                locked={round.round.state === 'locked'}
                onDone={() => undefined}
              />
            </section>
          )}
          {node.permissions.override === null && (
            <section>
              <h3>{t('override')}</h3>
              <OverrideForm key={node.override?.id ?? ''} roundId={round.round.id} node={node} />
            </section>
          )}
          {node.changes && (
            <section>
              <h3>{t('changesTitle')}</h3>
              <Changes changes={node.changes} />
            </section>
          )}
          <section>
            <h3>{t('history')}</h3>
            <NodeHistory roundId={round.round.id} node={node} />
          </section>
          {round.events.length > 0 && node.parentId === null && (
            <ul className={classes['events']}>
              {round.events.map((event) => (
                <li key={`${event.at} ${event.kind}`} className={classes['quiet']}>
                  {t('eventLine', {
                    when: format.moment(event.at),
                    what: t(`event.${event.kind}`),
                    by: event.by?.name ?? t('byClock'),
                  })}
                  {event.reason && <span className={classes['note']}>{event.reason}</span>}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </PeekDrawer>
  )
}
