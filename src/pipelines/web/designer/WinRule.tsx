import type { ReactNode } from 'react'
import { ChoiceField } from '../../../ui/fields/Choice.tsx'
import { useWords } from '../../../ui/use-words.ts'
import { words } from '../words/designer-elements.ts'
import { useDesign } from './design.ts'

/** Whether a win with unmet gates ahead is refused. */
export function WinRule(): ReactNode {
  const t = useWords(words)
  const { definition, edit } = useDesign()
  return (
    <ChoiceField
      label={t('winTitle')}
      description={t('winHint')}
      value={definition.winGate}
      onChange={(winGate) => edit((before) => ({ ...before, winGate }))}
      options={[
        { value: 'warn', label: t('win.warn') },
        { value: 'block', label: t('win.block') },
      ]}
    />
  )
}
