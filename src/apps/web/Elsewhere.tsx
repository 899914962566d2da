import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { asProblem } from '../../ui/api.ts'
import { EmptyState, ErrorPanel } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import { words as kit } from '../../ui/words.ts'
import { words } from './words.ts'

/** An address that leads nowhere. */
export function NoSuchPage(): ReactNode {
  const t = useWords(words)
  const k = useWords(kit)
  return (
    <main>
      <EmptyState icon={<IconMapOff size={28} stroke={1.5} />} title={k('notFoundTitle')} hint={t('noPageHint')}>
        <Button component={Link} to="/" variant="default" size="xs">
          {t('home')}
        </Button>
      </EmptyState>
    </main>
  )
}

/** A page whose code could not be fetched (most often: a newer version has been installed meanwhile) or that failed. */
export function PageFailed({ error }: { error: unknown }): ReactNode {
  return <ErrorPanel problem={asProblem(error)} retry={() => window.location.reload()} />
}
