import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words } from './words.ts'

interface ScaleDialogProps {
  opened: boolean
  level: 'stretch' | 'challenge'
  onClose: () => void
  onScale: (factor: number) => void
}

/** A level as a share of the base. */
export function ScaleDialog({ opened, level, onClose, onScale }: ScaleDialogProps): ReactNode {
  const t = useWords(words)
  const [percent, setPercent] = useState<number | null>(level === 'stretch' ? 110 : 125)
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('scale')}
      onSubmit={(event) => {
        event.preventDefault()
        if (percent === null) return
        onScale(percent / 100)
        onClose()
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={percent === null}>
            {t('apply')}
          </Button>
        </>
      }
    >
      <NumberField label={t('scalePrompt')} value={percent} onChange={setPercent} min={0} max={1000} data-autofocus />
    </Dialog>
  )
}
