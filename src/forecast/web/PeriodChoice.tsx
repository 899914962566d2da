import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { before, type Period, type PeriodKind } from '../period.ts'
import classes from './Forecast.module.css'
import { inKind, next } from './forecast-view.ts'
import { words } from './words/forecast.ts'

const kinds = ['month', 'quarter', 'year'] as const satisfies readonly PeriodKind[]

/** Month, quarter or year, and the one before and after. */
export function PeriodChoice({ period, onChange }: { period: Period; onChange: (key: string) => void }): ReactNode {
  const t = useWords(words)
  const today = useFormat().today()
  return (
    <span className={classes['period']}>
      <ChoiceField
        bare
        size="xs"
        label={t('periodKind')}
        value={period.kind}
        onChange={(kind) => onChange(inKind(period, kind, today).key)}
        options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
      <ActionIcon variant="default" size={30} aria-label={t('periodBefore')} onClick={() => onChange(before(period, 1).key)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <strong aria-live="polite">{period.key}</strong>
      <ActionIcon variant="default" size={30} aria-label={t('periodAfter')} onClick={() => onChange(next(period).key)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </span>
  )
}
