import { Button, type ButtonProps } from '@mantine/core'
import { IconPencilPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { useAskToLog } from './use-log.ts'
import { words } from './words.ts'

/** Opens the quick log: `<LogButton about="customer:ID" />`; 'new' asks with whom. Not there for who may not record. */
export function LogButton({ about, label, ...rest }: { about: string; label?: string } & ButtonProps): ReactNode {
  const t = useWords(words)
  const ask = useAskToLog()
  const { can } = useSession()
  if (!can('activities.write')) return null
  return (
    <Button size="xs" leftSection={<IconPencilPlus size={15} />} {...rest} onClick={() => ask(about)}>
      {label ?? t('log')}
    </Button>
  )
}
