import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { unlessBusy, type Loose, type TestServer } from '../server.ts'

export interface Importer {
  propose: (path: string | File, kind: string, more?: Record<string, string>) => Promise<Loose>
  /** Uploads, waits for the end and returns the import; `mode` is commit unless told. The mapping is the proposed one unless told. */
  bringIn: (path: string | File, kind: string, more?: Record<string, string>) => Promise<Loose>
  settled: (id: string) => Promise<Loose>
  ask: (method: string, path: string) => Promise<Loose>
}

/** Somebody who imports through the API as any program would. The server must be `working`. */
export function anImporter(server: TestServer, token: string): Importer {
  const send = async (path: string, file: string | File, fields: Record<string, string>) => {
    const form = new FormData()
    for (const [key, value] of Object.entries(fields)) form.set(key, value)
    if (typeof file === 'string') form.set('file', new File([readFileSync(file)], basename(file)))
    else form.set('file', file)
    const reply = await unlessBusy(() =>
      fetch(`${server.url}/api/v1${path}`, { method: 'POST', body: form, headers: { authorization: `Bearer ${token}` } }),
    )
    const body = (await reply.json()) as Loose
    if (!reply.ok) throw new Error(`${reply.status} ${JSON.stringify(body)}`)
    return body
  }
  const settled = async (id: string): Promise<Loose> => {
    for (const started = Date.now(); Date.now() - started < 300_000;) {
      const { body } = await server.ask('GET', `/api/v1/imports/${id}`, { as: token })
      if (!['waiting', 'running', 'undoing'].includes(body.status)) return body
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('the import does not end')
  }
  return {
    propose: (path, kind, more = {}) => send('/imports/proposals', path, { kind, ...more }),
    bringIn: async (file, kind, more = {}) => settled((await send('/imports', file, { kind, mode: 'commit', ...more })).id),
    settled,
    ask: async (method, path) => (await server.ask(method, `/api/v1${path}`, { as: token })).body,
  }
}
