import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

interface SaveButtonsProps {
  onClose: () => void
  isPending: boolean
  /** Nothing can be sent yet, or why nothing can be sent at all. */
  disabled?: boolean | string
  /** What sending does; "save" where it is left out. */
  label?: string
}

/** The foot of a dialog that sends something: `<Dialog footer={<SaveButtons onClose isPending={save.isPending} />}>`. */
export function SaveButtons({ onClose, isPending, disabled = false, label }: SaveButtonsProps): ReactNode {
  const t = useWords(words)
  const reason = disabled === false ? undefined : disabled === true ? t('notYet') : disabled
  return (
    <>
      <Button variant="default" onClick={onClose}>
        {t('cancel')}
      </Button>
      <Button type="submit" loading={isPending} disabled={disabled !== false} title={reason}>
        {label ?? t('save')}
      </Button>
    </>
  )
}
