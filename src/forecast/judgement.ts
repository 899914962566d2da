/** Somebody whose figure goes into that of the next one above: a person with deals, or a team with people and teams below. */
export interface JudgedNode {
  id: string
  /** Its own deals, minor units. */
  ownMinor: number
  /** What the person of this node says instead of the sum; null: nothing said. */
  submittedMinor: number | null
  /** What somebody above says instead of both; null: nothing said. */
  overrideMinor: number | null
  children: readonly JudgedNode[]
}

export interface Judged {
  /** Own deals and what counts of everybody below. */
  sumMinor: number
  /** What counts of it further up. */
  effectiveMinor: number
}

/**
 * Sum and effective figure of every node, bottom up (FUNNEL-SCIENCE §3.1 B): the sum is that of the children's effective figures
 * and of the own deals; effective is what was said, by whom stands higher first, else the sum. What a child said is never changed
 * by what is said above it. Minor units.
 */
export function judge(root: JudgedNode, into = new Map<string, Judged>()): Map<string, Judged> {
  let sumMinor = root.ownMinor
  for (const child of root.children) {
    judge(child, into)
    sumMinor += into.get(child.id)!.effectiveMinor
  }
  into.set(root.id, { sumMinor, effectiveMinor: root.overrideMinor ?? root.submittedMinor ?? sumMinor })
  return into
}
