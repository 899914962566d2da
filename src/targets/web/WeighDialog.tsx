import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../ui/Dialogs.tsx'
import { DayField } from '../../ui/fields/DayField.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { TargetNode } from '../contract.ts'
import classes from './Targets.module.css'
import { words } from './words.ts'

interface WeighDialogProps {
  opened: boolean
  node: TargetNode
  onClose: () => void
  onSave: (given: { seniority: number; startsOn: string | null }) => void
}

/** How much a person counts when a figure is cut. */
export function WeighDialog({ opened, node, onClose, onSave }: WeighDialogProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const [seniority, setSeniority] = useState<number | null>(node.seniority)
  const [startsOn, setStartsOn] = useState<string | null>(node.startsOn)
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={`${node.name} · ${t('weigh')}`}
      onSubmit={(event) => {
        event.preventDefault()
        onSave({ seniority: seniority ?? 1, startsOn })
        onClose()
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit">{t('apply')}</Button>
        </>
      }
    >
      <div className={classes['stack']}>
        <DayField
          label={t('startsOn')}
          description={t('startsOnHint')}
          value={startsOn}
          onChange={(day) => setStartsOn(day ?? null)}
          presets="none"
        />
        {node.joinedOn && node.joinedOn !== startsOn && (
          <Button size="compact-sm" variant="default" onClick={() => setStartsOn(node.joinedOn)}>
            {t('asJoined', { day: format.day(node.joinedOn) })}
          </Button>
        )}
        <NumberField
          label={t('seniority')}
          description={t('seniorityHint')}
          value={seniority}
          onChange={setSeniority}
          min={0}
          max={10}
          step={0.1}
        />
        <p className={classes['hint']}>{t('weighNote')}</p>
      </div>
    </Dialog>
  )
}
