import type { Deals } from '../deals.ts'
import type { Prepared } from './prepare.ts'

const minute = 60_000
/** So many answers about the same deals are kept. */
const mostKept = 24
const kept = new WeakMap<Deals, Map<string, Lately>>()

interface Lately {
  at: number
  answer: Promise<unknown>
  /** Whether it needs no connection any more but one that is held: it is there, or whoever works it out holds one. */
  isSafe: boolean
}

/**
 * Parts of one page are asked for by several requests with the same filters (the figures, and the text made from them): each is worked out once.
 * An answer goes when the deals do, which is with the next news, and is never older than a minute: what goes on goes with the time.
 * `question` holds everything it depends on, the deals and the moment apart. Who holds a connection waits for nobody who may need one.
 */
export function lately<T>(
  { deals, holds }: Pick<Prepared, 'deals' | 'holds'>,
  question: unknown,
  now: number,
  work: () => T | Promise<T>,
): Promise<T> {
  const answers = kept.get(deals) ?? new Map<string, Lately>()
  kept.set(deals, answers)
  const key = JSON.stringify(question)
  const known = answers.get(key)
  if (known && Math.abs(now - known.at) < minute && (known.isSafe || !holds)) return known.answer as Promise<T>
  // while it is being worked out, too: who asks meanwhile waits for the same
  const answer = (async () => work())()
  answers.delete(key)
  const own: Lately = { at: now, answer, isSafe: holds }
  answers.set(key, own)
  answer.then(
    () => (own.isSafe = true),
    () => answers.get(key) === own && answers.delete(key),
  )
  if (answers.size > mostKept) answers.delete(answers.keys().next().value!)
  return answer
}
