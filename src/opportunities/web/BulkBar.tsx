import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../ui/Regional.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import classes from './Board.module.css'
import { useBoard, useSelected } from './use-board.ts'
import { words as transferWords } from './transfer/words.ts'
import { words } from './words.ts'

/** How many are selected, what they are worth together, and what to do with them. */
export function BulkBar({ onMove, onTransfer }: { onMove: () => void; onTransfer: () => void }): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const w = useWords(transferWords)
  const format = useFormat()
  const store = useBoard()
  const selected = useSelected()
  if (selected.size === 0) return null
  const sum = [...selected].reduce((total, id) => total + (store.card(id)?.amountMinor ?? 0), 0)
  return (
    <div className={classes['bulk']} role="toolbar" aria-label={k('selected', { count: selected.size })}>
      <strong>{k('selected', { count: selected.size })}</strong>
      <span>{t('selectedSum', { amount: format.money(sum, 'compact', store.currency()) })}</span>
      <Button size="xs" onClick={onMove}>
        {t('moveTo')}
      </Button>
      <Button size="xs" variant="default" onClick={onTransfer}>
        {w('transferTo')}
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={() => store.select(new Set())}>
        {k('clearSelection')}
      </Button>
    </div>
  )
}
