import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, startOf } from './embedded/process-table.ts'

interface Running {
  pid: number
  start: string
  url: string
}

const fileIn = (dataDir: string) => join(dataDir, 'running.json')

/** Leaves a note in the data folder where this process serves, for the command line. Returns how to take it away. */
export const announce = (dataDir: string, url: string): (() => void) => {
  const file = fileIn(dataDir)
  const note: Running = { pid: process.pid, start: startOf(process.pid), url }
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(note))
  renameSync(`${file}.${process.pid}`, file)
  return () => {
    if (findRunning(dataDir)?.pid === process.pid) rmSync(file, { force: true })
  }
}

/** The Sluice that serves this data folder now, if any. */
export const findRunning = (dataDir: string): { pid: number; url: string } | undefined => {
  try {
    const { pid, start, url } = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Running
    return isAlive(pid) && (start === '' || start === startOf(pid)) ? { pid, url } : undefined
  } catch {
    return undefined
  }
}
