/**
 * The number that would stand at a place if they were put in ascending order (Hoare's selection): in time that grows with their count
 * alone. Moves the numbers about.
 */
export function select(numbers: Float64Array, place: number): number {
  let [low, high] = [0, numbers.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    const pivot = between(numbers[low]!, numbers[middle]!, numbers[high]!)
    let [left, right] = [low, high]
    while (left <= right) {
      while (numbers[left]! < pivot) left++
      while (numbers[right]! > pivot) right--
      if (left > right) break
      const held = numbers[left]!
      numbers[left++] = numbers[right]!
      numbers[right--] = held
    }
    if (place <= right) high = right
    else if (place >= left) low = left
    else break
  }
  return numbers[place]!
}

/** Places of the `most` largest numbers, in no order; more than that when the smallest of them is there several times. */
export function placesOfLargest(numbers: Float64Array, most: number): number[] {
  const least = numbers.length <= most ? -Infinity : select(numbers.slice(), numbers.length - most)
  const found: number[] = []
  for (let place = 0; place < numbers.length; place++) if (numbers[place]! >= least) found.push(place)
  return found
}

const between = (a: number, b: number, c: number): number => (a < b ? (b < c ? b : Math.max(a, c)) : a < c ? a : Math.max(b, c))

/** Between the two in the middle where there are two; null of none. Moves the numbers about. */
export function medianOf(numbers: Float64Array): number | null {
  if (numbers.length === 0) return null
  const place = (numbers.length - 1) >> 1
  const low = select(numbers, place)
  if (numbers.length % 2 === 1) return low
  // all behind the place are at least as large: the smallest of them is the next
  let next = Infinity
  for (let at = place + 1; at < numbers.length; at++) if (numbers[at]! < next) next = numbers[at]!
  return (low + next) / 2
}

/** Numbers as they are met, side by side. */
export interface Heap {
  numbers: Float64Array
  count: number
}

export const emptyHeap = (): Heap => ({ numbers: new Float64Array(64), count: 0 })

export function heap(onto: Heap, number: number): void {
  if (onto.count === onto.numbers.length) {
    const wider = new Float64Array(onto.numbers.length * 2)
    wider.set(onto.numbers)
    onto.numbers = wider
  }
  onto.numbers[onto.count++] = number
}

export const heaped = ({ numbers, count }: Heap): Float64Array => numbers.subarray(0, count)

/** Takes one of them back. */
function unheap(from: Heap, number: number): void {
  const at = from.numbers.subarray(0, from.count).indexOf(number)
  if (at < 0) throw new Error('a number that was never met')
  from.numbers[at] = from.numbers[--from.count]!
}

/** Takes in what others have met, or takes it back. */
export function addHeap(onto: Heap, { numbers, count }: Heap, sign: 1 | -1): void {
  for (let at = 0; at < count; at++)
    if (sign === 1) heap(onto, numbers[at]!)
    else unheap(onto, numbers[at]!)
}
