import { parseArgs, type ParseArgsConfig } from 'node:util'
import { WrongUsage, type Verb } from './verb.ts'

type Shape = Omit<Verb, 'run'>

const everywhere = { json: { type: 'boolean' }, token: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const

export interface CommandLine<V extends Shape> {
  verb: V
  words: string[]
  options: Record<string, string | boolean | undefined>
}

/** The verb that was asked for with its words and options. Throws WrongUsage with what is wrong. */
export const readCommandLine = <V extends Shape>(
  given: readonly string[],
  verbs: readonly V[],
): CommandLine<V> | { help: string } => {
  const [name, ...rest] = given
  if (name === undefined) throw new WrongUsage('A command is needed.')
  if (name === 'help' || name === '--help' || name === '-h') return { help: usageOf(verbs, []) }
  const verb = verbs.find((it) => it.name === name)
  if (!verb) throw new WrongUsage(`There is no command "${name}".`)
  const known = { ...verb.options, ...everywhere }
  const options: NonNullable<ParseArgsConfig['options']> = {
    ...(verb.takesAnyOption ? unnamedOptions(rest, known) : {}),
    ...known,
  }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: [...rest], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error))
  }
  const { help, ...values } = parsed.values
  if (help) return { help: lineOf(verb) }
  const [least, most] = verb.words ?? [0, 0]
  if (parsed.positionals.length < least || parsed.positionals.length > most)
    throw new WrongUsage(
      parsed.positionals.length < least
        ? `${name} needs: ${verb.usage}`
        : `Too many words: ${parsed.positionals.slice(most).join(' ')}`,
    )
  return { verb, words: parsed.positionals, options: values as CommandLine<V>['options'] }
}

/** Every `--name` that the verb does not know, as an option with a text. */
const unnamedOptions = (given: readonly string[], known: object): NonNullable<ParseArgsConfig['options']> =>
  Object.fromEntries(
    given
      .map((word) => /^--([A-Za-z][\w-]*)/.exec(word)?.[1])
      .filter((name): name is string => name !== undefined && !(name in known))
      .map((name) => [name, { type: 'string' as const }]),
  )

const lineOf = ({ name, usage, summary }: Shape): string => `  ${[name, usage].filter(Boolean).join(' ')}\n      ${summary}`

/** The usage of the verb that was meant, or of all. */
export const usageOf = (verbs: readonly Shape[], given: readonly string[]): string => {
  const meant = verbs.find(({ name }) => name === given[0])
  const head = 'Usage: sluice COMMAND … [--json] [--token TOKEN]   (npm run -s cli -- COMMAND …)'
  return `${head}\n\n${(meant ? [meant] : verbs).map(lineOf).join('\n')}`
}
