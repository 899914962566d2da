import type { ReactNode } from 'react'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import { useWords } from '../../ui/use-words.ts'
import type { CampaignState as State } from '../member-state.ts'
import { words } from './words.ts'

const tones: Record<State, Tone> = { planned: 'plain', running: 'primary', stopped: 'quiet' }

export function CampaignState({ state }: { state: State }): ReactNode {
  const t = useWords(words)
  return <StatusChip tone={tones[state]}>{t(`state.${state}`)}</StatusChip>
}
