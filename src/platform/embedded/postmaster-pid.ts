/** What a PostgreSQL server writes into postmaster.pid while it runs. */
export interface PostmasterPid {
  pid: number
  dataFolder: string
  port: number
  socketFolder: string
  isReady: boolean
}

/** Reads postmaster.pid; undefined while its first line is not a process id yet (the file is written line by line). */
export const parsePostmasterPid = (text: string): PostmasterPid | undefined => {
  const [pid = '', dataFolder = '', , port = '', socketFolder = '', , , status = ''] = text.split('\n').map((line) => line.trim())
  // A server in single-user mode writes its process id with a minus.
  const id = Math.abs(Number(pid))
  return Number.isInteger(id) && id > 0
    ? { pid: id, dataFolder, port: Number(port), socketFolder, isReady: status === 'ready' }
    : undefined
}
