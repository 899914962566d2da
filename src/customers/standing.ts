import type { Level } from './customer.ts'
import { proposeLevel, type LevelFacts, type LevelRule, type TargetProfile } from './level.ts'
import { gradeOf, levelIsDue, type Grade, type Matrix, type Relationship } from './quality-matrix.ts'
import { judgeRelationship, type Ties } from './relationship.ts'

/** What was judged of a customer last. */
export interface Standing {
  level: Level
  /** What the target profile proposed; null without a profile. */
  proposed: Level | null
  rule: LevelRule | null
  fit: number | null
  known: number | null
  /** By the rule, with its slow lowering. */
  kept: Relationship
  belowSince: string | null
  /** The one that holds. */
  relationship: Relationship
  grade: Grade
  /** Since when it is well known while its level is potential. */
  knownWellSince: string | null
}

/** What a customer is judged by on a day. */
export interface Judging {
  facts: LevelFacts
  ties: Ties
  /** What the record says its level is: by the last judging, or stated by somebody since. */
  stated: Level
  /** Set by a person with a reason, still holding. */
  overrides: { level: Level | null; relationship: Relationship | null }
}

export interface HouseRules {
  /** Null while the organisation has none: then people state levels. */
  profile: TargetProfile | null
  /** Levels that people stated before there was a profile hold on as overrides. */
  keepsStated: boolean
  matrix: Matrix
}

/**
 * Where a customer stands today. A level that somebody stated in a form or a file since the last judging comes back as `newlyStated`:
 * it holds like an override and is to be kept as one.
 */
export function judgeStanding(
  { facts, ties, stated, overrides }: Judging,
  before: Standing | null,
  { profile, keepsStated, matrix }: HouseRules,
  today: string,
): { standing: Standing; newlyStated: Level | null } {
  const proposal = profile ? proposeLevel(profile, facts) : null
  const newlyStated = proposal && isNewlyStated(stated, before, keepsStated) && stated !== proposal.level ? stated : null
  const level = newlyStated ?? overrides.level ?? proposal?.level ?? stated
  const kept = judgeRelationship(ties, before && { relationship: before.kept, belowSince: before.belowSince }, today)
  const relationship = overrides.relationship ?? kept.relationship
  return {
    newlyStated,
    standing: {
      level,
      proposed: proposal?.level ?? null,
      rule: proposal?.rule ?? null,
      fit: proposal?.fit ?? null,
      known: proposal?.known ?? null,
      kept: kept.relationship,
      belowSince: kept.belowSince,
      relationship,
      grade: gradeOf(matrix, level, relationship),
      knownWellSince: levelIsDue(level, relationship) ? (before?.knownWellSince ?? today) : null,
    },
  }
}

/** Somebody said so since; of a record never judged, anything but the level every record begins with. */
function isNewlyStated(stated: Level, before: Standing | null, keepsStated: boolean): boolean {
  if (!before) return stated !== 'potential'
  if (before.proposed === null) return keepsStated && stated !== 'potential'
  return stated !== before.level
}

/** Whether two judgings differ in what is kept of them. */
export const differs = (before: Standing | null, after: Standing): boolean =>
  before === null ||
  (Object.keys(after) as (keyof Standing)[]).some((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))

/** Whether they differ in what a person would call where a customer stands. */
export const hasMoved = (before: Standing, after: Standing): boolean =>
  before.level !== after.level || before.relationship !== after.relationship || before.grade !== after.grade
