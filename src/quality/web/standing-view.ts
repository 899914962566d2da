import type { ReplyOf } from '../../ui/api.ts'
import type { readStanding } from '../contract.ts'

export type Standing = ReplyOf<typeof readStanding>
