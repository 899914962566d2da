import type { OpportunityRow } from './rows.ts'

const ofPlace = ['pipeline_id', 'pipeline_version', 'stage_id', 'customer_id', 'stage_since', 'entered_at'] as const

/** What the question for a gate's evidence depends on. */
export type Place = Pick<OpportunityRow, 'org_id' | 'id' | (typeof ofPlace)[number]>

const places = new Map<string, Place>()
const mostPlaces = 5000

const nameOf = ({ org_id, id }: Pick<Place, 'org_id' | 'id'>): string => `${org_id}/${id}`

/** Notes where a deal was seen. Who moves a deal has mostly looked at it before, and what its gate will ask is then asked at once. */
export function notePlace(row: Place): void {
  const name = nameOf(row)
  places.delete(name)
  if (places.size >= mostPlaces) places.delete(places.keys().next().value!)
  const { org_id, id, pipeline_id, pipeline_version, stage_id, customer_id, stage_since, entered_at } = row
  places.set(name, { org_id, id, pipeline_id, pipeline_version, stage_id, customer_id, stage_since, entered_at })
}

/** Where this process saw the deal last; it may have gone on since. */
export const lastPlace = (orgId: string, id: string): Place | undefined => places.get(nameOf({ org_id: orgId, id }))

/** Whether a deal still stands where it was seen. */
export const isStillAt = (seen: Place, row: Place): boolean =>
  ofPlace.every((column) => (seen[column]?.valueOf() ?? null) === (row[column]?.valueOf() ?? null))
