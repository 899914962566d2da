import type { Deals } from '../deals.ts'

const minute = 60_000
/** So many answers about the same deals are kept. */
const mostKept = 24
const kept = new WeakMap<Deals, Map<string, { at: number; answer: Promise<unknown> }>>()

/**
 * Parts of one page are asked for by several requests with the same filters (the figures, and the text made from them): each is worked out once.
 * An answer goes when the deals do, which is with the next news, and is never older than a minute: what goes on goes with the time.
 * `question` holds everything it depends on, the deals and the moment apart.
 */
export function lately<T>(deals: Deals, question: unknown, now: number, work: () => T | Promise<T>): Promise<T> {
  const answers = kept.get(deals) ?? new Map<string, { at: number; answer: Promise<unknown> }>()
  kept.set(deals, answers)
  const key = JSON.stringify(question)
  const known = answers.get(key)
  if (known && Math.abs(now - known.at) < minute) return known.answer as Promise<T>
  // while it is being worked out, too: who asks meanwhile waits for the same
  const answer = (async () => work())()
  answers.delete(key)
  answers.set(key, { at: now, answer })
  answer.catch(() => answers.get(key)?.answer === answer && answers.delete(key))
  if (answers.size > mostKept) answers.delete(answers.keys().next().value!)
  return answer
}
