import { IconBan, IconClockPause, IconFlag, IconThumbDown, type Icon } from '@tabler/icons-react'
import type { Tone } from '../../ui/StatusChip.tsx'
import type { ClosingOutcome } from '../stage-gate.ts'
import type { Status } from './opportunities-view.ts'

export const closingOutcomes: readonly ClosingOutcome[] = ['won', 'lost', 'terminated', 'on-hold']

export const outcomeIcons: Record<ClosingOutcome, Icon> = {
  won: IconFlag,
  lost: IconThumbDown,
  terminated: IconBan,
  'on-hold': IconClockPause,
}

export const toneOf: Record<Status, Tone> = {
  open: 'primary',
  won: 'done',
  lost: 'quiet',
  terminated: 'quiet',
  'on-hold': 'risk1',
  transferred: 'quiet',
}
