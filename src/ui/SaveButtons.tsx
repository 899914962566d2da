import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

interface SaveButtonsProps {
  onClose: () => void
  isPending: boolean
  /** Nothing can be sent yet. */
  disabled?: boolean
  /** What sending does; "save" where it is left out. */
  label?: string
}

/** The foot of a dialog that sends something: `<Dialog footer={<SaveButtons onClose isPending={save.isPending} />}>`. */
export function SaveButtons({ onClose, isPending, disabled = false, label }: SaveButtonsProps): ReactNode {
  const t = useWords(words)
  return (
    <>
      <Button variant="default" onClick={onClose}>
        {t('cancel')}
      </Button>
      <Button type="submit" loading={isPending} disabled={disabled}>
        {label ?? t('save')}
      </Button>
    </>
  )
}
