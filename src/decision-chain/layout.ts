/** A person's card on the picture, in pixels. */
export const card = { width: 184, height: 104 }
const gap = { x: 28, y: 56 }
/** Nothing is drawn nearer to the edge, nor farther from it. */
export const edge = 24
export const farthest = 8000
const perRow = 4

export interface Place {
  x: number
  y: number
}
interface Placeable {
  id: string
  reportsToId: string | null
  x: number | null
  y: number | null
}

/**
 * Where everybody stands: where somebody put them, else below whom they report to, trees side by side, and those without any line in
 * rows underneath. A place that is taken is left free downwards. Lines that run in a circle are cut where they close.
 */
export function placed(people: readonly Placeable[]): Map<string, Place> {
  const places = new Map<string, Place>()
  for (const { id, x, y } of people) if (x !== null && y !== null) places.set(id, within({ x, y }))
  const known = new Set(people.map(({ id }) => id))
  const below = new Map<string, string[]>()
  for (const { id, reportsToId } of people)
    if (reportsToId !== null && known.has(reportsToId)) below.set(reportsToId, [...(below.get(reportsToId) ?? []), id])
  const seen = new Set<string>()
  const put = (id: string, place: Place): void => {
    if (!places.has(id)) places.set(id, free(place, places))
  }
  /** Lays a tree out from a left edge; returns the right one. */
  const tree = (id: string, left: number, depth: number): number => {
    seen.add(id)
    let right = left
    for (const child of below.get(id) ?? []) if (!seen.has(child)) right = tree(child, right, depth + 1)
    right = Math.max(right, left + card.width + gap.x)
    put(id, { x: Math.round((left + right - gap.x - card.width) / 2), y: edge + depth * (card.height + gap.y) })
    return right
  }
  let left = edge
  const loose: string[] = []
  const isRoot = ({ reportsToId }: Placeable): boolean => reportsToId === null || !known.has(reportsToId)
  for (const person of people.filter(isRoot)) {
    if (below.has(person.id)) left = tree(person.id, left, 0)
    else loose.push(person.id)
  }
  for (const { id } of people) if (!seen.has(id) && !loose.includes(id)) left = tree(id, left, 0)
  const lowest = Math.max(edge - gap.y, ...[...places.values()].map(({ y }) => y + card.height))
  loose
    .filter((id) => !places.has(id))
    .forEach((id, index) =>
      put(id, {
        x: edge + (index % perRow) * (card.width + gap.x),
        y: lowest + gap.y + Math.floor(index / perRow) * (card.height + gap.x),
      }),
    )
  return places
}

/** A place inside the picture, on whole pixels. */
export const within = ({ x, y }: Place): Place => ({
  x: Math.round(Math.min(Math.max(x, edge), farthest)),
  y: Math.round(Math.min(Math.max(y, edge), farthest)),
})

function free({ x, y }: Place, places: ReadonlyMap<string, Place>): Place {
  const others = [...places.values()]
  let place = { x, y }
  while (others.some((other) => Math.abs(other.x - place.x) < card.width && Math.abs(other.y - place.y) < card.height))
    place = { x, y: place.y + card.height + gap.y }
  return place
}

/** How large the picture is. */
export const sizeOf = (places: ReadonlyMap<string, Place>): { width: number; height: number } => ({
  width: Math.max(card.width, ...[...places.values()].map(({ x }) => x + card.width)) + edge,
  height: Math.max(card.height, ...[...places.values()].map(({ y }) => y + card.height)) + edge,
})

/** A line from somebody's card up to the card of whom they report to: from the sides that face each other. */
export function lineBetween(from: Place, to: Place): string {
  const [x1, x2] = [from.x + card.width / 2, to.x + card.width / 2]
  if (to.y + card.height + 16 <= from.y) {
    const middle = Math.round((from.y + to.y + card.height) / 2)
    return `M${x1} ${from.y}V${middle}H${x2}V${to.y + card.height}`
  }
  if (to.y >= from.y + card.height + 16) {
    const middle = Math.round((from.y + card.height + to.y) / 2)
    return `M${x1} ${from.y + card.height}V${middle}H${x2}V${to.y}`
  }
  const [y1, y2] = [from.y + card.height / 2, to.y + card.height / 2]
  const isRight = to.x > from.x
  const [start, end] = isRight ? [from.x + card.width, to.x] : [from.x, to.x + card.width]
  const middle = Math.round((start + end) / 2)
  return `M${start} ${y1}H${middle}V${y2}H${end}`
}

/** The nearest of the others that lies in the direction of an arrow key; undefined at the edge. */
export function neighbourOf(id: string, key: string, places: ReadonlyMap<string, Place>): string | undefined {
  const at = places.get(id)
  const step = arrows[key]
  if (!at || !step) return undefined
  const ahead = [...places].flatMap(([other, place]) => {
    const along = (place.x - at.x) * step.x + (place.y - at.y) * step.y
    const aside = Math.abs((place.x - at.x) * step.y) + Math.abs((place.y - at.y) * step.x)
    return other !== id && along > 0 ? [{ other, far: along + 2 * aside }] : []
  })
  return ahead.toSorted((a, b) => a.far - b.far)[0]?.other
}

/** Directions of the arrow keys. */
export const arrows: Record<string, Place | undefined> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
