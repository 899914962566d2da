/** A process that keeps an embedded database open until SIGTERM: `tsx embedded-child.ts DATA_DIR`. Says its url, or the refusal, as JSON. */
import { startEmbedded } from '../src/platform/embedded/start.ts'

try {
  const { url, version, stop } = await startEmbedded({ dataDir: process.argv[2] ?? '', log: (line) => console.error(line) })
  console.log(JSON.stringify({ url, version }))
  process.on('SIGTERM', () => void stop().then(() => process.exit(0)))
  setInterval(() => {}, 1000)
} catch (error) {
  console.log(JSON.stringify({ refused: (error as { code?: string }).code, message: (error as Error).message }))
  process.exitCode = 1
}
