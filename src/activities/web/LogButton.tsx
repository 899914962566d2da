import type { ButtonProps } from '@mantine/core'
import { IconPencilPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { AddressButton } from '../../ui/AddressButton.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { words } from './words.ts'

/** Opens the quick log: `<LogButton about="customer:ID" />`; 'new' asks with whom. Not there for who may not record. */
export function LogButton({ about, label, ...rest }: { about: string; label?: string } & ButtonProps): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  if (!can('activities.write')) return null
  return (
    <AddressButton set={{ log: about }} leftSection={<IconPencilPlus size={15} />} {...rest}>
      {label ?? t('log')}
    </AddressButton>
  )
}
