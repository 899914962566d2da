/**
 * A whole number cut into whole parts by weight (largest remainder; among equal remainders the earlier part), so that the parts
 * always sum to the whole. Equal parts when no weight is above 0. Refuses no parts, negative weights and a whole that is no
 * whole number from 0. Example: 1,000 over 1, 1, .66, .33, 1.2 ⇒ 239 239 157 79 286.
 */
export function breakDown(whole: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(whole) || whole < 0) throw new RangeError(`${whole} is no whole number from 0`)
  if (weights.length === 0 || weights.some((weight) => !(weight >= 0))) throw new RangeError('weights from 0, at least one')
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const exact = weights.map((weight) => (sum > 0 ? (whole * weight) / sum : whole / weights.length))
  const parts = exact.map((part) => Math.floor(part))
  const order = exact
    .map((part, index) => ({ index, rest: part - Math.floor(part) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
    .map(({ index }) => index)
  let left = whole - parts.reduce((total, part) => total + part, 0)
  // wholes beyond what doubles tell apart can be some units out either way: the largest part takes what is left
  const largest = parts.indexOf(Math.max(...parts))
  if (left < 0 || left > parts.length) {
    parts[largest]! += left
    left = 0
  }
  for (const index of order.slice(0, left)) parts[index]!++
  return parts
}

/**
 * What part of the year each month is: its share in all the years of the past and its share of working days, the past
 * counting the more the more years there are: (Y·past + 2·days)/(Y + 2). Without a past only working days count.
 */
export function monthWeights(history: readonly (readonly number[])[], workdays: readonly number[]): number[] {
  const shares = (values: readonly number[]): number[] => {
    const sum = values.reduce((total, value) => total + value, 0)
    return values.map((value) => (sum > 0 ? value / sum : 1 / values.length))
  }
  const years = history.filter((year) => year.some((value) => value > 0))
  const past = shares(workdays.map((_, month) => years.reduce((total, year) => total + (year[month] ?? 0), 0)))
  return shares(workdays).map((day, month) => (years.length * past[month]! + 2 * day) / (years.length + 2))
}
