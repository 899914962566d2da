// `npm run dev`: server and worker restarted when their sources change, pages with hot reload, on a seeded database of its own.
import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { createServer } from 'node:net'
import { begin } from './children.mjs'
import { root } from './root.mjs'

const isFree = (port) =>
  new Promise((answer) => {
    const probe = createServer()
    probe.once('error', () => answer(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)))
  })
const freeFrom = async (port) => ((await isFree(port)) ? port : freeFrom(port + 1))

const apiPort = await freeFrom(Number(process.env.PORT ?? 3000))
const webPort = await freeFrom(5173)
const env = {
  ...process.env,
  NODE_ENV: 'development',
  PORT: String(apiPort),
  // Not the data of `npm start`: what a developer tries out shall not meet real records.
  DATA_DIR: process.env.DATA_DIR ?? join(root, 'data', 'dev'),
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
}

let server
let isEnding = false
let restarting

const startServer = () => {
  // --demo loads the demo company when the data folder is empty.
  server = begin(process.execPath, ['--import', 'tsx', join('src', 'apps', 'server.ts'), '--demo'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  server.stdout.on('data', (text) => {
    if (String(text).includes('Sluice is ready'))
      process.stdout.write(`Sluice is ready at http://127.0.0.1:${webPort} (API at http://127.0.0.1:${apiPort})\n`)
    else process.stdout.write(text)
  })
  server.on('exit', (code) => {
    if (!isEnding && !restarting && code) process.stderr.write('The server ended; it starts again when a file changes.\n')
  })
}

const hasEnded = (child) =>
  new Promise((gone) => (child.exitCode === null && child.signalCode === null ? child.once('exit', gone) : gone()))

const restart = async () => {
  process.stderr.write('Sources changed: the server starts again…\n')
  server.kill('SIGTERM')
  await hasEnded(server)
  restarting = undefined
  startServer()
}

startServer()
for (const folder of ['src', 'db'])
  if (existsSync(join(root, folder)))
    watch(join(root, folder), { recursive: true }, (_, name) => {
      if (!name || /(^|[\\/])web[\\/]|^ui[\\/]|\.tsx$|\.css$|\.test\.ts$/.test(name)) return
      restarting ??= setTimeout(() => void restart(), 200)
    })

const vite = begin(
  process.execPath,
  [
    join('node_modules', 'vite', 'bin', 'vite.js'),
    '--port',
    String(webPort),
    '--strictPort',
    '--clearScreen',
    'false',
    '--logLevel',
    'warn',
  ],
  { env },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    isEnding = true
    void Promise.all([hasEnded(server), hasEnded(vite)]).then(() => process.exit(0))
  })
