import { ActionIcon } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Suspense, lazy, useState, type ReactNode } from 'react'
import { useWords } from './use-words.ts'
import { words } from './words.ts'

/**
 * The “…” of a row: `<RowActions of={name} actions={[{ key, label, run, danger?, closed? }]} />`; `closed` is the sentence why it may not be done.
 * The menu's code is fetched with the first click.
 */
export interface RowAction {
  key: string
  label: string
  run: () => void
  danger?: boolean
  closed?: string | null | undefined
}

export interface RowActionsProps {
  /** What the actions are about, for assistive technology. */
  of: string
  actions: readonly RowAction[]
}

const RowMenu = lazy(async () => ({ default: (await import('./RowMenu.tsx')).RowMenu }))

export function RowActions(props: RowActionsProps): ReactNode {
  const t = useWords(words)
  const [wanted, setWanted] = useState(false)
  const button = (
    <ActionIcon size={26} aria-label={`${t('more')}: ${props.of}`} aria-haspopup="menu" onClick={() => setWanted(true)}>
      <IconDots size={17} />
    </ActionIcon>
  )
  return wanted ? (
    <Suspense fallback={button}>
      <RowMenu {...props} />
    </Suspense>
  ) : (
    button
  )
}
