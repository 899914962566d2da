/** How the flows of a funnel lie in a picture: stages from left to right, what went on straight ahead, what ended turning down. */

export interface FlowOf {
  from: string | null
  to: string | null
  end: string | null
  count: number
  amountMinor: number
}

export interface Ribbon {
  flow: FlowOf
  kind: 'ahead' | 'begin' | 'won' | 'lost' | 'aside' | 'skip' | 'back'
  /** Stage indices; -1 is before the first, the number of stages is after the last. */
  from: number
  to: number
  /** Distance of the ribbon's upper edge from the top of its stage, and its thickness, in pixels. */
  leaves: number
  arrives: number
  thick: number
  /** Of one that turns down: its radius, so that those of a stage turn one inside the other. */
  radius: number
}

export interface Sankey {
  /** Height of each stage in pixels. */
  heights: number[]
  ribbons: Ribbon[]
  /** Deals that came straight into a later stage, per stage. */
  begun: number[]
  tallest: number
}

interface Room {
  tall: number
  /** The thickest ribbon that still turns down between two stages. */
  turn: number
}

const lastIn = ['won', 'lost', 'terminated', 'held', 'transferred']

/** Lays flows out by count or money. A stage is as tall as the larger of what came and what left. Nothing is drawn for nothing. */
export function sankeyOf(
  stages: readonly { key: string }[],
  flows: readonly FlowOf[],
  by: 'count' | 'amountMinor',
  room: Room,
): Sankey {
  const at = new Map(stages.map(({ key }, index) => [key, index]))
  const size = (flow: FlowOf): number => Math.max(0, flow[by])
  const known = flows.filter((flow) => size(flow) > 0)
  const sum = (of: (flow: FlowOf) => boolean): number => known.filter(of).reduce((total, flow) => total + size(flow), 0)
  const ins = stages.map(({ key }, index) => sum((flow) => flow.to === key && !isBack(flow, index, at)))
  const outs = stages.map(({ key }) => sum((flow) => flow.from === key && !isBack(flow, at.get(flow.to ?? '') ?? -1, at)))
  const tallest = Math.max(1e-9, ...ins, ...outs)
  const widestTurn = Math.max(1e-9, ...stages.map(({ key }) => sum((flow) => flow.from === key && turns(flow))))
  const scale = Math.min(room.tall / tallest, room.turn / widestTurn)
  const heights = stages.map((_, index) => Math.max(ins[index]!, outs[index]!) * scale)
  const ribbons: Ribbon[] = []
  const left = stages.map(() => 0)
  const arrived = stages.map(() => 0)
  for (const flow of known.toSorted((a, b) => rank(a, at) - rank(b, at))) {
    const from = flow.from === null ? -1 : at.get(flow.from)!
    const to = flow.to === null ? stages.length : at.get(flow.to)!
    const kind = kindOf(flow, from, to, stages.length)
    const thick = size(flow) * scale
    const sits = kind !== 'skip' && kind !== 'back'
    ribbons.push({ flow, kind, from, to, thick, leaves: left[from] ?? 0, arrives: arrived[to] ?? 0, radius: 0 })
    if (sits && from >= 0) left[from]! += thick
    if (sits && to < stages.length) arrived[to]! += thick
  }
  const begun = stages.map(({ key }, index) => (index === 0 ? 0 : sum((flow) => flow.from === null && flow.to === key)))
  return {
    heights,
    ribbons: ribbons
      .filter(({ kind, to }) => kind !== 'begin' || to === 0)
      .map((one) => ({ ...one, radius: (left[one.from] ?? 0) - one.leaves - one.thick / 2 + 5 })),
    begun,
    tallest: Math.max(0, ...heights),
  }
}

const turns = ({ end }: FlowOf): boolean => end !== null && end !== 'won'

const isBack = (flow: FlowOf, to: number, at: Map<string, number>): boolean =>
  flow.from !== null && flow.to !== null && to >= 0 && to < (at.get(flow.from) ?? -1)

const kindOf = ({ end }: FlowOf, from: number, to: number, count: number): Ribbon['kind'] =>
  end === 'won'
    ? 'won'
    : end === 'lost' || end === 'terminated'
      ? 'lost'
      : end !== null
        ? 'aside'
        : from === -1
          ? 'begin'
          : to < from
            ? 'back'
            : to > from + 1 && to < count
              ? 'skip'
              : 'ahead'

/** Straight ahead leaves on top, ends below it. */
const rank = ({ from, to, end }: FlowOf, at: Map<string, number>): number =>
  (at.get(from ?? '') ?? -1) * 100 + (end === null ? Math.min(40, at.get(to ?? '') ?? 0) : 50 + lastIn.indexOf(end))
