import { Button } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { asProblem, type Problem } from '../api.ts'
import { FormProblem, LongTextField } from '../fields/Fields.tsx'
import { Ago } from '../Figures.tsx'
import { notify } from '../Notices.tsx'
import { useWords } from '../use-words.ts'
import { words as kit } from '../words.ts'
import classes from './DecisionCard.module.css'
import { words } from './words.ts'

interface DecisionCardProps {
  /** What is asked, as it is read out. */
  label: string
  bare?: boolean
  /** Kind, name and state. */
  head: ReactNode
  request: string
  /** What must be known to answer; `Fact`s. */
  facts: ReactNode
  answer?: { by: string; at: string | null; note: string | null } | undefined
  /** What stands where no answer will come. */
  lapsed?: ReactNode
  /** A way to ask once more. */
  again?: ReactNode
  /** What the reader may do about it now; buttons appear only for these. */
  may: { decide: boolean; withdraw: boolean }
  /** Words of the buttons where they are not approve and refuse. */
  refuse?: string
  withdrawWord?: string
  onApprove: () => Promise<unknown>
  onRefuse: (reason: string) => Promise<unknown>
  onWithdraw: () => Promise<unknown>
}

/** One question with all that is needed to answer it, and the answer: approve with one press, refuse with a reason asked for in place. */
export function DecisionCard(props: DecisionCardProps): ReactNode {
  const { label, bare, head, request, facts, answer, lapsed, again, may } = props
  const t = useWords(words)
  return (
    <article className={classes['card']} data-bare={bare || undefined} aria-label={label}>
      <header className={classes['head']}>{head}</header>
      {request && <p className={classes['request']}>{request}</p>}
      <dl className={classes['facts']}>{facts}</dl>
      {answer && (
        <p className={classes['answer']}>
          <span>{t('decidedBy', { name: answer.by })}</span> <Ago at={answer.at} />
          {answer.note && <q>{answer.note}</q>}
        </p>
      )}
      {lapsed && <p className={classes['answer']}>{lapsed}</p>}
      {again && <div className={classes['buttons']}>{again}</div>}
      {(may.decide || may.withdraw) && <Answer {...props} />}
    </article>
  )
}

export function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Answer({ may, refuse, withdrawWord, onApprove, onRefuse, onWithdraw }: DecisionCardProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const [isRefusing, setRefusing] = useState(false)
  const [isSending, setSending] = useState(false)
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const send = async (work: () => Promise<unknown>): Promise<void> => {
    setSending(true)
    try {
      await work()
    } catch (error) {
      if (isRefusing) setProblem(asProblem(error))
      else notify.refused(asProblem(error))
    } finally {
      setSending(false)
    }
  }
  if (isRefusing)
    return (
      <form
        className={classes['refusing']}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (note.trim()) void send(() => onRefuse(note.trim()))
        }}
      >
        <LongTextField
          label={t('refuseReason')}
          description={t('refuseReasonHint')}
          required
          autoFocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <FormProblem problem={problem} />
        <div className={classes['buttons']}>
          <Button size="xs" variant="default" onClick={() => setRefusing(false)}>
            {k('cancel')}
          </Button>
          <Button size="xs" type="submit" disabled={note.trim() === ''} loading={isSending}>
            {refuse ?? t('refuseNow')}
          </Button>
        </div>
      </form>
    )
  return (
    <div className={classes['buttons']}>
      {may.withdraw && (
        <Button size="xs" variant="default" onClick={() => void send(onWithdraw)}>
          {withdrawWord ?? t('withdraw')}
        </Button>
      )}
      {may.decide && (
        <>
          <Button size="xs" variant="default" onClick={() => setRefusing(true)}>
            {refuse ?? t('refuse')}
          </Button>
          <Button size="xs" loading={isSending} onClick={() => void send(onApprove)}>
            {t('approve')}
          </Button>
        </>
      )}
    </div>
  )
}
