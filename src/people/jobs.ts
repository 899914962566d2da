import type { Work } from '../platform/jobs.ts'
import { seedCalendar } from './commands/calendar.ts'

/** Enters holidays that were published since the organisation was founded, or since it was brought up to this version. */
export const enterPublishedHolidays: Work = async (tx, job) => void (await seedCalendar(tx, job.orgId))
