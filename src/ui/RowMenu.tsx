import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { RowActionsProps } from './RowActions.tsx'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/** Opens at once: it is fetched by the click that asks for it. */
export function RowMenu({ of, actions }: RowActionsProps): ReactNode {
  const t = useWords(words)
  return (
    <Menu defaultOpened position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon size={26} aria-label={`${t('more')}: ${of}`}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ key, label, run, danger, closed }) => (
          <Menu.Item
            key={key}
            {...(danger && { color: 'red' })}
            disabled={Boolean(closed)}
            title={closed ?? undefined}
            onClick={run}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
