import { Agent, request } from 'node:http'

interface Answer {
  status: number
  text: string
}

/** One client on one connection that stays open: it asks for the next when the last is answered, and does little itself. */
export function clientOf({ url, token }: { url: string; token: string }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
    new Promise((answered, failed) => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      const headers = {
        authorization: `Bearer ${token}`,
        ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      }
      const sent = request(new URL(`/api/v1${path}`, url), { method, agent, headers }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => answered({ status: response.statusCode!, text: Buffer.concat(parts).toString() }))
      })
      sent.on('error', failed)
      sent.end(text)
    })
  const must = async (method: string, path: string, body?: unknown) => {
    const { status, text } = await ask(method, path, body)
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`)
    return text === '' ? null : JSON.parse(text)
  }
  return { ask, must, end: () => agent.destroy() }
}
