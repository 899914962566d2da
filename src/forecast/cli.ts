import { queryOf, type Verb } from '../platform/verb.ts'
import type { ForecastReply } from './contract.ts'

const percent = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)}%`)

/** The forecast in the terminal; every query name of GET /forecast is an option: `sluice forecast --period 2026-Q4 --team ID`. */
export const forecastVerb: Verb = {
  name: 'forecast',
  usage: '[--period 2026-Q4] [--pipeline KEY] [--team ID] [--owner ID] [--asOf DAY]',
  summary: 'What a period will bring, with a range and how right that has been',
  takesAnyOption: true,
  run: async ({ client, options }) => {
    const value = await client.call<ForecastReply>('GET', '/forecast', { query: queryOf(options) })
    const digits =
      new Intl.NumberFormat('en', { style: 'currency', currency: value.currency }).resolvedOptions().maximumFractionDigits ?? 2
    const money = (minor: number | null): string =>
      minor === null
        ? '-'
        : (minor / 10 ** digits).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    const rows: [string, string][] = [
      ['closed won', money(value.closedWonMinor)],
      ['expected from open', money(value.openExpectedMinor)],
      ['expected from new', money(value.newExpectedMinor)],
      ['total', money(value.totalMinor)],
      ['P10 / P50 / P90', [value.p10Minor, value.p50Minor, value.p90Minor].map(money).join(' / ')],
      ['target', money(value.targetMinor)],
      ['chance of the target', percent(value.chanceOfTarget)],
      ['method', `${value.method}${value.earned ? '' : ' (not yet proven)'}`],
      ['past error (WAPE)', percent(value.backtest?.wape ?? null)],
    ]
    const head = `${value.period.key}, ${value.currency}, level ${value.level}`
    return {
      value,
      lines: [head, ...rows.map(([name, text]) => `${name.padEnd(22)}${text}`), ...value.text.map(({ sentence }) => sentence)],
    }
  },
}
