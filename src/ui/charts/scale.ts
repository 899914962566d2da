/** Round steps from 0 to at least `max`, about `wanted` of them: 0, 25, 50, 75, 100. For axes. */
export const ticks = (max: number, wanted = 4): number[] => {
  if (!(max > 0)) return [0]
  const rough = max / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((unit) => unit * power).find((unit) => unit >= rough - 1e-12) ?? 10 * power
  return Array.from({ length: Math.ceil(max / step - 1e-9) + 1 }, (_, index) => index * step)
}

/** An SVG path through points. */
export const pathOf = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

/** A path of steps: each value holds until the next point. */
export const stepsOf = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], index) => (index === 0 ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`)).join('')
