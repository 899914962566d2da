import { addDays } from '../../ui/format.ts'
import { asked, type ViewOf } from '../../ui/url.ts'
import { bases, type DealList, dealLists, type FunnelQuery, groupings } from '../contract.ts'
import { countings } from '../standing.ts'

/** What the address of the funnel page says. `last` is the last day shown; the server is asked for [from, last + 1). */
export const viewAsked = {
  pipeline: asked.text,
  basis: asked.oneOf(bases),
  counting: asked.oneOf(countings),
  from: asked.day,
  last: asked.day,
  asOf: asked.day,
  owner: asked.list,
  team: asked.text,
  source: asked.list,
  product: asked.list,
  region: asked.list,
  groupBy: asked.oneOf(groupings),
  measure: asked.oneOf(['count', 'amount']),
  list: asked.oneOf(dealLists),
  stage: asked.text,
  group: asked.text,
}
export type View = ViewOf<typeof viewAsked>

export type Asked = Omit<FunnelQuery, 'owner' | 'source' | 'product' | 'region'> & {
  owner?: string[] | undefined
  source?: string[] | undefined
  product?: string[] | undefined
  region?: string[] | undefined
}

/** What to ask the server. Period and snapshot need a span: without one it is this quarter. */
export function askedOf(view: View, today: string): Asked {
  const basis = view.basis ?? 'cohort'
  const bounded = basis !== 'cohort'
  const quarter = rangeOf('thisQuarter', today)
  const from = view.from ?? (bounded ? quarter.from : undefined)
  const last = view.last ?? (bounded ? (view.from === undefined ? quarter.last : today) : undefined)
  return {
    pipeline: view.pipeline,
    basis,
    counting: view.counting ?? 'implied',
    from,
    to: last && addDays(last, 1),
    asOf: basis === 'cohort' ? view.asOf : undefined,
    owner: view.owner,
    team: view.team,
    source: view.source,
    product: view.product,
    region: view.region,
    groupBy: view.groupBy,
  }
}

export const ranges = [
  'all',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
  'last90',
  'last365',
] as const
export type Range = (typeof ranges)[number]

const monthStart = (day: string, months: number): string => {
  const [year, month] = day.split('-').map(Number)
  return new Date(Date.UTC(year!, month! - 1 + months, 1)).toISOString().slice(0, 10)
}

/** First and last day of a usual stretch of time; open ended for `all`. */
export function rangeOf(range: Range, today: string): { from: string | undefined; last: string | undefined } {
  const intoQuarter = -((Number(today.slice(5, 7)) - 1) % 3)
  const intoYear = 1 - Number(today.slice(5, 7))
  const months = (start: number, length: number) => ({
    from: monthStart(today, start),
    last: addDays(monthStart(today, start + length), -1),
  })
  switch (range) {
    case 'all':
      return { from: undefined, last: undefined }
    case 'thisMonth':
      return months(0, 1)
    case 'lastMonth':
      return months(-1, 1)
    case 'thisQuarter':
      return months(intoQuarter, 3)
    case 'lastQuarter':
      return months(intoQuarter - 3, 3)
    case 'thisYear':
      return months(intoYear, 12)
    case 'lastYear':
      return months(intoYear - 12, 12)
    case 'last90':
      return { from: addDays(today, -89), last: today }
    case 'last365':
      return { from: addDays(today, -364), last: today }
  }
}

/** The usual stretch that these days are, or none. */
export const rangeNamed = (from: string | undefined, last: string | undefined, today: string): Range | undefined =>
  ranges.find((range) => {
    const known = rangeOf(range, today)
    return known.from === from && known.last === last
  })

export type { DealList }
