import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useWords } from '../../ui/use-words.ts'
import { loadBenchmarks } from '../scenario-contract.ts'
import classes from './Checkup.module.css'
import { words } from './words/benchmarks.ts'

type Seen = ReplyOf<typeof loadBenchmarks>

const mostBytes = 1_000_000
/** What a spreadsheet saves, and texts. */
const kinds = ['.xlsx', '.xls', '.ods', '.csv', '.txt', '.tsv']

/** Benchmarks from a file or from the clipboard: what would be set and what cannot be read is shown before anything is. */
export function LoadBenchmarks({ pipeline, onDone }: { pipeline: string | undefined; onDone: () => void }): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [text, setText] = useState('')
  const [seen, setSeen] = useState<Seen>()
  const [problem, setProblem] = useState<Problem>()
  const look = useWrite(loadBenchmarks, {
    onDone: (read) => {
      setSeen(read)
      setText(read.text)
    },
    onProblem: setProblem,
  })
  const load = useWrite(loadBenchmarks, {
    touches: ['checkup'],
    onProblem: setProblem,
    onDone: ({ set }) => {
      notify.done(t('loaded', { count: format.count(set.length) }))
      onDone()
    },
  })
  const body = (given: { text: string } | { file: string }, dryRun: boolean) => ({
    body: { ...(pipeline !== undefined && { pipeline }), ...given, dryRun },
  })
  const take = (given: { text: string } | { file: string }): void => {
    setSeen(undefined)
    setProblem(undefined)
    look.mutate(body(given, true))
  }
  return (
    <section className={classes['loading']} aria-label={t('load')}>
      <p className={classes['note']}>{t('loadHint')}</p>
      <FileDrop
        accept={kinds}
        maxBytes={mostBytes}
        label={t('loadFile')}
        onFile={(file) => void inBase64(file).then((given) => take({ file: given }))}
      />
      <LongTextField
        label={t('loadText')}
        placeholder={t('loadExample')}
        rows={4}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setSeen(undefined)
        }}
      />
      {!seen && (
        <Button size="xs" variant="default" disabled={text.trim() === ''} loading={look.isPending} onClick={() => take({ text })}>
          {t('loadLook')}
        </Button>
      )}
      <FormProblem problem={problem} />
      {seen && (
        <>
          {seen.set.length === 0 && seen.flaws.length === 0 && <p role="status">{t('loadNothing')}</p>}
          <ul>
            {seen.set.map(({ line, stage, share, note }) => (
              <li key={line}>
                {t('loadLine', { stage: stage.name, share: format.share(share, 1) })}
                {note && <span className={classes['note']}> {note}</span>}
              </li>
            ))}
          </ul>
          {seen.flaws.length > 0 && (
            <div role="alert">
              <strong>{t('loadFlaws', { count: format.count(seen.flaws.length) })}</strong>
              <ul>
                {seen.flaws.map(({ line, text: given, flaw }) => (
                  <li key={line}>{t(`flaw.${flaw}`, { line: format.count(line), text: given })}</li>
                ))}
              </ul>
            </div>
          )}
          {seen.set.length > 0 && (
            <Button
              size="xs"
              disabled={seen.flaws.length > 0}
              loading={load.isPending}
              onClick={() => load.mutate(body({ text }, false))}
            >
              {t('loadSet', { count: format.count(seen.set.length) })}
            </Button>
          )}
        </>
      )}
    </section>
  )
}

/** The bytes as an address that holds them says them, after its comma. */
const inBase64 = (file: Blob): Promise<string> =>
  new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => failed(reader.error ?? new Error('unreadable'))
    reader.readAsDataURL(file)
  })
