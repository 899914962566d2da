// npm passes no signal on when it is killed: without this a server would outlive the command that began it.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The parent and the name of a process, or undefined where the system does not tell. */
const lookUp = (pid) => {
  try {
    if (process.platform === 'linux') {
      const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      return { name, parent: Number(parent) }
    }
    if (process.platform === 'win32') return undefined
    const [parent, name = ''] = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/)
    return { name: name.replace(/^.*\/|^-/, ''), parent: Number(parent) }
  } catch {
    return undefined
  }
}

/** Our parent, and npm above it where npm put a shell between: the shell would wait for us for ever. */
const commandsAbove = () => {
  const parent = process.ppid
  const between = process.env.npm_lifecycle_event ? lookUp(parent) : undefined
  return [parent, ...(between && /^(sh|dash|bash|zsh|ash|busybox)$/.test(between.name) ? [between.parent] : [])].filter(
    (pid) => pid > 1,
  )
}

const isGone = (pid) => {
  try {
    process.kill(pid, 0)
    return lookUp(pid) === undefined && process.platform === 'linux'
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

/** Ends this process as SIGTERM would, as soon as the command that began it is gone. */
export const endWithParent = () => {
  const parent = process.ppid
  const above = commandsAbove()
  if (above.length === 0) return
  const watch = setInterval(() => {
    if (process.ppid === parent && !above.some(isGone)) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
