import type { ReactNode } from 'react'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { State } from '../expectation.ts'
import { words } from './words.ts'

const tones = { 'contract-due': 'risk1', overdue: 'risk2', fading: 'risk1', steady: 'done', once: 'plain' } as const

/** Where a customer stands with buying again; pointed at, it says by what. */
export function StateChip({ state }: { state: State }): ReactNode {
  const t = useWords(words)
  return (
    <span title={t(`stateHint.${state}`)}>
      <StatusChip tone={tones[state]}>{t(`state.${state}`)}</StatusChip>
    </span>
  )
}
