import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { TargetDetail, TargetEdit } from '../contract.ts'
import type { Level } from '../measure.ts'
import classes from './Targets.module.css'
import { words } from './words.ts'

const ScaleDialog = onDemand(
  async () => (await import('./ScaleDialog.tsx')).ScaleDialog,
  ({ opened }) => opened,
)

/** What concerns the whole grid: people without a row, and a level derived from the base. */
export function GridTools({
  plan,
  level,
  run,
}: {
  plan: TargetDetail
  level: Level
  run: (edit: TargetEdit) => void
}): ReactNode {
  const t = useWords(words)
  const [isScaling, setScaling] = useState(false)
  if (plan.permissions.edit !== null) return null
  return (
    <span className={classes['buttons']}>
      {plan.missing.slice(0, 3).map(({ id, name }) => (
        <Button key={id} size="compact-xs" variant="default" onClick={() => run({ kind: 'add', memberId: id })}>
          {t('addPerson', { name })}
        </Button>
      ))}
      {level !== 'base' && plan.permissions.editAbove === null && (
        <>
          <Button size="compact-xs" variant="default" onClick={() => setScaling(true)}>
            {t('scale')}
          </Button>
          <ScaleDialog
            opened={isScaling}
            level={level}
            onClose={() => setScaling(false)}
            onScale={(factor) => run({ kind: 'scale', level, factor })}
          />
        </>
      )}
    </span>
  )
}
