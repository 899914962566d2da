export const headcountBands = ['1-49', '50-99', '100-499', '500-999', '1000-4999', '5000+'] as const
export type HeadcountBand = (typeof headcountBands)[number]

/** Heads: the exact count where the file gives one, and the band it falls in. */
export interface Headcount {
  count: number | null
  band: HeadcountBand
}

/** The band a count of people falls in; the count is at least 1. */
export const bandOf = (count: number): HeadcountBand =>
  count < 50
    ? '1-49'
    : count < 100
      ? '50-99'
      : count < 500
        ? '100-499'
        : count < 1000
          ? '500-999'
          : count < 5000
            ? '1000-4999'
            : '5000+'

/** Reads 1,185 · 120人 · 100-499 · 500人以上 · 少于50人. A range is placed by its middle, "以上" by its lower end. Null: no number of people. */
export function headcountOf(raw: string): Headcount | null {
  const text = raw
    .normalize('NFKC')
    .replace(/[,\s]/g, '')
    .replace(/[人名](?=$|以|及|左)/g, '')
    .toLowerCase()
  const single = /^(\d{1,9})(?:\.0+)?$/.exec(text)
  if (single) return Number(single[1]) > 0 ? { count: Number(single[1]), band: bandOf(Number(single[1])) } : null
  const range = /^(\d{1,9})人?[-~–—至到](\d{1,9})人?$/.exec(text)
  if (range) return { count: null, band: bandOf((Number(range[1]) + Number(range[2])) / 2) }
  const above = /^(?:>=?|超过|大于)?(\d{1,9})(?:\+|以上|及以上)?$/.exec(text)
  if (above) return { count: null, band: bandOf(Number(above[1])) }
  const below = /^(?:<=?|少于|小于|不足)(\d{1,9})$|^(\d{1,9})以[下内]$/.exec(text)
  return below ? { count: null, band: bandOf(Math.max(1, Number(below[1] ?? below[2]) - 1)) } : null
}
