// the library's table, not its functions: those call every unknown year's weekdays worked, and west of Greenwich they are a day late
import arrangement from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { Locale } from '../platform/words.ts'
import type { DayKind } from './working-days.ts'

export interface PublishedDay {
  day: string
  kind: DayKind
  name: string
}

/** Time zones of mainland China: whoever works there keeps its holidays. */
const mainland = new Set([
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Chongqing',
  'Asia/Chungking',
  'Asia/Harbin',
  'Asia/Kashgar',
  'PRC',
])
export const keepsChineseHolidays = (timeZone: string): boolean => mainland.has(timeZone)

/** What the published days are called. A test holds the table to the library. */
const names: Record<string, Record<Locale, string>> = {
  "New Year's Day": { 'zh-CN': '元旦', 'zh-TW': '元旦', en: 'New Year’s Day' },
  'Spring Festival': { 'zh-CN': '春节', 'zh-TW': '春節', en: 'Spring Festival' },
  'Tomb-sweeping Day': { 'zh-CN': '清明节', 'zh-TW': '清明節', en: 'Tomb-Sweeping Day' },
  'Labour Day': { 'zh-CN': '劳动节', 'zh-TW': '勞動節', en: 'Labour Day' },
  'Dragon Boat Festival': { 'zh-CN': '端午节', 'zh-TW': '端午節', en: 'Dragon Boat Festival' },
  'Mid-autumn Festival': { 'zh-CN': '中秋节', 'zh-TW': '中秋節', en: 'Mid-Autumn Festival' },
  'National Day': { 'zh-CN': '国庆节', 'zh-TW': '國慶節', en: 'National Day' },
  'Anti-Fascist 70th Day': { 'zh-CN': '抗战胜利 70 周年', 'zh-TW': '抗戰勝利 70 週年', en: 'Victory Day, 70 years' },
}

interface Arrangement {
  holidays: Record<string, string>
  workdays: Record<string, string>
}
const { holidays, workdays }: Arrangement = arrangement

/** What a published day is called; undefined for a day that was not published, and for a name that the table lacks. */
export const publishedName = (day: string, locale: Locale): string | undefined =>
  names[keyOf(holidays[day] ?? workdays[day] ?? '')]?.[locale]

/** The library calls days "English,中文,days of leave". */
const keyOf = (called: string): string => called.split(',')[0] ?? ''

/**
 * Every public holiday and make-up working weekend (调休) of mainland China that has been published, in order, from 2004 on.
 * A year without an arrangement yet has no days here.
 */
export function publishedDays(locale: Locale): PublishedDay[] {
  const named = (days: Record<string, string>, kind: DayKind): PublishedDay[] =>
    Object.entries(days).map(([day, called]) => ({ day, kind, name: publishedName(day, locale) ?? called.split(',')[1] ?? '' }))
  return [...named(holidays, 'holiday'), ...named(workdays, 'workday')].sort((a, b) => (a.day < b.day ? -1 : 1))
}
