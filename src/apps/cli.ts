import { readConfig } from '../platform/config.ts'
import { readCommandLine, usageOf } from '../platform/command-line.ts'
import { WrongUsage, type Said } from '../platform/verb.ts'
import { ApiRefusal, openClient } from './api-client.ts'
import { localVerbs, verbs } from './verbs.ts'

/** `sluice COMMAND …`: the answer on stdout, everything else on stderr; exit code 0, 1 (refused or failed) or 2 (wrong usage). */
const main = async (given: string[]): Promise<number> => {
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  const wantsJson = given.includes('--json')
  try {
    const line = readCommandLine(given, [...localVerbs, ...verbs])
    if ('help' in line) {
      await print(`${line.help}\n`)
      return 0
    }
    const config = readConfig(process.env)
    const { verb, words, options } = line
    const local = localVerbs.find((it) => it === verb)
    const remote = verbs.find((it) => it === verb)
    const said = local ? await local.run({ words, options, config, say }) : await askApi(remote!, config, line, say)
    await print(wantsJson ? `${JSON.stringify(said.value)}\n` : readable(said))
    return said.failed ? 1 : 0
  } catch (error) {
    if (error instanceof WrongUsage) {
      say(`${error.message}\n${usageOf([...localVerbs, ...verbs], given)}`)
      return 2
    }
    const message = error instanceof Error ? error.message : String(error)
    say(message)
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed'
    if (wantsJson)
      await print(`${JSON.stringify(error instanceof ApiRefusal ? error.problem : { type: code, title: message })}\n`)
    if (error instanceof ApiRefusal && !wantsJson) say(details(error.problem))
    return 1
  }
}

const askApi = async (
  verb: (typeof verbs)[number],
  config: ReturnType<typeof readConfig>,
  { words, options }: { words: string[]; options: Record<string, string | boolean | undefined> },
  say: (line: string) => void,
): Promise<Said> => {
  const token = typeof options['token'] === 'string' ? options['token'] : process.env.SLUICE_TOKEN
  const { client, close } = await openClient(config, token, say)
  try {
    return await verb.run({ words, options, client, say })
  } finally {
    await close()
  }
}

/** What is missing or wrong, one per line, as the API's problem lists it. */
const details = (problem: Record<string, unknown>): string =>
  [problem['missing'], problem['errors']]
    .filter(Array.isArray)
    .flat()
    .map((it: Record<string, unknown>) => `  ${String(it['label'] ?? it['path'] ?? '')} ${String(it['message'] ?? '')}`.trimEnd())
    .join('\n')

const readable = ({ value, lines }: Said): string =>
  lines ? lines.map((it) => `${it}\n`).join('') : `${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n`

const print = (text: string): Promise<void> =>
  new Promise((done) => (text === '' ? done() : process.stdout.write(text, () => done())))

process.exit(await main(process.argv.slice(2)))
