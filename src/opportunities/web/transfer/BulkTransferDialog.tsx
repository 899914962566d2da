import { Button } from '@mantine/core'
import { useMemo, useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, type Problem } from '../../../ui/api.ts'
import { Dialog } from '../../../ui/Dialogs.tsx'
import { useWrite } from '../../../ui/reading.ts'
import { useDelayed } from '../../../ui/use-delayed.ts'
import { useOpening } from '../../../ui/use-opening.ts'
import { useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import { transferMany } from '../../transfer-contract.ts'
import { batchesOf, mappedTo, sourcesOf } from '../../transfer-plan.ts'
import type { Card } from '../board-model.ts'
import { touchedByMoves } from '../use-moves.ts'
import { usePipelines, type Pipeline } from '../use-pipelines.ts'
import { Outcome } from './Outcome.tsx'
import { Preparing } from './Preparing.tsx'
import { useBatches } from './use-batches.ts'
import { useRehearsal, type Result, type Why } from './use-rehearsal.ts'
import { words } from './words.ts'

interface BulkTransferProps {
  opened: boolean
  onClose: () => void
  deals: readonly Card[]
  onDone: (stillSelected: readonly string[]) => void
}

/** Deals per request: small enough to say how far it is. */
const portion = 20

export interface Ended {
  gone: Result[]
  refused: Result[]
  wasStopped: boolean
  problem: Problem | undefined
}

/** The pipeline that the fewest of the deals are in already. */
const leastHeld = (targets: readonly Pipeline[], deals: readonly Card[]): Pipeline | undefined => {
  const held = (of: Pipeline): number => deals.filter(({ pipeline }) => pipeline.id === of.id).length
  return targets.toSorted((a, b) => held(a) - held(b))[0]
}

/** Carries the selected deals on in another pipeline: stage by stage where to, what would be refused and why, how far it is, and back. */
export function BulkTransferDialog({ opened, onClose, deals: given, onDone }: BulkTransferProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { pipelines } = usePipelines()
  const [deals, setDeals] = useState<readonly Card[]>([])
  const [targetId, setTarget] = useState('')
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const [reason, setReason] = useState('')
  const [override, setOverride] = useState(false)
  const [ended, setEnded] = useState<Ended>()
  const { running, run, stop } = useBatches()
  const { mutateAsync } = useWrite(transferMany, { touches: ['opportunities', ...touchedByMoves, 'tasks'] })
  // what was selected when it opened; the list goes on living behind it
  useOpening(opened, () => {
    setDeals(given)
    setTarget('')
    setChosen({})
    setReason('')
    setOverride(false)
    setEnded(undefined)
  })
  const from = new Set(deals.map(({ pipeline }) => pipeline.id))
  const targets = pipelines.filter(({ id, active }) => active && (from.size > 1 || !from.has(id)))
  const target = targets.find(({ id }) => id === targetId) ?? leastHeld(targets, deals)
  const sources = useMemo(() => sourcesOf(deals, target?.id ?? ''), [deals, target])
  const mapping = mappedTo(sources, target?.stages ?? [], chosen)
  const settled = useDelayed(JSON.stringify([mapping, override ? reason.trim() : '']), 300)
  const [asked, askedReason] = JSON.parse(settled) as [Record<string, string>, string]
  const why: Why = {
    pipeline: target?.id ?? '',
    ...(override && askedReason && { override: { reason: askedReason }, reason: askedReason }),
  }
  const isSettled = sources.every(({ id }) => asked[id])
  const batches = useMemo(() => batchesOf(sources, asked, portion), [sources, asked])
  const rehearsal = useRehearsal(batches, why, opened && !ended && !running && isSettled && target !== undefined)
  const passing = new Set(rehearsal.results.filter(({ ok }) => ok).map(({ id }) => id))

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!target || passing.size === 0) return
    const going = sources.map((source) => ({ ...source, ids: source.ids.filter((id) => passing.has(id)) }))
    const { answers, failure, wasStopped } = await run(
      batchesOf(going, mapping, portion),
      ({ ids }) => ids.length,
      async ({ ids, mapping: its }) =>
        (
          await mutateAsync({
            body: { ...why, ...(reason.trim() && { reason: reason.trim() }), ids, mapping: its, dryRun: false },
          })
        ).results,
    )
    const gone = answers.filter(({ ok }) => ok)
    const isGone = new Set(gone.map(({ id }) => id))
    const refused = [...rehearsal.results, ...answers].filter(({ ok }) => !ok)
    setEnded({ gone, refused, wasStopped, problem: failure === undefined ? undefined : asProblem(failure) })
    onDone(deals.map(({ id }) => id).filter((id) => !isGone.has(id)))
  }
  const nameOf = (id: string): string => deals.find((deal) => deal.id === id)?.name ?? ''
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('title', { count: deals.length })}
      size={680}
      dirty={running !== undefined}
      onSubmit={(event) => void send(event)}
      footer={
        ended ? (
          <Button variant="default" onClick={onClose}>
            {k('close')}
          </Button>
        ) : running ? (
          <Button variant="default" onClick={stop}>
            {t('stop')}
          </Button>
        ) : (
          <>
            <Button variant="default" onClick={onClose}>
              {k('cancel')}
            </Button>
            <Button type="submit" disabled={passing.size === 0 || rehearsal.isAsking}>
              {t('submit', { count: passing.size })}
            </Button>
          </>
        )
      }
    >
      {ended ? (
        <Outcome ended={ended} pipeline={target?.name ?? ''} nameOf={nameOf} onClose={onClose} />
      ) : (
        <Preparing
          targets={targets}
          target={target}
          onTarget={setTarget}
          sources={sources}
          alreadyThere={deals.length - sources.reduce((sum, { ids }) => sum + ids.length, 0)}
          mapping={mapping}
          onMap={(id, key) => setChosen({ ...chosen, [id]: key })}
          reason={reason}
          onReason={setReason}
          override={override}
          onOverride={setOverride}
          rehearsal={rehearsal}
          running={running}
          nameOf={nameOf}
        />
      )}
    </Dialog>
  )
}
