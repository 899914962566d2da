import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../ui/use-words.ts'
import { AskApprovalDialog } from './ask-approval.ts'
import type { Approval } from './use-approvals.ts'
import { words } from './words/approvals.ts'

/** Asks the same once more, with what was written then, after a no or after nobody answered. */
export function AskAgain({ approval }: { approval: Approval }): ReactNode {
  const t = useWords(words)
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        {t('askAgain')}
      </Button>
      <AskApprovalDialog
        opened={opened}
        onClose={() => setOpened(false)}
        deal={approval.opportunity}
        kind={approval.kind}
        before={approval}
      />
    </>
  )
}
