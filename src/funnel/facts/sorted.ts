/** The numbers in ascending order, in time that grows with their count alone: eleven bits at a time, as many times as the largest needs. */
export function sorted(numbers: Uint32Array): Uint32Array {
  let largest = 0
  for (const number of numbers) if (number > largest) largest = number
  if (numbers.length < 2048) return numbers.slice().sort()
  let from = numbers
  let to: Uint32Array = new Uint32Array(numbers.length)
  for (let shift = 0; shift < 32 && largest >>> shift !== 0; shift += 11) {
    const places = new Uint32Array(2049)
    for (const number of from) places[((number >>> shift) & 2047) + 1]!++
    for (let bucket = 1; bucket < 2049; bucket++) places[bucket]! += places[bucket - 1]!
    for (const number of from) to[places[(number >>> shift) & 2047]!++] = number
    const read = from
    from = to
    to = read === numbers ? new Uint32Array(numbers.length) : read
  }
  return from
}
