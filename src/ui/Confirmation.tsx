import { Button, Modal } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { useAsking, type Asking } from './asking.ts'
import classes from './Dialogs.module.css'
import { useOpened } from './use-opened.ts'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/** The question that is being asked. Focus starts on the button that changes nothing. */
export function Confirmation(): ReactNode {
  const t = useWords(words)
  const current = useAsking()
  const opened = useOpened(current !== undefined)
  const [shown, setShown] = useState<Asking>()
  useEffect(() => {
    if (current) setShown(current)
  }, [current])
  const answer = (yes: boolean): void => current?.answer(yes)
  const question = current ?? shown
  return (
    <Modal.Root opened={opened} onClose={() => answer(false)} size={420} zIndex={350}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content>
        <div className={classes['body']}>
          <Modal.Title className={classes['title']!}>{question?.title}</Modal.Title>
          <Modal.Body className={classes['text']!}>{question?.body}</Modal.Body>
        </div>
        <div className={classes['foot']}>
          <Button data-autofocus variant="default" onClick={() => answer(false)}>
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
