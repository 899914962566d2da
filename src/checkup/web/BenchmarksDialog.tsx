import { Button, TextInput } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useList, useWrite } from '../../ui/reading.ts'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import type { ReplyOf } from '../../ui/api.ts'
import { archiveBenchmark, listBenchmarks, restoreBenchmark, setBenchmark } from '../scenario-contract.ts'
import classes from './Checkup.module.css'
import { LoadBenchmarks } from './LoadBenchmarks.tsx'
import { words } from './words/benchmarks.ts'

type Benchmark = ReplyOf<typeof setBenchmark>

interface BenchmarksDialogProps {
  opened: boolean
  pipeline: string | undefined
  onClose: () => void
}

/** What each stage's share should be, typed in with where it comes from. */
export function BenchmarksDialog({ opened, pipeline, onClose }: BenchmarksDialogProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [isLoading, setLoading] = useState(false)
  const benchmarks = useList(listBenchmarks, { query: { pipeline } }, { enabled: opened })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('title')}
      size={720}
      footer={
        <Button variant="default" onClick={onClose}>
          {k('close')}
        </Button>
      }
    >
      <p className={classes['note']}>{t('hint')}</p>
      {isLoading ? (
        <LoadBenchmarks pipeline={pipeline} onDone={() => setLoading(false)} />
      ) : (
        benchmarks.items.some(({ permissions }) => permissions.edit === null) && (
          <div>
            <Button size="xs" variant="default" leftSection={<IconFileUpload size={15} />} onClick={() => setLoading(true)}>
              {t('load')}
            </Button>
          </div>
        )
      )}
      {benchmarks.error ? (
        <ErrorPanel problem={benchmarks.error} retry={benchmarks.refetch} />
      ) : benchmarks.isPending ? (
        <TextSkeleton lines={6} />
      ) : (
        <ul className={classes['benchmarks']}>
          {benchmarks.items.map((benchmark) => (
            <Row key={`${benchmark.stage.id} ${benchmark.version}`} benchmark={benchmark} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function Row({ benchmark }: { benchmark: Benchmark }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const { stage, version, archived, permissions, updatedAt, updatedBy } = benchmark
  const set = archived ? null : benchmark.share
  const [percent, setPercent] = useState<number | null>(set === null ? null : Math.round(set * 1000) / 10)
  const [note, setNote] = useState(benchmark.note)
  const params = { id: stage.id }
  const onProblem = (problem: Parameters<typeof notify.refused>[0]): void => notify.refused(problem)
  const save = useWrite(setBenchmark, { onDone: () => notify.done(t('saved', { stage: stage.name })), onProblem })
  const restore = useWrite(restoreBenchmark, { onProblem })
  const clear = useWrite(archiveBenchmark, {
    onDone: () => notify.done(t('cleared', { stage: stage.name }), { undo: () => restore.mutate({ params }) }),
    onProblem,
  })
  const closed = permissions.edit?.sentence
  const isChanged = percent !== null && percent > 0 && (percent / 100 !== set || note !== benchmark.note)
  return (
    <li>
      <div>
        <b>{stage.name}</b>
        {updatedAt !== null && updatedBy !== null && set !== null && (
          <p className={classes['note']}>{t('by', { who: updatedBy.name, day: format.moment(updatedAt).slice(0, 10) })}</p>
        )}
      </div>
      <NumberField
        size="xs"
        aria-label={t('shareOf', { stage: stage.name })}
        suffix=" %"
        min={0}
        max={100}
        decimalScale={1}
        placeholder={t('none')}
        disabled={closed !== undefined}
        value={percent}
        onChange={setPercent}
      />
      <TextInput
        size="xs"
        aria-label={t('noteOf', { stage: stage.name })}
        placeholder={t('notePlaceholder')}
        maxLength={400}
        disabled={closed !== undefined}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <span className={classes['deskTools']}>
        <Button
          size="compact-sm"
          disabled={closed !== undefined || !isChanged}
          title={closed}
          loading={save.isPending}
          onClick={() => percent !== null && save.mutate({ params, body: { share: percent / 100, note }, ifMatch: version })}
        >
          {k('save')}
        </Button>
        {set !== null && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={permissions.archive !== null}
            title={permissions.archive?.sentence}
            onClick={() => clear.mutate({ params, ifMatch: version })}
          >
            {t('clear')}
          </Button>
        )}
      </span>
    </li>
  )
}
