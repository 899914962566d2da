import { ActionIcon, Kbd } from '@mantine/core'
import { IconKeyboard } from '@tabler/icons-react'
import { useCallback, useRef, useState, type ReactNode } from 'react'
import { CornerPanel } from '../../ui/CornerPanel.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Board.module.css'
import { words } from './words.ts'

/** What the keys do, one click away. */
export function KeysHint(): ReactNode {
  const t = useWords(words)
  const [opened, setOpened] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpened(false), [])
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
    <div className={classes['keysPlace']}>
      <ActionIcon ref={button} aria-label={t('keys')} aria-expanded={opened} onClick={() => setOpened(!opened)}>
        <IconKeyboard size={18} stroke={1.6} />
      </ActionIcon>
      <CornerPanel opened={opened} onClose={close} label={t('keys')} anchor={button}>
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
      </CornerPanel>
    </div>
  )
}
