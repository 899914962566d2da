import { ActionIcon, Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RowAction, RowActionsProps } from './RowActions.tsx'
import classes from './RowMenu.module.css'

type RowMenuProps = Required<Pick<RowActionsProps, 'icon'>> & RowActionsProps & { name: string }

/** Opens at once: it is fetched by the click that asks for it. */
export function RowMenu({ name, icon, framed = false, actions }: RowMenuProps): ReactNode {
  return (
    <Menu defaultOpened position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon size={framed ? 30 : 26} variant={framed ? 'default' : 'subtle'} aria-label={name}>
          {icon}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ key, ...action }) => (
          <Item key={key} {...action} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Item({ label, icon, run, href, danger, closed }: Omit<RowAction, 'key'>): ReactNode {
  const shared = {
    leftSection: icon,
    disabled: Boolean(closed),
    ...(danger && { color: 'red' }),
    children: (
      <>
        {label}
        {closed && <div className={classes['closed']}>{closed}</div>}
      </>
    ),
  }
  return href !== undefined && !closed ? (
    <Menu.Item component="a" className={classes['file']!} href={href} download {...shared} />
  ) : (
    <Menu.Item {...shared} onClick={run} />
  )
}
