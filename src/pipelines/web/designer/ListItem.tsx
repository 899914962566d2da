import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '../../../ui/use-words.ts'
import { words as kit } from '../../../ui/words.ts'
import { words } from '../words/designer.ts'
import { useDesign } from './design.ts'
import classes from './Designer.module.css'

interface ListItemProps {
  name: string
  meta?: string
  at: number
  last: number
  isOpen: boolean
  onToggle: () => void
  onMove: (to: number) => void
  onRemove: () => void
  children: ReactNode
}

/** One entry of an ordered list that opens to be changed. */
export function ListItem({ name, meta, at, last, isOpen, onToggle, onMove, onRemove, children }: ListItemProps): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  const { isReadOnly } = useDesign()
  return (
    <li className={classes['item']}>
      <div className={classes['itemHead']}>
        <button type="button" aria-expanded={isOpen} onClick={onToggle}>
          <span>{name}</span>
          {meta && <span className={classes['meta']}>{meta}</span>}
        </button>
        {!isReadOnly && (
          <>
            <ActionIcon
              size={26}
              variant="subtle"
              color="gray"
              aria-label={`${t('moveUp')}: ${name}`}
              disabled={at === 0}
              onClick={() => onMove(at - 1)}
            >
              <IconArrowUp size={15} />
            </ActionIcon>
            <ActionIcon
              size={26}
              variant="subtle"
              color="gray"
              aria-label={`${t('moveDown')}: ${name}`}
              disabled={at === last}
              onClick={() => onMove(at + 1)}
            >
              <IconArrowDown size={15} />
            </ActionIcon>
            <ActionIcon size={26} variant="subtle" color="gray" aria-label={`${k('remove')}: ${name}`} onClick={onRemove}>
              <IconX size={15} />
            </ActionIcon>
          </>
        )}
      </div>
      {isOpen && (
        <fieldset className={classes['bare']} disabled={isReadOnly}>
          <div className={classes['itemBody']}>{children}</div>
        </fieldset>
      )}
    </li>
  )
}
