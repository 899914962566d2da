import { CloseButton, Modal } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { confirm } from './asking.ts'
import classes from './Dialogs.module.css'
import { useOpened } from './use-opened.ts'
import { usePhone } from './use-phone.ts'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/** The dialog itself; Dialogs.tsx says how it is used. */
export interface DialogProps {
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

export function DialogFrame({
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
  const shown = useOpened(opened)
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
        <Modal.Title className={classes['title']!}>{title}</Modal.Title>
        <CloseButton aria-label={t('close')} onClick={close} />
      </div>
      <div className={classes['body']}>{children}</div>
      {footer && <div className={classes['foot']}>{footer}</div>}
    </>
  )
  return (
    <Modal.Root opened={shown} onClose={close} size={size} fullScreen={phone} closeOnClickOutside={!dirty}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content className={classes['window']!}>
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
