import { ActionIcon } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Suspense, lazy, useState, type ReactNode } from 'react'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/**
 * The “…” of a row: `<RowActions of={name} actions={[{ key, label, run, danger?, closed? }]} />`; `closed` is the sentence why it may not be done.
 * With `icon`, `label` and `framed` it is any button with a menu. The menu's code is fetched with the first click.
 */
export interface RowAction {
  key: string
  label: string
  icon?: ReactNode
  run?: () => void
  /** Instead of `run`: a file to download. */
  href?: string
  danger?: boolean
  closed?: string | null | undefined
}

export interface RowActionsProps {
  /** What the actions are about, for assistive technology. */
  of?: string
  /** Instead of “More”. */
  label?: string
  icon?: ReactNode
  framed?: boolean
  actions: readonly RowAction[]
}

const RowMenu = lazy(async () => ({ default: (await import('./RowMenu.tsx')).RowMenu }))

export function RowActions(props: RowActionsProps): ReactNode {
  const { of, framed = false, icon = <IconDots size={framed ? 18 : 17} /> } = props
  const t = useWords(words)
  const [wanted, setWanted] = useState(false)
  const label = props.label ?? t('more')
  const name = of === undefined ? label : `${label}: ${of}`
  const button = (
    <ActionIcon
      size={framed ? 30 : 26}
      variant={framed ? 'default' : 'subtle'}
      aria-label={name}
      aria-haspopup="menu"
      onClick={() => setWanted(true)}
    >
      {icon}
    </ActionIcon>
  )
  return wanted ? (
    <Suspense fallback={button}>
      <RowMenu {...props} name={name} icon={icon} />
    </Suspense>
  ) : (
    button
  )
}
