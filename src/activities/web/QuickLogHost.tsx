import type { ReactNode } from 'react'
import { onDemand } from '../../ui/on-demand.tsx'
import { useSession } from '../../ui/session.ts'
import { askedOf } from './log-form.ts'
import { useAskedLog, useAskToLog } from './use-log.ts'

const QuickLog = onDemand(
  async () => (await import('./QuickLog.tsx')).QuickLog,
  ({ about }) => about !== undefined,
)

/** Mounted once by the shell: opens the quick log wherever one is when the address asks for it. */
export function QuickLogHost(): ReactNode {
  const { can } = useSession()
  const about = useAskedLog()
  const ask = useAskToLog()
  const isAsked = can('activities.write') && askedOf(about) !== undefined
  return <QuickLog about={isAsked ? about : undefined} onClose={() => ask(undefined)} />
}
