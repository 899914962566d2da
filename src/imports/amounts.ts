import { plainWidth } from './cell.ts'

export type DecimalMark = 'point' | 'comma'

/** `scaled` is the exact value times 10^`decimals`; nothing goes through floating point. */
export interface AmountValue {
  scaled: bigint
  decimals: number
  /** ISO 4217 where the cell names one. */
  currency: string | null
}

const units: readonly [RegExp, number][] = [
  [/(万亿|萬億)$/, 12],
  [/(千万|千萬)$/, 7],
  [/(百万|百萬)$/, 6],
  [/(亿|億)$/, 8],
  [/(万|萬|w)$/i, 4],
  [/(千|k)$/i, 3],
  [/(m|mn|mio)$/i, 6],
]

const currencies: readonly [RegExp, string][] = [
  [/^(?:nt\$|twd|新台币|新臺幣|新台幣|台币|台幣)/i, 'TWD'],
  [/^(?:hk\$|hkd|港币|港幣)/i, 'HKD'],
  [/^(?:us\$|usd|美元|美金)/i, 'USD'],
  [/^(?:eur|€|欧元|歐元)/i, 'EUR'],
  [/^(?:gbp|£|英镑|英鎊)/i, 'GBP'],
  [/^(?:jpy|日元|日圆|日圓)/i, 'JPY'],
  [/^(?:cny|rmb|人民币|人民幣|cn¥)/i, 'CNY'],
  [/^[¥￥]/, 'CNY'],
  [/^\$/, 'USD'],
]

/**
 * Reads an amount as people write it: ¥1,054.00, 0.1054万, 1.2亿, １０５４, (1,054.00) and 1,054- as negative, 1.054,00 where
 * the comma marks decimals, 人民币1054元整. `unit` (power of ten) comes from the heading (金额（万元） is 4). A bare ¥ or $ names
 * a currency only loosely: `currency` is a hint. Refuses (null) what is no number.
 */
export function parseAmount(raw: string, mark: DecimalMark, unit = 0): AmountValue | null {
  let text = plainWidth(raw).replace(/[\s'’_]/g, '')
  let currency: string | null = null
  let negative = /^\(.*\)$/.test(text) || /^[-−]|[-−]$/.test(text)
  text = text.replace(/^\((.*)\)$/, '$1').replace(/^[-−+]|[-−]$/g, '')
  for (const [symbol, code] of currencies) {
    if (!symbol.test(text)) continue
    text = text.replace(symbol, '')
    currency = code
    break
  }
  // $-500 and ¥-500: the sign behind the symbol counts as much as one before it
  if (/^[-−]/.test(text)) {
    negative = true
    text = text.slice(1)
  }
  const trailing = /(人民币|rmb|cny|usd|eur|hkd|twd|gbp|jpy|元整|美元|港元|港币|欧元|日元|元|圆|圓|块|€|¥|\$)$/i.exec(text)
  if (trailing) {
    text = text.slice(0, -trailing[0].length)
    currency ??= trailingCurrency[trailing[0].toLowerCase()] ?? null
  }
  let power = unit
  for (const [pattern, exponent] of units) {
    if (!pattern.test(text)) continue
    text = text.replace(pattern, '')
    power = exponent
    break
  }
  const number = exactNumber(text, mark)
  if (!number) return null
  const value = scaleBy(number, power)
  return { ...value, scaled: negative ? -value.scaled : value.scaled, currency }
}

const trailingCurrency: Record<string, string> = {
  ...{ 人民币: 'CNY', rmb: 'CNY', cny: 'CNY', usd: 'USD', 美元: 'USD', eur: 'EUR', 欧元: 'EUR', '€': 'EUR' },
  ...{ hkd: 'HKD', 港元: 'HKD', 港币: 'HKD', twd: 'TWD', gbp: 'GBP', jpy: 'JPY', 日元: 'JPY' },
}

function exactNumber(text: string, mark: DecimalMark): { scaled: bigint; decimals: number } | null {
  const scientific = /^(\d+(?:\.\d+)?)e([+-]?\d{1,2})$/i.exec(text)
  if (scientific) {
    const base = exactNumber(scientific[1]!, 'point')
    return base && scaleBy(base, Number(scientific[2]))
  }
  const [group, decimal] = mark === 'comma' ? ['.', ','] : [',', '.']
  const [whole = '', fraction, more] = text.split(decimal)
  if (more !== undefined) return null
  if (!isGrouped(whole, group)) return null
  if (fraction !== undefined && !/^\d*$/.test(fraction)) return null
  const digits = whole.replaceAll(group, '')
  if (digits === '' && !fraction) return null
  if (digits.length > 18) return null
  return { scaled: BigInt((digits || '0') + (fraction ?? '')), decimals: fraction?.length ?? 0 }
}

// 1,054,000 and 105,4000 (groups of four, 万) are groups; 1,5 is not
const isGrouped = (whole: string, group: string): boolean =>
  !whole.includes(group)
    ? /^\d*$/.test(whole)
    : new RegExp(
        `^\\d{1,4}(\\${group}\\d{3})+$|^\\d{1,4}(\\${group}\\d{4})+$|^\\d{1,3}(\\${group}\\d{2})*\\${group}\\d{3}$`,
      ).test(whole)

const scaleBy = ({ scaled, decimals }: { scaled: bigint; decimals: number }, power: number) =>
  power <= decimals ? { scaled, decimals: decimals - power } : { scaled: scaled * 10n ** BigInt(power - decimals), decimals: 0 }

/** The amount in the currency's minor unit (分, cents), rounded half away from zero; null beyond ±9e15. */
export function toMinor({ scaled, decimals }: { scaled: bigint; decimals: number }, minorDigits: number): number | null {
  const shift = minorDigits - decimals
  const value = shift >= 0 ? scaled * 10n ** BigInt(shift) : roundDivide(scaled, 10n ** BigInt(-shift))
  return value > 9_000_000_000_000_000n || value < -9_000_000_000_000_000n ? null : Number(value)
}

const roundDivide = (value: bigint, by: bigint): bigint => (value >= 0n ? (value + by / 2n) / by : -((-value + by / 2n) / by))

/** Digits behind the point of a currency's minor unit. */
export const minorDigits = (currency: string): number => (['JPY', 'KRW', 'VND', 'CLP', 'ISK'].includes(currency) ? 0 : 2)

/** How a column writes decimals, over all its values: a comma only where a value cannot be read otherwise. */
export interface DecimalMarks {
  comma: number
  point: number
}

export function countMark(marks: DecimalMarks, raw: string): void {
  const text = plainWidth(raw).replace(/[^\d.,]/g, '')
  if (/\.\d{3},\d+$/.test(text) || /^\d+,\d{1,2}$/.test(text) || /^\d{1,3}(\.\d{3}){2,}$/.test(text)) marks.comma++
  else if (/,\d{3}\.\d+$/.test(text) || /^\d+\.(\d{1,2}|\d{4,})$/.test(text) || /^\d{1,3}(,\d{3})+$/.test(text)) marks.point++
}

export const inferDecimalMark = ({ comma, point }: DecimalMarks): DecimalMark => (comma > point ? 'comma' : 'point')
