import { useRef, useState, type ReactNode } from 'react'
import { readSession } from '../../people/contract.ts'
import type { Locale } from '../../platform/words.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { useRead } from '../../ui/reading.ts'
import { useOpening } from '../../ui/use-opening.ts'
import { useWords } from '../../ui/use-words.ts'
import { formPage, noticePage } from '../answer-page.ts'
import { judgeAnswers } from '../answering.ts'
import type { Question, Told } from '../survey.ts'
import classes from './Surveys.module.css'
import { words } from './words.ts'

interface PreviewDialogProps {
  opened: boolean
  /** The survey as it is written just now, saved or not. */
  survey: { title: Told; intro: Told | null; thanks: Told | null; questions: readonly Question[] }
  /** Language it opens in. */
  locale: Locale
  onClose: () => void
}

interface Shown {
  locale: Locale
  filled: Record<string, string>
  missing: string[]
  isSent: boolean
}

/** The very page that a customer will get, made from the draft: it can be filled in, changes its language and thanks, and keeps nothing. */
export function PreviewDialog({ opened, survey, locale, onClose }: PreviewDialogProps): ReactNode {
  const t = useWords(words)
  const house = useRead(readSession, {}, { staleTime: 60_000 }).data?.organization.name
  const [shown, setShown] = useState<Shown>({ locale, filled: {}, missing: [], isSent: false })
  const frame = useRef<HTMLIFrameElement>(null)
  useOpening(opened, () => setShown({ locale, filled: {}, missing: [], isSent: false }))
  const { title, intro, questions, thanks } = survey
  const page = shown.isSent
    ? noticePage(shown.locale, 'thanks', thanks)
    : formPage(shown.locale, {
        action: '#',
        organisation: house ?? '',
        contact: t('previewPerson'),
        title,
        intro,
        questions,
        filled: shown.filled,
        wantsContact: false,
        missing: shown.missing,
      })
  const send = (event: SubmitEvent): void => {
    event.preventDefault()
    const sent = Object.fromEntries(new FormData(event.target as HTMLFormElement))
    const filled = Object.fromEntries(
      Object.entries(sent).flatMap(([name, value]) => (name.startsWith('q.') ? [[name.slice(2), String(value)]] : [])),
    )
    const next = event.submitter?.getAttribute('name') === 'lang' ? (event.submitter.getAttribute('value') as Locale) : null
    const { missing } = judgeAnswers(questions, filled)
    setShown((before) =>
      next
        ? { ...before, locale: next, filled, missing: [] }
        : { ...before, filled, missing, isSent: missing.length === 0 && questions.length > 0 },
    )
  }
  return (
    <Dialog opened={opened} onClose={onClose} title={t('previewTitle')}>
      <div className={classes['stack']}>
        <p className={classes['hint']}>{t('previewHint')}</p>
        <iframe
          ref={frame}
          className={classes['preview']}
          title={t('previewTitle')}
          srcDoc={page}
          // the page carries no program of its own: what its buttons do is done here
          onLoad={() => frame.current?.contentDocument?.addEventListener('submit', send)}
        />
      </div>
    </Dialog>
  )
}
