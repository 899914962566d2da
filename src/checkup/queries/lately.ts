import type { Deals } from '../deals.ts'

const minute = 60_000
/** So many answers about the same deals are kept. */
const mostKept = 12
const kept = new WeakMap<Deals, Map<string, { at: number; answer: unknown }>>()

/**
 * Parts of one page are asked for by several requests with the same filters (the figures, and the text made from them): each is worked out once.
 * An answer goes when the deals do, which is with the next news, and is never older than a minute: what goes on goes with the time.
 * `question` holds everything it depends on, the deals and the moment apart.
 */
export async function lately<T>(deals: Deals, question: unknown, now: number, work: () => T | Promise<T>): Promise<T> {
  const answers = kept.get(deals) ?? new Map<string, { at: number; answer: unknown }>()
  kept.set(deals, answers)
  const key = JSON.stringify(question)
  const known = answers.get(key)
  if (known && Math.abs(now - known.at) < minute) return known.answer as T
  const answer = await work()
  answers.delete(key)
  answers.set(key, { at: now, answer })
  if (answers.size > mostKept) answers.delete(answers.keys().next().value!)
  return answer
}
