import type { ReactNode } from 'react'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { StockBy } from './stock-shape.ts'
import { words } from './words.ts'

/** Whether a chart of the movement tells deals or money. */
export function MeasureChoice({ by, onChange }: { by: StockBy; onChange: (by: StockBy) => void }): ReactNode {
  const t = useWords(words)
  return (
    <ChoiceField
      bare
      size="xs"
      label={t('by')}
      value={by}
      onChange={onChange}
      options={[
        { value: 'count', label: t('byCount') },
        { value: 'amountMinor', label: t('byMoney') },
      ]}
    />
  )
}
