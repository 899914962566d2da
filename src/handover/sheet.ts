import { say, type Locale } from '../platform/words.ts'
import { words } from './words.ts'

export interface SheetLine {
  kind: 'customer' | 'opportunity' | 'lead' | 'task'
  name: string
  customer: string | null
  /** Stage, region, person or day; `status.X` for a deal that has ended. */
  standing: string | null
  /** Minor units. */
  amount: number | null
  currency: string | null
}

/** Widths of the columns below, in characters. */
export const widths = [10, 36, 30, 20, 16, 8]

type Key = keyof (typeof words)['zh-CN']

/** The hand-over sheet as rows, headings first; money in major units. */
export function sheetRows(lines: readonly SheetLine[], locale: Locale): (string | number | null)[][] {
  const t = (key: Key): string => say(locale, words, key)
  const digits = (currency: string): number =>
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  return [
    (['column.kind', 'column.name', 'column.customer', 'column.standing', 'column.amount', 'column.currency'] as const).map(t),
    ...lines.map(({ kind, name, customer, standing, amount, currency }) => [
      t(`kind.${kind}`),
      name,
      customer,
      standing !== null && standing in words['zh-CN'] ? t(standing as Key) : standing,
      amount === null || currency === null ? null : amount / 10 ** digits(currency),
      currency,
    ]),
  ]
}
