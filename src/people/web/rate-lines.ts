/** A rate as somebody wrote or pasted it. */
export interface WrittenRate {
  currency: string
  day: string
  rate: number
}

const line = /^([A-Za-z]{3})[\s,;，；]+(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\s,;，；]+(\d+(?:[.]\d+)?)$/

/**
 * Rates from lines of text, one each, as a spreadsheet pastes them: currency, day, units of the own currency for one unit. Numbers of
 * the lines (from 1) that are none are told; empty ones are passed over.
 */
export function ratesFromLines(text: string): { rates: WrittenRate[]; wrong: number[] } {
  const rates: WrittenRate[] = []
  const wrong: number[] = []
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const written = raw.trim()
    if (written === '') continue
    const [, currency, year, month, dayOfMonth, rate] = line.exec(written) ?? []
    const day = `${year}-${month?.padStart(2, '0')}-${dayOfMonth?.padStart(2, '0')}`
    const time = Date.parse(`${day}T00:00:00Z`)
    // a day that no calendar has is moved by Date.parse or refused by it
    const isDay = Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === day
    if (currency && isDay && Number(rate) > 0) rates.push({ currency: currency.toUpperCase(), day, rate: Number(rate) })
    else wrong.push(index + 1)
  }
  return { rates, wrong }
}
