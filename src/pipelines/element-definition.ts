import type { Named } from './stage.ts'

/**
 * An answer that an element can have besides the four states, with the value x that it lends the element
 * (FUNNEL-SCIENCE §2: −1 known and against us … 1 confirmed and in our favour). Custom elements have them.
 */
export interface ElementAnswer {
  key: string
  name: Named
  value: number
}

/** Something that must be known to win (商机要素), as configured for a pipeline. */
export interface ElementDefinition {
  key: string
  name: Named
  /** The question a rep asks to find out. */
  question: Named
  /** Stage by whose end it should be known; null: by no stage in particular. */
  dueStage: string | null
  /** Weight by stage key, any non-negative numbers; only their proportion counts for completeness, w/100·γ for the odds. */
  weights: Readonly<Record<string, number>>
  /** Days after which what is known has gone stale; null: never. */
  staleDays: number | null
  answers?: readonly ElementAnswer[] | undefined
}
