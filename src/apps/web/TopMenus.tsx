import type { ReactNode } from 'react'
import { AccountMenu } from './AccountMenu.tsx'
import { DisplayMenu } from './DisplayMenu.tsx'

export function TopMenus(): ReactNode {
  return (
    <>
      <DisplayMenu />
      <AccountMenu />
    </>
  )
}
