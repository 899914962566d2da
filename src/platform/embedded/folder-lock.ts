import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, startOf } from './process-table.ts'

interface Holder {
  pid: number
  /** When that process began, as the system tells it: a number that came back after a reboot is another process. */
  start: string
}

const read = (file: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    // A cut-off file: its writer died while writing.
    return { pid: 0, start: '' }
  }
}

const isHeld = ({ pid, start }: Holder): boolean => isAlive(pid) && (start === '' || start === startOf(pid))

/** The process that has this data folder open, or undefined. */
export const holderOf = (dataDir: string): number | undefined => {
  const holder = read(join(dataDir, 'database.lock'))
  return holder && isHeld(holder) ? holder.pid : undefined
}

/** Takes the data folder for this process: a function that gives it back, or the process id of the one that has it. */
export const takeFolder = (dataDir: string): { release: () => void } | { heldBy: number } => {
  const file = join(dataDir, 'database.lock')
  const mine = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`
  writeFileSync(mine, JSON.stringify({ pid: process.pid, start: startOf(process.pid) } satisfies Holder), { mode: 0o600 })
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        linkSync(mine, file)
        return { release: () => rmSync(file, { force: true }) }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = read(file)
      if (holder && isHeld(holder)) return { heldBy: holder.pid }
      if (attempt > 20) throw new Error(`cannot take ${file}`)
      rmSync(file, { force: true })
    }
  } finally {
    rmSync(mine, { force: true })
  }
}
