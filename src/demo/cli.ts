import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { z } from 'zod'
import type { Client, Verb } from '../platform/verb.ts'
import { say as sayIn, type Locale } from '../platform/words.ts'
import type { readDemo } from './contract.ts'
import { words } from './words.ts'

type State = z.output<typeof readDemo.reply>

export interface Begun {
  organizationId: string | null
  email: string | null
  /** Random, known to nobody else, shown once. */
  password: string | null
  token: string
}

/**
 * Loads the demo company and waits for it: into a Sluice that is not set up yet, with an administrator whose password is made
 * here, or with a token into an organisation that has no customers. Refusals of the API are thrown.
 */
export async function beginDemo(
  client: Client,
  say: (line: string) => void,
  { token, locale = 'zh-CN' }: { token?: string | undefined; locale?: Locale } = {},
): Promise<Begun> {
  const begun = token ? { organizationId: null, email: null, password: null, token } : await setUp(client, locale)
  if (begun.password) say(`Demo company: sign in as ${begun.email} with the password ${begun.password} (shown only now).`)
  await client.call('POST', '/demo', { token: begun.token })
  for (let part = ''; ;) {
    const state = await client.call<State>('GET', '/demo', { token: begun.token })
    if (state.status === 'done') return begun
    if (state.status === 'failed') throw new Error('The demo company could not be loaded; the server log says why.')
    if (state.part && state.part !== part) say(sayIn('en', words, `part.${state.part}`))
    part = state.part ?? part
    await wait(250)
  }
}

async function setUp(client: Client, locale: Locale): Promise<Begun> {
  const [email, password] = ['admin@demo.example', randomBytes(12).toString('base64url')]
  const { organizationId, token } = await client.call<{ organizationId: string; token: string }>('POST', '/setup', {
    body: {
      organizationName: sayIn(locale, words, 'organization'),
      name: sayIn(locale, words, 'administrator'),
      locale,
      timeZone: 'Asia/Shanghai',
      currency: 'CNY',
      email,
      password,
    },
  })
  return { organizationId, email, password, token }
}

const isLocale = (text: unknown): text is Locale => text === 'zh-CN' || text === 'zh-TW' || text === 'en'

export const demo: Verb = {
  name: 'demo',
  usage: '[--locale zh-CN|zh-TW|en]',
  summary: 'load the demo company: into a new Sluice, or with --token into an organisation that has no customers',
  options: { locale: { type: 'string' } },
  run: async ({ client, options, say }) => {
    const token = options['token'] ?? process.env.SLUICE_TOKEN
    const begun = await beginDemo(client, say, {
      token: typeof token === 'string' ? token : undefined,
      ...(isLocale(options['locale']) ? { locale: options['locale'] } : {}),
    })
    return {
      value: begun,
      lines: ['The demo company is loaded.', ...(begun.password ? [`API token (shown once): ${begun.token}`] : [])],
    }
  },
}
