import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clientOf } from './api-client.ts'

const asked: string[] = []
const busyFirst = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`)
  const isFirst = asked.filter((one) => one === asked.at(-1)).length === 1
  response.writeHead(isFirst ? 503 : 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(isFirst ? { type: 'busy', title: 'busy', status: 503 } : { part: 'deals' }))
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((done) => void busyFirst.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(busyFirst.address() as AddressInfo).port}`
})
afterAll(() => void busyFirst.close())

it('asks a busy Sluice again; what changes something is sent once', async () => {
  expect(await clientOf(url).call('GET', '/demo')).toEqual({ part: 'deals' })
  await expect(clientOf(url).call('POST', '/demo')).rejects.toThrow('busy')
  expect(asked).toEqual(['GET /api/v1/demo', 'GET /api/v1/demo', 'POST /api/v1/demo'])
})
