import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Problem, ReplyOf } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { FormProblem, LongTextField } from '../../ui/fields/Fields.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { notify } from '../../ui/Notices.tsx'
import { useWrite } from '../../ui/reading.ts'
import { useFormat } from '../../ui/Regional.tsx'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { sendUsage } from '../contract.ts'
import { usageRows } from '../usage-rows.ts'
import classes from './Health.module.css'
import { words } from './words.ts'

const mostRows = 1000
const mostBytes = 1_000_000
const shownFlaws = 20

/** Months of use of many customers, pasted or from a file: what cannot be read is named before, what was not found after. */
export function SendUsageDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const format = useFormat()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [refused, setRefused] = useState<ReplyOf<typeof sendUsage>['refused']>([])
  const write = (next: string): void => {
    setText(next)
    setProblem(undefined)
    setRefused([])
  }
  useOpening(opened, () => write(''))
  const { rows, flaws } = usageRows(text)
  const send = useWrite(sendUsage, {
    touches: ['health', 'customers'],
    onProblem: setProblem,
    onDone: (reply) => {
      notify.done(t('usage.kept', { count: format.count(reply.kept) }))
      setRefused(reply.refused)
      if (reply.refused.length === 0) onClose()
    },
  })
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('usage.send')}
      dirty={text !== '' && refused.length === 0}
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ body: { items: rows.map(({ line: _line, ...row }) => row) } })
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {k('close')}
          </Button>
          <Button
            type="submit"
            loading={send.isPending}
            disabled={rows.length === 0 || rows.length > mostRows || refused.length > 0}
          >
            {t('usage.go', { count: format.count(rows.length) })}
          </Button>
        </>
      }
    >
      <p className={classes['hint']}>{t('usage.sendHint')}</p>
      <FileDrop
        accept={['.csv', '.tsv', '.txt']}
        maxBytes={mostBytes}
        label={t('usage.file')}
        onFile={(file) => void file.arrayBuffer().then((bytes) => write(textOf(bytes)))}
      />
      <LongTextField
        label={t('usage.text')}
        placeholder={t('usage.example')}
        rows={6}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <div role="status" className={classes['card']}>
        {text !== '' && <span>{t('usage.read', { count: format.count(rows.length) })}</span>}
        {rows.length > mostRows && <strong>{t('usage.tooMany')}</strong>}
        <Lines
          title={t('usage.flaws', { count: format.count(flaws.length) })}
          lines={flaws.map(({ line, text: given }) => t('usage.line', { line: format.count(line), text: given }))}
        />
        <Lines
          title={t('usage.refused', { count: format.count(refused.length) })}
          lines={refused.map(({ at, sentence }) =>
            t('usage.line', { line: format.count(rows[at]?.line ?? at + 1), text: sentence }),
          )}
        />
      </div>
      <FormProblem problem={problem} />
    </Dialog>
  )
}

/** Spreadsheets on a Chinese Windows save CSV in its own characters. */
const textOf = (bytes: ArrayBuffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return null
  return (
    <div>
      <strong>{title}</strong>
      <ul className={classes['raises']}>
        {lines.slice(0, shownFlaws).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
