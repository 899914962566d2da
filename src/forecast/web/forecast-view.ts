import { asked, type ViewOf } from '../../ui/url.ts'
import { dealLists } from '../deal-verdicts.ts'
import { before, periodOf, periodWith, type Period, type PeriodKind } from '../period.ts'

/** What the address of the forecast says. */
export const viewAsked = {
  pipeline: asked.text,
  period: asked.text,
  team: asked.text,
  owner: asked.text,
  asOf: asked.day,
  list: asked.oneOf(dealLists),
}
export type View = ViewOf<typeof viewAsked>

/** The period that the address asks for; the quarter of today where it names none. */
export const periodAsked = ({ period }: View, today: string): Period =>
  (period !== undefined ? periodOf(period) : null) ?? periodWith('quarter', today)

/** The period of another length around the middle of this one; around today where today lies in it. */
export const inKind = (period: Period, kind: PeriodKind, today: string): Period =>
  periodWith(kind, today >= period.from && today < period.to ? today : period.from)

export const next = (period: Period): Period => before(period, -1)

/** What is asked of the server; absent values are left out. */
export const scopeOf = ({ pipeline, team, owner }: View): { pipeline?: string; team?: string; owner?: string } => ({
  ...(pipeline !== undefined && { pipeline }),
  ...(team !== undefined && { team }),
  ...(owner !== undefined && { owner }),
})
