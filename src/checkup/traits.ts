import { benjaminiHochberg, fisher, twoProportions, type Tally } from '../funnel/significance.ts'

/** Something that is true of some of the deals looked at: 1 where it is. */
export interface TraitColumn<Key = string> {
  key: Key
  has: Uint8Array
}

export interface Tested<Key = string> {
  key: Key
  with: Tally
  without: Tally
  /** P(outcome | trait) ÷ P(outcome); null when nobody had the outcome. */
  lift: number | null
  p: number
  adjustedP: number
  effect: 'helps' | 'hurts' | 'could-be-chance'
}

/** Fewer deals than this with a trait, or without it, tell nothing (FUNNEL-SCIENCE §8). */
export const fewestCases = 5

/**
 * Which traits go together with an outcome (1 in `outcome`): lift, Fisher's exact p, adjusted for all traits tested (Benjamini–Hochberg,
 * q = 0.10). Sure ones first, strongest lift away from 1 first. An association, not a cause.
 */
export const testTraits = <Key>(outcome: Uint8Array, traits: readonly TraitColumn<Key>[]): ReturnType<typeof testTallies<Key>> =>
  testTallies(
    tallyOf(outcome, null),
    traits.map(({ key, has }) => ({ key, own: tallyOf(outcome, has) })),
  )

/** The same, counted before: `all` the deals looked at, `own` those with the trait. */
export function testTallies<Key>(
  all: Tally,
  traits: readonly { key: Key; own: Tally }[],
): { tested: Tested<Key>[]; tooFewCases: number } {
  const enough = traits.filter(({ own }) => own.n >= fewestCases && all.n - own.n >= fewestCases)
  const rest = enough.map(({ own }) => ({ successes: all.successes - own.successes, n: all.n - own.n }))
  const values = enough.map(({ own }, index) => exact(own, rest[index]!))
  const adjusted = benjaminiHochberg(values)
  const tested = enough.map(({ key, own }, index): Tested<Key> => {
    const lift = liftOf(own, all)
    const sure = adjusted[index]! < 0.1
    const effect = !sure ? 'could-be-chance' : own.successes / own.n > rest[index]!.successes / rest[index]!.n ? 'helps' : 'hurts'
    return { key, with: own, without: rest[index]!, lift, p: values[index]!, adjustedP: adjusted[index]!, effect }
  })
  return {
    tested: tested.sort((a, b) => Number(b.adjustedP < 0.1) - Number(a.adjustedP < 0.1) || strength(b) - strength(a)),
    tooFewCases: traits.length - enough.length,
  }
}

/** How much more frequent the outcome is in a part than in the whole; null when it never happened. */
export const liftOf = (own: Tally, all: Tally): number | null =>
  all.successes === 0 || own.n === 0 ? null : own.successes / own.n / (all.successes / all.n)

/** Beyond so many deals on both sides Fisher's sum is the normal one to many digits, and slow. */
const exactUpTo = 20_000

/** Fisher's two-sided p; of very many deals the one of the normal distribution. */
export const exact = (own: Tally, rest: Tally): number =>
  own.n + rest.n > exactUpTo && Math.min(own.n, rest.n) > 1000
    ? Math.min(1, twoProportions(own, rest).p)
    : fisher(own.successes, own.n - own.successes, rest.successes, rest.n - rest.successes)

const strength = ({ lift }: { lift: number | null }): number => (lift === null ? 0 : Math.abs(Math.log(Math.max(lift, 1e-3))))

function tallyOf(outcome: Uint8Array, has: Uint8Array | null): Tally {
  let [successes, n] = [0, 0]
  for (let at = 0; at < outcome.length; at++) {
    if (has !== null && has[at] === 0) continue
    n++
    successes += outcome[at]!
  }
  return { successes, n }
}
