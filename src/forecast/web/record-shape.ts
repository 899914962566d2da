import type { TrackRecordReply } from '../contract.ts'

export type Point = TrackRecordReply['points'][number]
export type Horizon = Point['horizon']
export const horizons = [0.25, 0.5, 0.75] as const satisfies readonly Horizon[]

/** Whether what came lay between P10 and P90; null where no range was told. */
export const isInside = ({ p10Minor, p90Minor, actualMinor }: Point): boolean | null =>
  p10Minor === null || p90Minor === null ? null : actualMinor >= p10Minor && actualMinor <= p90Minor

/** What was told as the one figure: the median, or the total of the method in use where no range was told. */
export const toldOf = (point: Point, method: TrackRecordReply['method']): number | null =>
  point.p50Minor ?? point.forecasts.find(({ key }) => key === method)?.totalMinor ?? null
