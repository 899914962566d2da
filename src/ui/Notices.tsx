import { Button, CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { Problem } from './api.ts'
import { isTyping } from './keys.ts'
import classes from './Notices.module.css'
import { useProblemSentence } from './States.tsx'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/**
 * Short notices at the foot of the page: `notify.done('已保存')`, `notify.done('已移到「方案」', { undo: () => … })` (6 s, button or Ctrl/Cmd+Z),
 * `notify.refused(problem, { action: { label, run } })` (amber; stays until it is read and closed or 12 s), `notify.info(...)`.
 */
export interface NoticeAction {
  label: string
  run: () => void
}
interface NoticeOptions {
  undo?: () => void | Promise<void>
  action?: NoticeAction
}
interface Notice extends NoticeOptions {
  id: number
  tone: 'done' | 'refused' | 'info'
  text?: ReactNode
  problem?: Problem
  lasts: number
}

let notices: readonly Notice[] = []
let lastId = 0
const listeners = new Set<() => void>()
const publish = (next: readonly Notice[]): void => {
  notices = next
  for (const listener of listeners) listener()
}
const dismiss = (id: number): void => publish(notices.filter((notice) => notice.id !== id))
const show = (notice: Omit<Notice, 'id'>): void => publish([...notices.slice(-2), { ...notice, id: ++lastId }])

export const notify = {
  done: (text: ReactNode, options: NoticeOptions = {}): void => show({ tone: 'done', text, lasts: 6_000, ...options }),
  info: (text: ReactNode, options: NoticeOptions = {}): void => show({ tone: 'info', text, lasts: 8_000, ...options }),
  refused: (problem: Problem, options: NoticeOptions = {}): void => show({ tone: 'refused', problem, lasts: 12_000, ...options }),
}

const undoLatest = (): boolean => {
  const latest = notices.findLast(({ undo }) => undo !== undefined)
  if (!latest) return false
  dismiss(latest.id)
  void latest.undo?.()
  return true
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The newest of what went well and the newest refusal; what is older stands behind them, so that notices never pile up over the page. */
const isShown = (notice: Notice): boolean =>
  notice === notices.findLast(({ tone }) => (tone === 'refused') === (notice.tone === 'refused'))

/** Mounted once by the shell. */
export function NoticeHost(): ReactNode {
  const shown = useSyncExternalStore(subscribe, () => notices)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z' || isTyping(event)) return
      if (undoLatest()) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className={classes['host']} aria-live="polite" role="log">
      {shown.map((notice) => (
        <OneNotice key={notice.id} notice={notice} hidden={!isShown(notice)} />
      ))}
    </div>
  )
}

/** As many missing things as a notice names; the form behind its button names all. */
const most = 5

function OneNotice({ notice, hidden }: { notice: Notice; hidden: boolean }): ReactNode {
  const t = useWords(words)
  const sentence = useProblemSentence()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismiss(notice.id), notice.lasts)
    return () => clearTimeout(timer)
  }, [held, notice])
  const leave = (run: () => unknown): void => {
    dismiss(notice.id)
    void run()
  }
  return (
    <div
      className={classes['notice']}
      hidden={hidden}
      data-tone={notice.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={classes['icon']} aria-hidden="true">
        {notice.tone === 'refused' ? <IconAlertTriangle size={18} /> : <IconCheck size={18} />}
      </span>
      <div className={classes['text']}>
        {notice.problem ? sentence(notice.problem) : notice.text}
        {notice.problem && notice.problem.missing.length > 0 && (
          <ul className={classes['missing']}>
            {notice.problem.missing.slice(0, most).map(({ kind, key, label }) => (
              <li key={`${kind}:${key}`}>{label}</li>
            ))}
            {notice.problem.missing.length > most && <li>{t('moreMissing', { count: notice.problem.missing.length - most })}</li>}
          </ul>
        )}
      </div>
      {notice.action && (
        <Button size="compact-sm" variant="subtle" onClick={() => leave(notice.action!.run)}>
          {notice.action.label}
        </Button>
      )}
      {notice.undo && (
        <Button size="compact-sm" variant="subtle" onClick={() => leave(notice.undo!)}>
          {t('undo')}
        </Button>
      )}
      <CloseButton size="sm" aria-label={t('close')} onClick={() => dismiss(notice.id)} />
    </div>
  )
}
