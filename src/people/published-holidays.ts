import { getDayDetail } from 'chinese-days'
import * as OpenCC from 'opencc-js'
import type { Locale } from '../platform/words.ts'
import type { DayKind } from './working-days.ts'

export interface PublishedDay {
  day: string
  kind: DayKind
  name: string
}

/** The first year for which the State Council's arrangement is at hand. */
const firstYear = 2004
const toTaiwan = OpenCC.Converter({ from: 'cn', to: 'tw' })

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

let read: { day: string; kind: DayKind; english: string; chinese: string }[] | undefined

/**
 * Every public holiday and make-up working weekend (调休) of mainland China that has been published, by year.
 * A year without an arrangement yet has no days here: the library behind this would call all of its weekdays worked.
 */
export function publishedDays(locale: Locale): PublishedDay[] {
  read ??= readAll()
  return read.map(({ day, kind, english, chinese }) => ({
    day,
    kind,
    name: locale === 'en' ? english : locale === 'zh-TW' ? toTaiwan(chinese) : chinese,
  }))
}

function readAll(): NonNullable<typeof read> {
  const days: NonNullable<typeof read> = []
  for (let year = firstYear; ; year++) {
    const before = days.length
    // a moment at noon: the library thinks in the time zone of the machine
    for (
      let date = new Date(year, 0, 1, 12);
      date.getFullYear() === year;
      date = new Date(year, date.getMonth(), date.getDate() + 1, 12)
    ) {
      const { date: day, work, name } = getDayDetail(date)
      // days of an arrangement are called "English,中文,days"; all others by their weekday
      const [english, chinese] = name.split(',')
      if (english && chinese) days.push({ day, kind: work ? 'workday' : 'holiday', english, chinese })
    }
    if (days.length === before) return days
  }
}
