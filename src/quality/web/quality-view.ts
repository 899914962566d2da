import type { ReplyOf } from '../../ui/api.ts'
import { asked, type ViewOf } from '../../ui/url.ts'
import type { listStandings, readMatrix } from '../contract.ts'

export type MatrixReply = ReplyOf<typeof readMatrix>
export type StandingRow = ReplyOf<typeof listStandings>['items'][number]
export type Cell = MatrixReply['cells'][number]

/** Customers that can be called up beside the matrix. */
export const attention = ['development', 'level-due', 'neglected', 'moved'] as const
export const sorts = ['strength', 'open', 'silent'] as const

export const viewAsked = {
  team: asked.text,
  owner: asked.text,
  since: asked.day,
  /** The end of a past day at which it is looked at; its lists are those of today and stay away. */
  asOf: asked.day,
  /** What is listed beside the matrix: a cell (level.relationship), a list, or the overrides. */
  list: asked.text,
  sort: asked.oneOf(sorts),
}
export type QualityView = ViewOf<typeof viewAsked>

/** The scope alone, as the endpoints ask for it. */
export const scopeOf = ({ team, owner }: QualityView) => ({ ...(team ? { team } : {}), ...(owner ? { owner } : {}) })

export const keyOfCell = (level: string, relationship: string): string => `${level}.${relationship}`
