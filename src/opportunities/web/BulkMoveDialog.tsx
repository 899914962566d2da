import { Button, Loader } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, call, type Problem, type ReplyOf } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { CheckField, FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { SelectField } from '../../ui/fields/SelectField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useSession } from '../../ui/session.ts'
import { useDelayed } from '../../ui/use-delayed.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { bulkMove } from '../contract.ts'
import type { Card } from './board-model.ts'
import classes from './BulkMoveDialog.module.css'
import type { TargetStage } from './deal-actions.ts'
import { RefusedDeals } from './RefusedDeals.tsx'
import { touchedByMoves } from './use-moves.ts'
import { words as dialogWords } from './words/dialogs.ts'
import { words as gateWords } from './words/gates.ts'

interface BulkMoveProps {
  opened: boolean
  onClose: () => void
  deals: readonly Card[]
  stages: readonly TargetStage[]
  to: string | undefined
  onDone: (stillSelected: readonly string[]) => void
}

/** The server accepts as many at once. */
const most = 200

/** Moves the selected deals; says beforehand which would be refused and why. */
export function BulkMoveDialog({ opened, onClose, deals: given, stages, to, onDone }: BulkMoveProps): ReactNode {
  const d = useWords(dialogWords)
  const g = useWords(gateWords)
  const k = useWords(kit)
  const { can } = useSession()
  // What was selected when the dialog opened; the board goes on living behind it.
  const [deals, setDeals] = useState<readonly Card[]>([])
  const [stageId, setStageId] = useState('')
  const [reason, setReason] = useState('')
  const [override, setOverride] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  useOpening(opened && (to ?? ''), (target) => {
    setDeals(given.slice(0, most))
    setStageId(target)
    setReason('')
    setOverride(false)
    setProblem(undefined)
  })
  const target = stages.find(({ id }) => id === stageId)
  const ids = deals.map(({ id }) => id)
  const givenReason = useDelayed(reason.trim(), 300)
  const word = override && givenReason ? { override: { reason: givenReason } } : {}
  const preview = useQuery<ReplyOf<typeof bulkMove>, Problem>({
    queryKey: ['bulk-move', ids, stageId, givenReason, override],
    queryFn: ({ signal }) =>
      call(bulkMove, {
        body: { ids, toStage: stageId, dryRun: true, ...(givenReason && { reason: givenReason }), ...word },
        signal,
      }).catch((error: unknown) => {
        throw asProblem(error)
      }),
    enabled: opened && stageId !== '' && ids.length > 0,
    staleTime: 0,
    meta: { follows: [] },
  })
  const { mutateAsync, isPending } = useWrite(bulkMove, { touches: ['opportunities', ...touchedByMoves] })
  const results = preview.data?.results ?? []
  const passing = results.filter(({ ok }) => ok)
  const refused = results.filter(({ ok }) => !ok)
  const isShut = refused.some(({ problem: why }) => (why?.missing?.length ?? 0) > 0)
  const hasBack = target !== undefined && deals.some(({ stage }) => target.position < stage.position)
  const nameOf = (id: string): string => deals.find((deal) => deal.id === id)?.name ?? ''

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!target || passing.length === 0) return
    try {
      const reply = await mutateAsync({
        body: {
          ids: passing.map(({ id }) => id),
          toStage: target.id,
          dryRun: false,
          ...(reason.trim() && { reason: reason.trim() }),
          ...(override && reason.trim() && { override: { reason: reason.trim() } }),
        },
      })
      const moved = reply.results.filter(({ ok }) => ok).length
      notify.done(d('bulkMoved', { count: moved, stage: target.name }))
      onDone([...refused, ...reply.results.filter(({ ok }) => !ok)].map(({ id }) => id))
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={d('bulkTitle', { count: deals.length })}
      onSubmit={(event) => void send(event)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={!target || passing.length === 0 || preview.isFetching}>
            {d('bulkMove', { count: passing.length })}
          </Button>
        </>
      }
    >
      {given.length > most && <p>{d('bulkLimit', { count: most })}</p>}
      <SelectField
        label={d('toStage')}
        required
        data={stages.map(({ id, name }) => ({ value: id, label: name }))}
        value={stageId}
        onChange={(value) => setStageId(value ?? '')}
      />
      {(isShut || override) && can('stages.override') && (
        <CheckField label={g('overrideAll')} checked={override} onChange={(event) => setOverride(event.currentTarget.checked)} />
      )}
      {(hasBack || override) && (
        <LongTextField
          label={d(override ? 'overrideReason' : 'backReason')}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {preview.isFetching && <Loader size={16} aria-label={k('loading')} />}
      {target && !preview.isFetching && results.length > 0 && (
        <div role="status">
          {passing.length > 0 && (
            <p className={classes['line']}>
              <IconCheck size={16} aria-hidden="true" /> {d('bulkPassing', { count: passing.length })}
            </p>
          )}
          <RefusedDeals title={d('bulkRefused', { count: refused.length })} refused={refused} nameOf={nameOf} />
        </div>
      )}
      <FormProblem problem={problem ?? preview.error} />
    </Dialog>
  )
}
