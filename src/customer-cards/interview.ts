/** What is asked in a conversation about buying, in the order in which it is read. */
export const interviewFields = ['motives', 'appreciates', 'doubts', 'experience', 'productInUse', 'competitor'] as const
export type InterviewField = (typeof interviewFields)[number]
export type Interview = Record<InterviewField, string | null>

/** Blank is nothing heard; an interview in which nothing was heard is none. */
export function interviewFrom(given: Interview): Interview | null {
  const heard = Object.fromEntries(interviewFields.map((field) => [field, given[field]?.trim() || null])) as Interview
  return interviewFields.some((field) => heard[field] !== null) ? heard : null
}

/** What is known now: of each field whatever was said last, since a later conversation need not come back to everything. */
export function latestOf<T extends Interview>(
  newestFirst: readonly T[],
): Partial<Record<InterviewField, { text: string; from: T }>> {
  return Object.fromEntries(
    interviewFields.flatMap((field) => {
      const from = newestFirst.find((one) => one[field] !== null)
      return from ? [[field, { text: from[field]!, from }]] : []
    }),
  )
}

export const behaviours = ['prompt', 'mostly', 'late', 'defaulted'] as const
export type Behaviour = (typeof behaviours)[number]
