import type { ReactNode } from 'react'
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx'
import type { judgements } from '../contract.ts'

type Judgement = (typeof judgements)[number]

const tones: Record<Judgement, Tone> = {
  'too-few': 'quiet',
  'could-be-chance': 'plain',
  'significantly-low': 'risk2',
  'significantly-high': 'primary',
  'no-benchmark': 'quiet',
}

/** 样本不足 / 可能是偶然 / 显著偏低: the label as the server says it, in the family of its weight. */
export const JudgementChip = ({ judgement, label }: { judgement: Judgement; label: string }): ReactNode => (
  <StatusChip tone={tones[judgement]}>{label}</StatusChip>
)

export const isCertain = (judgement: Judgement): boolean =>
  judgement === 'significantly-low' || judgement === 'significantly-high'
