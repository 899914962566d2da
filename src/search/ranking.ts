import { searchable } from '../platform/text/grams.ts'

/**
 * How well a word fits a record, higher is better: 3 the whole name, 2 the name begins with it, 1 it is inside the name,
 * 0 it is found elsewhere (pinyin, telephone, code). Among equals the newer record comes first.
 */
export function fitOf(word: string, name: string): 0 | 1 | 2 | 3 {
  const [wanted, folded] = [searchable(word), searchable(name)]
  if (folded === wanted) return 3
  if (folded.startsWith(wanted)) return 2
  return folded.includes(wanted) ? 1 : 0
}

/** The best `limit` of the hits, and whether there were more. Hits come newest first. */
export function best<T extends { title: string }>(
  word: string,
  hits: readonly T[],
  limit: number,
): { items: T[]; more: boolean } {
  const ranked = hits
    .map((hit, index) => ({ hit, index, fit: fitOf(word, hit.title) }))
    .sort((a, b) => b.fit - a.fit || a.index - b.index)
  return { items: ranked.slice(0, limit).map(({ hit }) => hit), more: ranked.length > limit }
}
