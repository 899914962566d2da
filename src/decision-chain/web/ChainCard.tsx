import { Button } from '@mantine/core'
import { IconSitemap } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Panel } from '../../ui/Page.tsx'
import { ErrorPanel, TextSkeleton } from '../../ui/States.tsx'
import { useWords } from '../../ui/use-words.ts'
import classes from './Chain.module.css'
import { ChainPicture } from './ChainPicture.tsx'
import { GapChips } from './Gaps.tsx'
import { useChain } from './use-chain.ts'
import { words } from './words.ts'

interface ChainCardProps {
  customerId: string
  /** Inside a deal's section, which has a frame of its own. */
  bare?: boolean
}

/** The decision chain at a glance, and the way to where it is drawn. Nothing where nobody is known yet: the people's card says so; nor on a deal whose customer is somebody else's. */
export function ChainCard({ customerId, bare = false }: ChainCardProps): ReactNode {
  const t = useWords(words)
  const chain = useChain(customerId)
  const one = chain.data
  if (one && one.people.length === 0 && one.group.length === 0) return null
  if (chain.error?.status === 404) return null
  const open = (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconSitemap size={15} />}
      component={Link}
      to="/customers/$id/decision-chain"
      params={{ id: customerId } as never}
    >
      {t('open')}
    </Button>
  )
  const content = one ? (
    <div className={classes['glance']}>
      <GapChips chain={one} />
      <ChainPicture chain={one} fits />
    </div>
  ) : chain.error ? (
    <ErrorPanel problem={chain.error} retry={() => void chain.refetch()} />
  ) : (
    <TextSkeleton lines={4} />
  )
  if (!bare)
    return (
      <Panel title={t('title')} actions={open}>
        {content}
      </Panel>
    )
  return (
    <div className={classes['glance']}>
      <div className={classes['bareHead']}>
        <strong>{t('title')}</strong>
        {open}
      </div>
      {content}
    </div>
  )
}
