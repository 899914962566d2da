// One run prepares at a time: two `npm start` at once on a fresh clone must both pass.
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { hostname } from 'node:os'
import { root } from './root.mjs'

const folder = join(root, '.cache')
/** A holder renews its lock every second; one that was silent this long (milliseconds) is gone, whatever its process id says. */
const silence = 15_000

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** True when the lock's holder is gone: its file is old, or its process on this very machine ended. */
const isAbandoned = (file) => {
  try {
    const [host, pid] = readFileSync(file, 'utf8').split('\n')
    if (Date.now() - statSync(file).mtimeMs > silence) return true
    return host === hostname() && !isAlive(Number(pid))
  } catch (error) {
    if (error.code === 'ENOENT') return false
    throw error
  }
}

/** Creates `file` with our name in it, or returns false when somebody has it. The name is in the file from its first moment. */
const tryTake = (file) => {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, `${hostname()}\n${process.pid}\n`)
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Removes an abandoned lock. A second lock makes sure that two runs never remove each other's new one. */
const clearAbandoned = (file) => {
  const broom = `${file}.broom`
  if (!tryTake(broom)) {
    if (isAbandoned(broom)) rmSync(broom, { force: true })
    return
  }
  try {
    if (isAbandoned(file)) rmSync(file, { force: true })
  } finally {
    rmSync(broom, { force: true })
  }
}

export const withLock = async (name, work) => {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.lock`)
  for (let said = false; !tryTake(file);) {
    if (isAbandoned(file)) clearAbandoned(file)
    else {
      if (!said) process.stderr.write('Another run is preparing this folder; waiting for it…\n')
      said = true
      await pause(100)
    }
  }
  const renewal = setInterval(() => {
    const now = new Date()
    try {
      utimesSync(file, now, now)
    } catch {
      // The folder was removed under us; the work in progress says so better than a timer can.
    }
  }, 1000)
  const drop = () => rmSync(file, { force: true })
  process.once('exit', drop)
  try {
    return await work()
  } finally {
    clearInterval(renewal)
    process.off('exit', drop)
    drop()
  }
}
