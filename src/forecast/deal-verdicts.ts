/** What lists of deals there are. */
export const dealLists = ['will-win', 'will-lose', 'close-dates', 'slow'] as const
export type DealList = (typeof dealLists)[number]

/** What becomes of a deal within 30 days. */
export const outlooks = ['will-win', 'will-lose', 'undecided'] as const
export type Outlook = (typeof outlooks)[number]

/** What is to be thought of the day on which a deal is said to be signed. */
export const closeVerdicts = ['plausible', 'overdue', 'undated', 'earlier-than-ever', 'early', 'far-away', 'unknown'] as const
export type CloseVerdict = (typeof closeVerdicts)[number]

/** A deal's time in its stage against those that were won. */
export const paceVerdicts = ['faster', 'usual', 'slow', 'slower-than-nearly-all', 'unknown'] as const
export type PaceVerdict = (typeof paceVerdicts)[number]
