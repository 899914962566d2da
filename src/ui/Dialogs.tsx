import { Button, CloseButton, Modal } from '@mantine/core'
import { useEffect, useId, useRef, useState, useSyncExternalStore, type FormEvent, type ReactNode } from 'react'
import classes from './Dialogs.module.css'
import { usePhone } from './use-phone.ts'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/**
 * <Dialog opened onClose title footer onSubmit> keep it mounted and toggle `opened`, so that focus goes back where it came from.
 * `if (await confirm({ title, body, action, danger: true })) …` asks a yes/no question. With `dirty`, closing asks before discarding.
 */
interface DialogProps {
  opened: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  /** Buttons, right-aligned and always in view. */
  footer?: ReactNode
  /** Makes the dialog a form; the footer's submit button is then `<Button type="submit">`. */
  onSubmit?: (event: FormEvent<HTMLFormElement>) => void
  size?: number | string
  /** Something has been filled in: closing asks first. */
  dirty?: boolean
}

export function Dialog({
  opened,
  onClose,
  title,
  children,
  footer,
  onSubmit,
  size = 520,
  dirty = false,
}: DialogProps): ReactNode {
  const t = useWords(words)
  const phone = usePhone()
  const titleId = useId()
  const close = (): void => {
    if (!dirty) return onClose()
    const question = {
      title: t('discardTitle'),
      body: t('discardBody'),
      action: t('discard'),
      stay: t('keepEditing'),
      danger: true,
    }
    void confirm(question).then((yes) => yes && onClose())
  }
  const inside = (
    <>
      <div className={classes['head']}>
        <h2 id={titleId} className={classes['title']}>
          {title}
        </h2>
        <CloseButton aria-label={t('close')} onClick={close} />
      </div>
      <div className={classes['body']}>{children}</div>
      {footer && <div className={classes['foot']}>{footer}</div>}
    </>
  )
  return (
    <Modal.Root opened={opened} onClose={close} size={size} fullScreen={phone} closeOnClickOutside={!dirty}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-labelledby={titleId} className={classes['content']}>
        {onSubmit ? (
          <form noValidate className={classes['form']} onSubmit={onSubmit}>
            {inside}
          </form>
        ) : (
          <div className={classes['form']}>{inside}</div>
        )}
      </Modal.Content>
    </Modal.Root>
  )
}

export interface Question {
  title: ReactNode
  body?: ReactNode
  /** The word on the button that does it: a verb, not “OK”. */
  action: string
  stay?: string
  danger?: boolean
}
interface Asking extends Question {
  answer: (yes: boolean) => void
}

let asking: Asking | undefined
const listeners = new Set<() => void>()
const publish = (next: Asking | undefined): void => {
  asking = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const confirm = (question: Question): Promise<boolean> =>
  new Promise((resolve) => {
    asking?.answer(false)
    publish({ ...question, answer: resolve })
  })

/** Mounted once by the shell. */
export function ConfirmHost(): ReactNode {
  const t = useWords(words)
  const current = useSyncExternalStore(subscribe, () => asking)
  const [shown, setShown] = useState<Asking>()
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (current) setShown(current)
  }, [current])
  const answer = (yes: boolean): void => {
    current?.answer(yes)
    publish(undefined)
  }
  const question = current ?? shown
  return (
    <Modal.Root opened={current !== undefined} onClose={() => answer(false)} size={420} zIndex={350}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content role="alertdialog" aria-labelledby="confirm-title" aria-describedby="confirm-body">
        <div className={classes['body']}>
          <h2 id="confirm-title" className={classes['title']}>
            {question?.title}
          </h2>
          <div id="confirm-body" className={classes['text']}>
            {question?.body}
          </div>
        </div>
        <div className={classes['foot']}>
          <Button ref={cancel} data-autofocus variant="default" onClick={() => answer(false)}>
            {question?.stay ?? t('cancel')}
          </Button>
          <Button color={question?.danger ? 'red' : 'blue'} onClick={() => answer(true)}>
            {question?.action}
          </Button>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}
