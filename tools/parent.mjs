// npm does not pass SIGTERM on, and a killed npm passes nothing on: without this a server would outlive the command that began it.

/** Ends this process as SIGTERM would, as soon as the process that began it is gone. */
export const endWithParent = () => {
  const parent = process.ppid
  if (parent <= 1) return
  const isGone = () => {
    if (process.ppid !== parent) return true
    try {
      process.kill(parent, 0)
      return false
    } catch (error) {
      return error.code === 'ESRCH'
    }
  }
  const watch = setInterval(() => {
    if (!isGone()) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
