import { ActionIcon } from '@mantine/core'
import { IconContrast2 } from '@tabler/icons-react'
import { useCallback, useRef, useState, type ReactNode } from 'react'
import { CornerPanel } from '../../ui/CornerPanel.tsx'
import { onDemand } from '../../ui/on-demand.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { AccountMenu } from './AccountMenu.tsx'
import classes from './Shell.module.css'
import { words } from './words.ts'

const DisplayMenu = onDemand(
  async () => (await import('./DisplayMenu.tsx')).DisplayMenu,
  () => true,
)

/** The two buttons at the right of the top bar: how things look, and who I am. */
export function TopMenus(): ReactNode {
  const t = useWords(words)
  const { name } = useSession()
  const [opened, setOpened] = useState<'display' | 'account'>()
  const display = useRef<HTMLButtonElement>(null)
  const account = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpened(undefined), [])
  const toggle = (which: 'display' | 'account'): void => setOpened(opened === which ? undefined : which)
  return (
    <div className={classes['tools']}>
      <ActionIcon
        ref={display}
        size={34}
        aria-label={t('display')}
        aria-expanded={opened === 'display'}
        onClick={() => toggle('display')}
      >
        <IconContrast2 size={19} stroke={1.6} />
      </ActionIcon>
      <button
        ref={account}
        type="button"
        className={classes['person']}
        aria-label={t('accountMenu', { name })}
        aria-expanded={opened === 'account'}
        onClick={() => toggle('account')}
      >
        <span className={classes['initial']} aria-hidden="true">
          {[...name][0]}
        </span>
      </button>
      <CornerPanel opened={opened === 'display'} onClose={close} label={t('display')} anchor={display}>
        <DisplayMenu />
      </CornerPanel>
      <CornerPanel opened={opened === 'account'} onClose={close} label={t('account')} anchor={account}>
        <AccountMenu onDone={close} />
      </CornerPanel>
    </div>
  )
}
