// the library's table, not its functions: those call every unknown year's weekdays worked, and west of Greenwich they are a day late
import arrangement from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { Locale } from '../platform/words.ts'
import type { DayKind } from './working-days.ts'

export interface PublishedDay {
  day: string
  kind: DayKind
  name: string
}

type Convert = (text: string) => string
const asItIs: Convert = (text) => text
/** Read when the first company of such words is made: a dictionary of a megabyte is no part of every start. */
const toTaiwan = async (): Promise<Convert> => (await import('opencc-js/cn2t')).Converter({ from: 'cn', to: 'tw' })

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
export async function publishedDays(locale: Locale): Promise<PublishedDay[]> {
  const { holidays, workdays }: Arrangement = arrangement
  const nameOf = await namesIn(locale)
  const named = (days: Record<string, string>, kind: DayKind): PublishedDay[] =>
    Object.entries(days).map(([day, names]) => ({ day, kind, name: nameOf(names) }))
  return [...named(holidays, 'holiday'), ...named(workdays, 'workday')].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** Days are called "English,中文,days of leave". */
async function namesIn(locale: Locale): Promise<Convert> {
  if (locale === 'en') return (names) => names.split(',')[0] ?? ''
  const convert = locale === 'zh-TW' ? await toTaiwan() : asItIs
  return (names) => convert(names.split(',')[1] ?? '')
}
