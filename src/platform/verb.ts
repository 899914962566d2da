import type { ParseArgsConfig } from 'node:util'

/** What a verb hands back: printed as JSON with --json, else its lines (or the value, readably). */
export interface Said {
  value: unknown
  lines?: string[]
  /** The answer is a no: exit code 1. */
  failed?: boolean
}

export interface Request {
  query?: Record<string, string | undefined>
  body?: unknown
  form?: FormData
  /** Instead of the token that the client was opened with. */
  token?: string
}

/** The API as the command line sees it: of the running Sluice, or of one started for this command. Refusals are thrown. */
export interface Client {
  /** `path` below /api/v1. The reply's JSON; undefined for an empty one. */
  call: <T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, request?: Request) => Promise<T>
  /** A reply that is a file. */
  download: (path: string, request?: Request) => Promise<Buffer>
}

export interface Asked {
  /** Words after the verb that are no options. */
  words: string[]
  /** Options by their name without dashes. */
  options: Record<string, string | boolean | undefined>
  client: Client
  /** Says something to the person, on stderr. */
  say: (line: string) => void
}

/** A command of the terminal. A slice's cli.ts exports its verbs; apps/verbs.ts lists them all. */
export interface Verb {
  name: string
  /** What follows the name: 'FILE --kind KIND [--dry-run]'. */
  usage: string
  summary: string
  options?: NonNullable<ParseArgsConfig['options']>
  /** Number of words it takes: [least, most]. */
  words?: readonly [number, number]
  /** Options that it does not name are taken as texts too and handed on (as query parameters of the API). */
  takesAnyOption?: boolean
  run: (asked: Asked) => Promise<Said>
}

/** Options as query parameters of the API: `--group-by x` is `groupBy=x`; the token stays away. */
export const queryOf = (options: Asked['options']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(options)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'token')
      .map(([name, value]) => [name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()), value]),
  )

/** Thrown by a verb that was called wrongly: the exit code is 2. */
export class WrongUsage extends Error {}
