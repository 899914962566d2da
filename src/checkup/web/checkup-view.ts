import { addDays } from '../../ui/format.ts'
import { asked, type ViewOf } from '../../ui/url.ts'
import { headcountBands } from '../../customers/customer.ts'
import { countings } from '../../funnel/standing.ts'
import { type CheckupQuery, type Dimension, dimensions, type Lacking, lackings, outcomes } from '../contract.ts'

export const faces = ['overview', 'compare', 'time', 'losses', 'habits', 'quality'] as const
export type Face = (typeof faces)[number]
export const measures = ['count', 'money', 'price'] as const
export type Measure = (typeof measures)[number]

/** What narrows the deals; the same names as on the funnel page, so that filters go along from one to the other. */
export const filtersAsked = {
  pipeline: asked.text,
  counting: asked.oneOf(countings),
  from: asked.day,
  last: asked.day,
  /** All that ever was, instead of the last 365 days. */
  span: asked.oneOf(['all']),
  owner: asked.list,
  team: asked.text,
  source: asked.list,
  product: asked.list,
  region: asked.list,
  band: asked.list,
  cohort: asked.oneOf(['matured', 'all']),
  against: asked.oneOf(['auto', 'typed', 'history', 'others']),
}
export type Filters = ViewOf<typeof filtersAsked>

/** What the address of the check-up page says. `why` is the stage whose drawer is open, `outcome` the list of deals. */
export const checkupAsked = {
  ...filtersAsked,
  face: asked.oneOf(faces),
  measure: asked.oneOf(measures),
  by: asked.oneOf(dimensions),
  why: asked.text,
  outcome: asked.oneOf(outcomes),
  stage: asked.text,
  trait: asked.text,
  reason: asked.text,
  competitor: asked.text,
  lacking: asked.oneOf(lackings),
  /** A group of the comparison whose deals are open. */
  group: asked.text,
}
export type CheckupView = ViewOf<typeof checkupAsked>

/** The lists are texts of the address here; the server parses them. */
export type Asked = Omit<Partial<CheckupQuery>, 'owner' | 'source' | 'product' | 'region' | 'band'> & {
  owner?: string[] | undefined
  source?: string[] | undefined
  product?: string[] | undefined
  region?: string[] | undefined
  band?: (typeof headcountBands)[number][] | undefined
}

/** The days looked at: those in the address, else the last 365, so that there are 12 months before to hold them against. */
export const spanOf = ({ from, last, span }: Filters, today: string): Pick<Filters, 'from' | 'last'> =>
  span === 'all' || from !== undefined || last !== undefined ? { from, last } : { from: addDays(today, -364), last: today }

/** What a choice of days becomes in the address; no days at all is said in so many words. */
export const spanChosen = ({ from, last }: Pick<Filters, 'from' | 'last'>): Pick<Filters, 'from' | 'last' | 'span'> => ({
  from,
  last,
  span: from === undefined && last === undefined ? 'all' : undefined,
})

/** What to ask the server. `last` is the last day shown; the server is asked for [from, last + 1). */
export const askedOf = (view: Filters, today: string): Asked => {
  const { from, last } = spanOf(view, today)
  return {
    pipeline: view.pipeline,
    counting: view.counting,
    from,
    to: last && addDays(last, 1),
    owner: view.owner,
    team: view.team,
    source: view.source,
    product: view.product,
    region: view.region,
    band: view.band?.filter(isBand),
    cohort: view.cohort,
    against: view.against,
  }
}

const isBand = (text: string): text is (typeof headcountBands)[number] => (headcountBands as readonly string[]).includes(text)

/** Filters that another page of the check-up takes over. */
export const filtersOf = (view: Filters): Filters =>
  Object.fromEntries(Object.keys(filtersAsked).map((key) => [key, view[key as keyof Filters]])) as Filters

/** A list of deals behind a number, as the address keeps it. */
export interface ListOfDeals {
  outcome: NonNullable<CheckupView['outcome']>
  stage?: string | undefined
  trait?: string | undefined
  reason?: string | undefined
  competitor?: string | undefined
  lacking?: Lacking | undefined
  group?: string | undefined
  /** What `group` is one of; owners where nothing is said. */
  by?: Dimension | undefined
}
export type OpenDeals = (list: ListOfDeals) => void

export const noList = {
  outcome: undefined,
  stage: undefined,
  trait: undefined,
  reason: undefined,
  competitor: undefined,
  lacking: undefined,
  group: undefined,
}

/** The open list as a query: a group of the comparison narrows by its own dimension. */
export function listAsked(view: CheckupView, today: string): object | undefined {
  if (view.outcome === undefined) return undefined
  const { outcome, stage, trait, reason, competitor, lacking, group } = view
  const by = view.by ?? 'owner'
  const narrowed = group === undefined ? {} : { [by]: by === 'team' ? group : [group] }
  return { ...askedOf(view, today), ...narrowed, outcome, stage, trait, reason, competitor, lacking }
}
