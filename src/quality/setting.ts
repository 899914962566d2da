import { defaultMatrix, type Matrix } from '../customers/quality-matrix.ts'
import type { HouseRules } from '../customers/standing.ts'
import type { TargetProfile } from '../customers/level.ts'

/** The target profile as it is stored: with what becomes of levels that people stated before. */
export interface StoredProfile extends TargetProfile {
  keepsStated: boolean
}

/** What an organisation judges by: its own words over the defaults. */
export const rulesFrom = (stored: { profile: StoredProfile | null; matrix: Matrix | null } | null): HouseRules => ({
  profile: stored?.profile ?? null,
  keepsStated: stored?.profile?.keepsStated ?? true,
  matrix: stored?.matrix ?? defaultMatrix,
})

/** The kind of job that keeps standings up to date; with `all` in its payload every customer is judged, as after a change of the profile. */
export const keepUpKind = 'quality.keep-up'
