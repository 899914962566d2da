import { Button, type ButtonProps } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/**
 * A button that only changes what the address asks for, and stays on the page: `<AddressButton set={{ log: 'new' }}>…</AddressButton>`
 * opens what listens to `?log=`, wherever that is mounted. A link in truth, so it can be opened in a new tab and "back" undoes it.
 */
export function AddressButton({
  set,
  children,
  ...rest
}: { set: Record<string, string | undefined>; children: ReactNode } & ButtonProps): ReactNode {
  return (
    <Button
      size="xs"
      {...rest}
      renderRoot={(props) => (
        <Link {...props} to="." search={((now: Record<string, unknown>) => ({ ...now, ...set })) as never} resetScroll={false} />
      )}
    >
      {children}
    </Button>
  )
}
