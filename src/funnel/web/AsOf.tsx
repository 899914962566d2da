import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { DayField } from '../../ui/fields/DayField.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { usePhone } from '../../ui/use-phone.ts'
import { useWords } from '../../ui/use-words.ts'
import classes from './Movement.module.css'
import { words } from './words.ts'

interface AsOfProps {
  day: string | undefined
  onChange: (day: string | undefined) => void
}

/** The day whose knowledge is used. Today and later mean now. */
export function AsOfField({ day, onChange }: AsOfProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  const phone = usePhone()
  return (
    <label className={classes['asOf']} title={t('asOfHint')}>
      <span>{t('asOf')}</span>
      <DayField
        size={phone ? 'sm' : 'xs'}
        aria-label={t('asOf')}
        presets="behind"
        max={format.today()}
        value={day ?? null}
        onChange={(next) => onChange(next === null || next >= format.today() ? undefined : next)}
      />
    </label>
  )
}

/** Says, while a past day is asked for, what that leaves out, and leads back. */
export function AsOfNote({ day, onChange }: AsOfProps): ReactNode {
  const t = useWords(words)
  const format = useFormat()
  if (day === undefined) return null
  return (
    <p className={classes['asOfNote']} role="status">
      <IconHistory size={16} aria-hidden="true" />
      <span>{t('asOfNote', { day: format.day(day) })}</span>
      <Button size="compact-xs" variant="default" onClick={() => onChange(undefined)}>
        {t('asOfClear')}
      </Button>
    </p>
  )
}
