import { text } from 'node:stream/consumers'
import { WrongUsage, type Verb } from '../../platform/verb.ts'

interface SetUpReply {
  organizationId: string
  memberId: string
  token: string
}

/** The first organisation, its administrator and a token that programs can use. */
export const setup: Verb = {
  name: 'setup',
  usage:
    '--organization NAME --email E --password-stdin [--name NAME] [--locale zh-CN] [--time-zone Asia/Shanghai] [--currency CNY]',
  summary: 'create the first organisation, its administrator and an API token',
  options: {
    organization: { type: 'string' },
    email: { type: 'string' },
    name: { type: 'string' },
    'password-stdin': { type: 'boolean' },
    locale: { type: 'string' },
    'time-zone': { type: 'string' },
    currency: { type: 'string' },
  },
  run: async ({ options, client }) => {
    const { organization, email, locale, currency } = options
    if (typeof organization !== 'string' || typeof email !== 'string')
      throw new WrongUsage('--organization and --email are needed')
    // Never as an argument: other users of the machine see those.
    if (!options['password-stdin']) throw new WrongUsage('the password comes on standard input: --password-stdin')
    const password = (await text(process.stdin)).replace(/\r?\n$/, '')
    const timeZone = options['time-zone']
    const reply = await client.call<SetUpReply>('POST', '/setup', {
      body: {
        organizationName: organization,
        email,
        name: options['name'] ?? email.split('@')[0],
        password,
        ...(locale !== undefined && { locale }),
        ...(timeZone !== undefined && { timeZone }),
        ...(currency !== undefined && { currency }),
      },
    })
    const { organizationId, memberId, token } = reply
    return {
      value: { organizationId, memberId, token },
      lines: [`${organization} is set up; ${email} is its administrator.`, `API token (shown once): ${token}`],
    }
  },
}
