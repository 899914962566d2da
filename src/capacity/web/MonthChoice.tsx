import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import { monthAfter } from '../period.ts'
import classes from './Capacity.module.css'
import { words } from './words.ts'

export function MonthChoice({ month, onChange }: { month: string; onChange: (month: string) => void }): ReactNode {
  const t = useWords(words)
  const [year, number] = month.split('-').map(Number) as [number, number]
  const before = number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
  return (
    <span className={classes['month']}>
      <ActionIcon variant="default" size={30} aria-label={t('monthBefore')} onClick={() => onChange(before)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <strong>{month}</strong>
      <ActionIcon variant="default" size={30} aria-label={t('monthAfter')} onClick={() => onChange(monthAfter(month))}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </span>
  )
}
