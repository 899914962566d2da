import { ActionIcon, Kbd, Popover } from '@mantine/core'
import { IconKeyboard } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import classes from './Board.module.css'
import { words } from './words.ts'

/** What the keys do, one click away. */
export function KeysHint(): ReactNode {
  const t = useWords(words)
  const [opened, setOpened] = useState(false)
  const keys = [
    ['↑ ↓ ← →', t('keyWalk')],
    ['Shift ← →', t('keyMove')],
    ['Enter', t('keyOpen')],
    ['M', t('keyMenu')],
    ['X', t('keySelect')],
    ['Shift X', t('keyRange')],
    ['Ctrl Z', t('keyUndo')],
    ['N', t('create')],
    ['/', t('keySearch')],
  ] as const
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon aria-label={t('keys')} aria-expanded={opened} onClick={() => setOpened(!opened)}>
          <IconKeyboard size={18} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('keys')} tabIndex={-1}>
        <dl className={classes['keys']}>
          {keys.map(([combination, what]) => (
            <div key={combination} style={{ display: 'contents' }}>
              <dt>
                {combination.split(' ').map((key) => (
                  <Kbd key={key} mr={3}>
                    {key}
                  </Kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  )
}
