import { Button } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { CopyText } from '../../ui/CopyText.tsx'
import { Dialog } from '../../ui/Dialogs.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { words } from './words/members.ts'

interface Invitation {
  name: string
  url: string
}

/** A link to hand over, shown once. */
export function InvitationDialog({
  invitation,
  onClose,
}: {
  invitation: Invitation | undefined
  onClose: () => void
}): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  // What was shown stays while the dialog fades out.
  const [shown, setShown] = useState<Invitation>()
  useEffect(() => {
    if (invitation) setShown(invitation)
  }, [invitation])
  return (
    <Dialog
      opened={invitation !== undefined}
      onClose={onClose}
      title={t('inviteReady')}
      footer={
        <Button variant="default" onClick={onClose}>
          {k('close')}
        </Button>
      }
    >
      {shown && (
        <>
          <p>{t('inviteReadyHint', { name: shown.name })}</p>
          <CopyText text={shown.url} label={t('copyLink')} />
        </>
      )}
    </Dialog>
  )
}
