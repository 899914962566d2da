import { IconBan, IconClockPause, IconFlag, IconThumbDown, type Icon } from '@tabler/icons-react'
import type { ClosingOutcome } from '../stage-gate.ts'

export const closingOutcomes: readonly ClosingOutcome[] = ['won', 'lost', 'terminated', 'on-hold']

export const outcomeIcons: Record<ClosingOutcome, Icon> = {
  won: IconFlag,
  lost: IconThumbDown,
  terminated: IconBan,
  'on-hold': IconClockPause,
}
