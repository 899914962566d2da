import type { ReplyOf } from '../../ui/api.ts'
import type { readAccountTeam } from '../contract.ts'

export type Team = ReplyOf<typeof readAccountTeam>
export type Place = Team['items'][number]

/** What somebody is owed or sees changes with the team. */
export const touched = ['customers', 'operating-mechanism']
