import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { levels } from '../../customers/customer.ts'
import { words as customerWords } from '../../customers/words.ts'
import { ChoiceField } from '../../ui/fields/Choice.tsx'
import { TextField } from '../../ui/fields/Fields.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { Item } from './stocktake-view.ts'
import classes from './Stocktakes.module.css'
import { words } from './words.ts'

export type Proposing = 'level' | 'pool' | 'note'

interface VerdictFormProps {
  item: Item
  proposing: Proposing
  onSay: (word: { verdict: Proposing; level?: string; note: string }) => void
  onCancel: () => void
}

/** What is proposed and why; Enter says it, Escape goes back. */
export function VerdictForm({ item, proposing, onSay, onCancel }: VerdictFormProps): ReactNode {
  const t = useWords(words)
  const c = useWords(customerWords)
  const offered = levels.filter((level) => level !== item.level)
  const [level, setLevel] = useState<string>(offered.find((one) => one === 'target') ?? offered[0]!)
  const [note, setNote] = useState('')
  return (
    <form
      className={classes['stack']}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        onSay({ verdict: proposing, note, ...(proposing === 'level' && { level }) })
      }}
    >
      {proposing === 'level' && (
        <ChoiceField
          label={t('newLevel')}
          options={offered.map((value) => ({ value: value as string, label: c(`level.${value}`) }))}
          value={level}
          onChange={setLevel}
        />
      )}
      <TextField
        required
        autoFocus
        label={t(proposing === 'note' ? 'remarkText' : 'reason')}
        maxLength={400}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className={classes['line']}>
        <Button type="submit" disabled={note.trim() === ''}>
          {t('save')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
