import { IconPencilPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { AddressButton } from '../../ui/AddressButton.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { words } from './words.ts'

/** Asks the quick log to open (docs/decisions/032). */
export function LogLink({ about, loud = false, label }: { about: string; loud?: boolean; label?: string }): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  if (!can('activities.write')) return null
  return (
    <AddressButton
      set={{ log: about }}
      variant={loud ? 'filled' : 'default'}
      size={loud ? 'xs' : 'compact-xs'}
      leftSection={<IconPencilPlus size={15} />}
    >
      {label ?? t('log')}
    </AddressButton>
  )
}
