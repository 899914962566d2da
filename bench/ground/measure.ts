import { readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'

/** What a figure is held against (STACK §4). */
export interface Bar {
  name: string
  figure: number
  unit: 'ms' | 's' | 'KB' | 'MB' | '/s' | '×' | 'rows' | 'nodes'
  /** Absent where a figure is only told. */
  bar?: number
  /** More is better. */
  atLeast?: boolean
  [more: string]: unknown
}

/** One JSON line; `ratio` is the figure as a share of its bar, over 1 when it misses it. The load tells how idle the machine was. */
export function tell({ name, figure, unit, bar, atLeast = false, ...more }: Bar): void {
  const round = (value: number) => Number(value.toPrecision(4))
  console.log(
    JSON.stringify({
      name,
      figure: round(figure),
      unit,
      ...(bar === undefined ? {} : { bar, ratio: round(atLeast ? bar / figure : figure / bar) }),
      ...more,
      machine: {
        cores: cpus().length,
        memoryGB: Math.round(totalmem() / 1e9),
        load: round(loadavg()[0]!),
        node: process.versions.node,
      },
    }),
  )
}

export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN

const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

export const familyOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(familyOf)]

/** Milliseconds of processor time that these processes have used, ended children included. */
export const cpuOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')
      return sum + (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) * 10
    } catch {
      return sum
    }
  }, 0)

/** The same to the microsecond, of each process that runs now: for single requests. */
export function fineCpuOf(pids: readonly number[]): Map<number, number> {
  const used = new Map<number, number>()
  for (const pid of pids)
    try {
      const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
        readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'),
      )
      used.set(
        pid,
        threads.reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1e6, 0),
      )
    } catch {
      // it has ended
    }
  return used
}

/** What was used between two looks; a process that has ended in between took what it used with it. */
export const usedBetween = (before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number =>
  [...after].reduce((sum, [pid, used]) => sum + used - (before.get(pid) ?? 0), 0)

/**
 * Waits until these processes have done next to nothing for two seconds: a server that has just started reads what it keeps in
 * memory and catches up on what was changed since, and none of that is the cost of a request.
 */
export async function untilCalm(pids: () => number[], patienceSeconds = 180): Promise<void> {
  let calm = 0
  let before = fineCpuOf(pids())
  for (let half = 0; half < 2 * patienceSeconds && calm < 4; half++) {
    await new Promise((passed) => setTimeout(passed, 500))
    const after = fineCpuOf(pids())
    calm = usedBetween(before, after) < 25 ? calm + 1 : 0
    before = after
  }
  if (calm < 4) console.error(`The server has not settled within ${patienceSeconds} s: what it does beside counts as well.`)
}

/** On a machine that is shared, BENCH_FAVOUR=1 (as root, on Linux) lets what is measured go first, as if it were alone. */
export function favour(pids: readonly number[]): void {
  if (!process.env.BENCH_FAVOUR) return
  // every backend of the database is a session of its own, and sessions share the processor evenly whatever their nice value
  for (const pid of pids) writeFileSync(`/proc/${pid}/autogroup`, '-19')
}

/** Megabytes resident; memory that processes share is counted once. */
export const residentOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    try {
      const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
      return sum + Number(pss ?? 0) / 1000
    } catch {
      return sum
    }
  }, 0)

/** The process that listens on this TCP port; Linux only. */
export function listenerOn(port: number): number | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const inodes = new Set(
    readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[1]?.endsWith(`:${hex}`) && fields[3] === '0A')
      .map((fields) => `socket:[${fields[9]}]`),
  )
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
    .find((pid) => socketsOf(pid).some((socket) => inodes.has(socket)))
}

const socketsOf = (pid: number): string[] => {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`))
  } catch {
    return []
  }
}

const linkOf = (path: string): string => {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
