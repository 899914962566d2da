import { rhythmBounds, type RhythmBounds } from '../activities/contact-rhythm.ts'
import { grades, type Grade } from '../customers/quality-matrix.ts'

export type KeptGrade = Exclude<Grade, null>

/** How customers of a grade are kept: bounds of their rhythm in working days, and the minutes of a contact. */
export interface GradeUpkeep {
  shortest: number
  longest: number
  minutes: number
}

export interface UpkeepSetting {
  /** Contacts with old customers that a person has time for in a working day. */
  contactsADay: number
  /** Minutes of a working day kept for them. */
  minutesADay: number
  byGrade: Record<KeptGrade, GradeUpkeep>
}

const minutes: Record<KeptGrade, number> = { 1: 30, 2: 20, 3: 15, 4: 20, 5: 10 }

/** FUNNEL-SCIENCE §7; the minutes are our own guess, and a quarter of the day is kept for old customers. */
export const defaultUpkeep: UpkeepSetting = {
  contactsADay: 10,
  minutesADay: 120,
  byGrade: Object.fromEntries(
    grades.map((grade) => [
      grade,
      { shortest: rhythmBounds[grade][0], longest: rhythmBounds[grade][1], minutes: minutes[grade] },
    ]),
  ) as Record<KeptGrade, GradeUpkeep>,
}

/** Whether a setting says what holds without one. */
export const isDefaultUpkeep = ({ contactsADay, minutesADay, byGrade }: UpkeepSetting): boolean =>
  contactsADay === defaultUpkeep.contactsADay &&
  minutesADay === defaultUpkeep.minutesADay &&
  grades.every((grade) =>
    (['shortest', 'longest', 'minutes'] as const).every((key) => byGrade[grade][key] === defaultUpkeep.byGrade[grade][key]),
  )

export const boundsOf = ({ byGrade }: UpkeepSetting): RhythmBounds =>
  Object.fromEntries(grades.map((grade) => [grade, [byGrade[grade].shortest, byGrade[grade].longest]])) as unknown as RhythmBounds

/** The first thing that makes no sense: bounds that run back, or a contact longer than the day's minutes. */
export function flawOf(
  setting: UpkeepSetting,
): { code: 'upkeep-bounds-run-back' | 'upkeep-contact-too-long'; grade: number } | null {
  for (const grade of grades) {
    const { shortest, longest, minutes: each } = setting.byGrade[grade]
    if (shortest > longest) return { code: 'upkeep-bounds-run-back', grade }
    if (each > setting.minutesADay) return { code: 'upkeep-contact-too-long', grade }
  }
  return null
}
