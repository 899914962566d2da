import { readConfig } from '../platform/config.ts'
import { boot } from './boot.ts'
import { serveApp } from './serve.ts'

/** `npm start`: one process that migrates, serves and does the background work, until told to stop. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const say = (line: string) => console.error(line)
  const ground = await boot({ config, log: say })
  const serving = await serveApp({ config, ground })
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await serving.stop()
    await ground.stop()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
  console.log(`Sluice is ready at ${serving.url}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
