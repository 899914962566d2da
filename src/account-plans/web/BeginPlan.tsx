import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { useSession } from '../../ui/session.ts'
import { useWords } from '../../ui/use-words.ts'
import { words } from './words.ts'

const BeginDialog = onDemand(
  async () => (await import('./BeginDialog.tsx')).BeginDialog,
  ({ opened }) => opened,
)

interface BeginPlanProps {
  /** Whose plan; without it the form asks. */
  customer?: { id: string; name: string }
  onBegun: (id: string) => void
}

/** The button that begins a plan. */
export function BeginPlan({ customer, onBegun }: BeginPlanProps): ReactNode {
  const t = useWords(words)
  const { can } = useSession()
  const [isOpen, setOpen] = useState(false)
  if (!can('customers.write')) return null
  return (
    <>
      <Button
        size="xs"
        {...(customer && { variant: 'default' })}
        leftSection={<IconPlus size={15} />}
        onClick={() => setOpen(true)}
      >
        {t('begin')}
      </Button>
      <BeginDialog
        opened={isOpen}
        customer={customer}
        onClose={() => setOpen(false)}
        onBegun={(id) => {
          setOpen(false)
          onBegun(id)
        }}
      />
    </>
  )
}
