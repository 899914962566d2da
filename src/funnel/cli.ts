import { queryOf, type Verb } from '../platform/verb.ts'
import type { FunnelReply } from './contract.ts'

const padded = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, index) =>
      index === 0 ? cell + ' '.repeat(Math.max(0, widths[0]! - columns(cell))) : cell.padStart(widths[index]!),
    )
    .join('  ')

/** Chinese characters take two columns of a terminal. */
const columns = (text: string): number => [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 2 : 1), 0)

const percent = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)}%`)

/** The funnel in the terminal; every query name of GET /funnel is an option: `sluice funnel --basis period --from 2026-01-01 --to 2026-04-01`. */
export const funnelVerb: Verb = {
  name: 'funnel',
  usage:
    '[--pipeline KEY] [--from DAY] [--to DAY] [--basis cohort|period|snapshot] [--counting implied|any|strict] [--groupBy …]',
  summary: 'Where deals went, stage by stage',
  takesAnyOption: true,
  run: async ({ client, options }) => {
    const value = await client.call<FunnelReply>('GET', '/funnel', { query: queryOf(options) })
    const widths = [Math.max(12, ...value.stages.map(({ name }) => columns(name))), 9, 9, 9, 9, 9, 15, 9]
    const rows = value.stages.map((stage) => [
      stage.name,
      ...[stage.entered, stage.advanced, stage.lost, stage.open].map(String),
      percent(stage.conversion),
      stage.enough ? `${percent(stage.conversionLow)}-${percent(stage.conversionHigh)}` : `n=${stage.conversionOf}`,
      stage.medianDays === null ? '-' : `${stage.medianDays.toFixed(1)} d`,
    ])
    const head = ['', 'entered', 'advanced', 'lost', 'open', 'share', '95 %', 'median']
    const end = `won ${value.won} of ${value.entered}, win rate ${percent(value.winRate)}`
    return { value, lines: [value.definition.sentence, ...[head, ...rows].map((row) => padded(row, widths)), end] }
  },
}
