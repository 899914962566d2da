import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { asProblem, type Problem, type ReplyOf } from '../../../ui/api.ts'
import { FormProblem } from '../../../ui/fields/Fields.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { useWrite } from '../../../ui/reading.ts'
import { useWords } from '../../../ui/use-words.ts'
import { undoTransfers } from '../../transfer-contract.ts'
import classes from '../BulkMoveDialog.module.css'
import { RefusedDeals } from '../RefusedDeals.tsx'
import { touchedByMoves } from '../use-moves.ts'
import type { Ended } from './BulkTransferDialog.tsx'
import { Progress } from './Preparing.tsx'
import { useBatches } from './use-batches.ts'
import { words } from './words.ts'

/** Deals per request when they come back. */
const portion = 50
type Back = ReplyOf<typeof undoTransfers>['results'][number]

interface OutcomeProps {
  ended: Ended
  pipeline: string
  nameOf: (id: string) => string
  onClose: () => void
}

/** What went, what did not and why, and the way back for all of it. */
export function Outcome({ ended: { gone, refused, wasStopped, problem }, pipeline, nameOf, onClose }: OutcomeProps): ReactNode {
  const t = useWords(words)
  const { running, run } = useBatches()
  const [stuck, setStuck] = useState<readonly Back[]>()
  const [failed, setFailed] = useState<Problem>()
  const { mutateAsync } = useWrite(undoTransfers, { touches: ['opportunities', ...touchedByMoves, 'tasks'] })
  const takeBack = async (): Promise<void> => {
    const transfers = gone.flatMap(({ id, eventId }) => (eventId ? [{ id, eventId }] : []))
    const portions = Array.from({ length: Math.ceil(transfers.length / portion) }, (_, at) =>
      transfers.slice(at * portion, (at + 1) * portion),
    )
    const { answers, failure } = await run(
      portions,
      (batch) => batch.length,
      async (batch) => (await mutateAsync({ body: { transfers: batch } })).results,
    )
    const left = answers.filter(({ ok }) => !ok)
    notify.info(t('undone', { count: answers.length - left.length }))
    if (left.length === 0 && failure === undefined) return onClose()
    setStuck(left)
    setFailed(failure === undefined ? undefined : asProblem(failure))
  }
  return (
    <div role="status">
      <p className={classes['line']}>
        <IconCheck size={16} aria-hidden="true" /> {t('done', { count: gone.length, pipeline })}
      </p>
      {wasStopped && <p>{t('stoppedAfter')}</p>}
      <RefusedDeals title={t('refused', { count: refused.length })} refused={refused} nameOf={nameOf} />
      <FormProblem problem={failed ?? problem} />
      {stuck && <RefusedDeals title={t('notUndone', { count: stuck.length })} refused={stuck} nameOf={nameOf} />}
      {running && <Progress word="undoing" {...running} />}
      {!running && !stuck && gone.length > 0 && (
        <p className={classes['back']}>
          <Button size="xs" variant="default" onClick={() => void takeBack()}>
            {t('undoAll')}
          </Button>
          <span>{t('undoHint')}</span>
        </p>
      )}
    </div>
  )
}
