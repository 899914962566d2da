import type { Locale } from '../platform/words.ts'

/** New business, a repeat purchase, or somebody's recommendation (DOMAIN §5). */
export const sourceKinds = ['new', 'repeat', 'referral'] as const
export type SourceKind = (typeof sourceKinds)[number]
export type Names = Record<Locale, string>

/** The names in all three languages from those given: a language left out takes the first that is there. Null when none is. */
export function completeNames(given: Partial<Record<Locale, string | undefined>>): Names | null {
  const first = given['zh-CN'] ?? given['zh-TW'] ?? given.en
  if (first === undefined) return null
  return { 'zh-CN': given['zh-CN'] ?? first, 'zh-TW': given['zh-TW'] ?? given['zh-CN'] ?? first, en: given.en ?? first }
}

/** What an organisation starts with; every one can be renamed, archived and added to. */
export const defaultSources: readonly { key: string; kind: SourceKind; name: Names }[] = [
  { key: 'exhibition', kind: 'new', name: { 'zh-CN': '展会', 'zh-TW': '展覽', en: 'Trade fair' } },
  { key: 'website', kind: 'new', name: { 'zh-CN': '官网', 'zh-TW': '官網', en: 'Website' } },
  { key: 'referral', kind: 'referral', name: { 'zh-CN': '转介绍', 'zh-TW': '轉介紹', en: 'Referral' } },
  { key: 'repeat-purchase', kind: 'repeat', name: { 'zh-CN': '老客户复购', 'zh-TW': '舊客回購', en: 'Repeat purchase' } },
  { key: 'phone', kind: 'new', name: { 'zh-CN': '电话', 'zh-TW': '電話', en: 'Phone' } },
  { key: 'advertising', kind: 'new', name: { 'zh-CN': '广告', 'zh-TW': '廣告', en: 'Advertising' } },
  { key: 'partner', kind: 'new', name: { 'zh-CN': '合作伙伴', 'zh-TW': '合作夥伴', en: 'Partner' } },
  { key: 'visit', kind: 'new', name: { 'zh-CN': '上门拜访', 'zh-TW': '登門拜訪', en: 'Door-to-door visit' } },
  { key: 'social-media', kind: 'new', name: { 'zh-CN': '社交媒体', 'zh-TW': '社群媒體', en: 'Social media' } },
  { key: 'other', kind: 'new', name: { 'zh-CN': '其他', 'zh-TW': '其他', en: 'Other' } },
]
