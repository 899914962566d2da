import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { activityKinds } from '../../activities/activity.ts'
import { Dialog } from '../../ui/Dialogs.tsx'
import { CheckField } from '../../ui/fields/Fields.tsx'
import { useWords } from '../../ui/use-words.ts'
import { activityKindsOf, measureOfKinds, type Measure } from '../measure.ts'
import classes from './Targets.module.css'
import { useMeasureName } from './use-measure-name.ts'
import { words } from './words.ts'

interface KindsDialogProps {
  opened: boolean
  measure: Measure
  onClose: () => void
  onChoose: (measure: Measure) => void
}

/** Which kinds of activities count together. */
export function KindsDialog({ opened, measure, onClose, onChoose }: KindsDialogProps): ReactNode {
  const t = useWords(words)
  const nameOf = useMeasureName()
  const [kinds, setKinds] = useState<readonly string[]>(activityKindsOf(measure))
  const chosen = measureOfKinds(kinds)
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('severalTitle')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!chosen) return
        onChoose(chosen)
        onClose()
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={chosen === null}>
            {t('apply')}
          </Button>
        </>
      }
    >
      <div className={classes['stack']}>
        <p className={classes['hint']}>{t('severalHint')}</p>
        {activityKinds.map((kind) => (
          <CheckField
            key={kind}
            label={nameOf(`activity-${kind}`)}
            checked={kinds.includes(kind)}
            onChange={(event) => {
              const isOn = event.currentTarget.checked
              setKinds((now) => (isOn ? [...now, kind] : now.filter((one) => one !== kind)))
            }}
          />
        ))}
      </div>
    </Dialog>
  )
}
