import { readWorkCalendar } from '../../people/queries.ts'
import type { WorkCalendar } from '../../people/working-days.ts'
import type { Tx } from '../../platform/database/connect.ts'
import { addDays } from '../../platform/time.ts'
import { countWorkDays, type WorkDays } from '../work-days.ts'

/** Silences longer than this count as this long; the longest rhythm is some 130 working days. */
const backDays = 5 * 366
const aheadDays = 2 * 366

/** The working days around a day, by the organisation's calendar. */
export async function readWorkDays(tx: Tx, orgId: string, today: string): Promise<{ calendar: WorkCalendar; days: WorkDays }> {
  const first = addDays(today, -backDays)
  const calendar = await readWorkCalendar(tx, orgId, first)
  return { calendar, days: countWorkDays(first, addDays(today, aheadDays), calendar) }
}
