/** Lines of `bench -- funnel` and of the SQL by hand as one table (Show 4 of issue 4). */
export interface Line {
  bench: string
  report?: string
  by?: string
  whose?: string
  way?: string
  engine?: string
  p95Ms?: number
  cpuMs?: number
  barMs?: number
}

const ways = ['filter changed', 'first', 'again'] as const

/** p95 of the wall and, in brackets, processor; milliseconds. What is over its bar is bold. */
export function tableOf(lines: readonly Line[]): string {
  const reports = [...new Set(lines.flatMap(({ bench, report }) => (bench === 'funnel' && report ? [report] : [])))]
  const ours = (report: string, whose: string, way: string): string => {
    const line = lines.findLast((one) => one.by === 'facts' && one.report === report && one.whose === whose && one.way === way)
    return line ? figure(line) : '–'
  }
  const theirs = (report: string, engine: string): string => {
    const line = lines.findLast((one) => one.bench === 'by hand' && one.report === report && one.engine === engine)
    return line ? figure(line) : '–'
  }
  const barOf = (report: string) => lines.find((one) => one.report === report && one.barMs !== undefined)?.barMs ?? ''
  const head = [
    'view',
    'bar',
    ...['company', 'subtree'].flatMap((whose) => ways.map((way) => `${whose}: ${way}`)),
    'SQL',
    'DuckDB',
  ]
  const rows = reports.map((report) => [
    report,
    barOf(report),
    ...['company', 'subtree'].flatMap((whose) => ways.map((way) => ours(report, whose, way))),
    theirs(report, 'postgresql'),
    theirs(report, 'duckdb'),
  ])
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

const figure = ({ p95Ms = NaN, cpuMs = NaN, barMs }: Line): string => {
  const text = `${Math.round(p95Ms)} (${Math.round(cpuMs)})`
  return barMs !== undefined && p95Ms > barMs ? `**${text}**` : text
}
