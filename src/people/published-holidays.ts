// the library's table, not its functions: those call every unknown year's weekdays worked, and west of Greenwich they are a day late
import arrangement from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import * as OpenCC from 'opencc-js'
import type { Locale } from '../platform/words.ts'
import type { DayKind } from './working-days.ts'

export interface PublishedDay {
  day: string
  kind: DayKind
  name: string
}

/** Made when the first company of such words is: its dictionary takes a while to read. */
let converter: ((text: string) => string) | undefined
const toTaiwan = (text: string): string => (converter ??= OpenCC.Converter({ from: 'cn', to: 'tw' }))(text)

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

interface Arrangement {
  holidays: Record<string, string>
  workdays: Record<string, string>
}

/**
 * Every public holiday and make-up working weekend (调休) of mainland China that has been published, in order, from 2004 on.
 * A year without an arrangement yet has no days here.
 */
export function publishedDays(locale: Locale): PublishedDay[] {
  const { holidays, workdays }: Arrangement = arrangement
  return [...named(holidays, 'holiday', locale), ...named(workdays, 'workday', locale)].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** Days are called "English,中文,days of leave". */
const named = (days: Record<string, string>, kind: DayKind, locale: Locale): PublishedDay[] =>
  Object.entries(days).map(([day, names]) => {
    const [english = '', chinese = ''] = names.split(',')
    return { day, kind, name: locale === 'en' ? english : locale === 'zh-TW' ? toTaiwan(chinese) : chinese }
  })
