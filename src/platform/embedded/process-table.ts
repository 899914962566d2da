import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { platform } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'

export const isAlive = (pid: number): boolean => {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  // Linux: a process that ended but was not collected yet still takes signals.
  return platform !== 'linux' || !/^\d+ \(.*\) [ZX]/s.test(statOf(pid))
}

const statOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}

/** When a process began, in the system's own words; empty where the system does not tell. Compared, never read. */
export const startOf = (pid: number): string => {
  if (platform === 'linux') return statOf(pid).replace(/^.*\)/s, '').trim().split(' ')[19] ?? ''
  try {
    return platform === 'win32' ? '' : execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

/** True when `pid` is a PostgreSQL server that works in `folder` (on systems without /proc: any PostgreSQL server). */
export const isServerOf = (pid: number, folder: string): boolean => {
  if (!isAlive(pid)) return false
  if (platform === 'linux' && existsSync('/proc/self/cwd')) {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder && /^\d+ \(postgres\)/.test(statOf(pid))
    } catch {
      // Another user's process: only that it runs is known, and the folder is not ours to open then.
      return /^\d+ \(postgres\)/.test(statOf(pid))
    }
  }
  try {
    const command =
      platform === 'win32'
        ? execFileSync('tasklist', ['/fi', `PID eq ${pid}`, '/nh'], { encoding: 'utf8' })
        : execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' })
    return /postgres/i.test(command)
  } catch {
    return false
  }
}

/** Waits until a process is gone; false when it still runs after `seconds`. */
export const hasEnded = async (pid: number, seconds: number): Promise<boolean> => {
  for (const limit = Date.now() + seconds * 1000; Date.now() < limit;) {
    if (!isAlive(pid)) return true
    await pause(10)
  }
  return !isAlive(pid)
}
