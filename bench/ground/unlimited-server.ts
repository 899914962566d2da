/** The server as it is, but for the limit of requests per minute: fifty clients of a benchmark come from one address. */
import { boot } from '../../src/apps/boot.ts'
import { runProgram } from '../../src/apps/run-server.ts'
import { serveApp } from '../../src/apps/serve.ts'
import { readConfig } from '../../src/platform/config.ts'

runProgram(async () => {
  const config = readConfig(process.env)
  const ground = await boot({ config, log: (line) => console.error(line) })
  const serving = await serveApp({ config, ground, requestsPerMinute: 1e9 })
  process.once('SIGTERM', () => void serving.stop().then(() => ground.stop().then(() => process.exit(0))))
  console.log(`Sluice is ready at ${serving.url}`)
})
