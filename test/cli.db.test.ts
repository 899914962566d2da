import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../src/platform/root.ts'
import { aDatabase } from './database.ts'
import { program } from './program.ts'
import { administrator, startSluice, type SluiceProcess } from './sluice-process.ts'

const home = mkdtempSync(join(tmpdir(), 'sluice-cli-'))
const dataDir = join(home, 'data')
const file = join(home, 'all.sluice')
const cleanups: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true })]
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})

let token = ''

interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs `sluice …` as a terminal would. */
const sluice = async (
  given: string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Ended> => {
  const file = await program('cli')
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...given], {
      cwd: projectRoot,
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', PORT: '0', LOG_LEVEL: 'warn', SLUICE_TOKEN: '', ...env },
    })
    const ended: Ended = { code: null, out: '', err: '' }
    child.stdout.on('data', (text: Buffer) => (ended.out += text.toString()))
    child.stderr.on('data', (text: Buffer) => (ended.err += text.toString()))
    child.on('close', (code) => resolve({ ...ended, code }))
    child.stdin.end(input)
  })
}

const setUp = [
  'setup',
  '--organization',
  '甲公司',
  '--email',
  administrator.email,
  '--name',
  '陈明',
  '--password-stdin',
  '--json',
]

describe('the command line', () => {
  it('says how it is used: on stdout when asked, else on stderr with exit code 2', async () => {
    const [help, unknown, missing] = await Promise.all([sluice(['--help']), sluice(['explode']), sluice(['backup'])])
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('migrate-to DATABASE_URL') as string })
    expect(unknown).toMatchObject({ code: 2, out: '', err: expect.stringContaining('no command "explode"') as string })
    expect(missing).toMatchObject({ code: 2, out: '', err: expect.stringContaining('backup needs: FILE') as string })
  })

  it('stops at a wrong setting with one clear line', async () => {
    const { code, err } = await sluice(['doctor'], { env: { PORT: 'harbour' } })
    expect(code).toBe(1)
    expect(err.trim()).toMatch(/^PORT is wrong: [^\n]+$/)
  })

  it('has nothing to back up before the first start', async () => {
    const { code, out, err } = await sluice(['backup', file])
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err).toContain('no data')
  })
})

describe('without a running Sluice', () => {
  it('setup makes the first organisation from an empty folder, once; stdout is one JSON value', async () => {
    const first = await sluice(setUp, { input: `${administrator.password}\n` })
    expect(first.code, first.err).toBe(0)
    expect(JSON.parse(first.out)).toMatchObject({
      organizationId: expect.any(String) as string,
      token: expect.stringMatching(/^slt_/) as string,
    })
    token = (JSON.parse(first.out) as { token: string }).token
    const second = await sluice(setUp, { input: `${administrator.password}\n` })
    expect(second.code).toBe(1)
    expect(JSON.parse(second.out)).toMatchObject({ type: 'already-set-up', status: 409 })
  })

  it('customers brought in by a file stand in the quality matrix of the next command', async () => {
    const named = join(home, 'customers.csv')
    writeFileSync(named, '客户名称,行业\n苏州精密电子,电子制造\n南方餐饮,餐饮\n')
    const env = { SLUICE_TOKEN: token }
    const brought = await sluice(['import', named, '--kind', 'customers', '--auto', '--json'], { env })
    expect(brought.code, brought.err).toBe(0)
    expect(JSON.parse(brought.out)).toMatchObject({ rows: { created: 2, failed: 0 } })
    const { code, out, err } = await sluice(['quality-matrix', '--json'], { env })
    expect(code, err).toBe(0)
    const { cells, grades } = JSON.parse(out) as { cells: object[]; grades: { grade: number | null; customers: number }[] }
    expect(cells).toHaveLength(16)
    expect(grades.map(({ customers }) => customers)).toEqual([0, 0, 0, 0, 0, 2])
    const shown = await sluice(['quality-matrix'], { env })
    expect(shown.out).toMatch(/^potential +2 +0 +0 +0$/m)
  })

  it('a password that is too short is refused with the reason', async () => {
    const elsewhere = { DATA_DIR: join(home, 'short') }
    const { code, out } = await sluice(setUp, { input: 'abc', env: elsewhere })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ status: 422 })
  })

  it('backup and restore carry everything into another folder', async () => {
    const saved = await sluice(['backup', file, '--json'])
    expect(saved.code, saved.err).toBe(0)
    expect(JSON.parse(saved.out)).toEqual({ file, bytes: statSync(file).size })
    const other = { DATA_DIR: join(home, 'other') }
    const restored = await sluice(['restore', file, '--json'], { env: other })
    expect(restored.code, restored.err).toBe(0)
    expect(JSON.parse(restored.out)).toMatchObject({ tables: { organisation: 1, account: 1, member: 1 } })
    const again = await sluice(['restore', file, '--json'], { env: other })
    expect(again.code).toBe(1)
    expect(JSON.parse(again.out)).toMatchObject({ type: 'not-empty' })
  })

  it('migrate-to copies everything to a server, which then serves it', async () => {
    const target = await aDatabase({ migrated: false })
    cleanups.push(() => target.drop())
    const moved = await sluice(['migrate-to', target.ownerUrl, '--json'])
    expect(moved.code, moved.err).toBe(0)
    const served = await startSluice({ env: { DATABASE_URL: target.ownerUrl } })
    cleanups.push(() => served.remove())
    const signedIn = await fetch(`${served.url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(administrator),
    })
    expect(signedIn.ok).toBe(true)
    await served.end()
    const client = new pg.Client({ connectionString: target.ownerUrl })
    await client.connect()
    await client.query(`drop owned by ${new URL(target.appUrl).username}`).catch(() => {})
    await client.end()
  })

  it('doctor finds what is wrong', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    cleanups.push(() => taken.close())
    await new Promise((ready) => taken.once('listening', ready))
    const { port } = taken.address() as { port: number }
    const { code, out } = await sluice(['doctor', '--json'], {
      env: { PORT: String(port), DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
    })
    expect(code).toBe(1)
    const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: { name: string; ok: boolean; mend?: string }[] }
    expect(ok).toBe(false)
    expect(findings.filter((it) => !it.ok && it.name !== 'pages').map(({ name }) => name)).toEqual(['database', 'port'])
    expect(findings.filter((it) => !it.ok).every(({ mend }) => Boolean(mend))).toBe(true)
  })
})

describe('with a running Sluice', () => {
  let running: SluiceProcess
  beforeAll(async () => {
    running = await startSluice({ dataDir })
    cleanups.push(() => running.end())
  })

  it('commands go through it', async () => {
    const { code, out } = await sluice(setUp, { input: administrator.password })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ type: 'already-set-up' })
    const checked = await sluice(['doctor', '--json'])
    expect(JSON.parse(checked.out)).toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ name: 'port', ok: true })]) as unknown[],
    })
    expect(checked.out).toContain(running.url)
  })

  it('a backup is made beside it', async () => {
    const { code, err } = await sluice(['backup', join(home, 'beside.sluice')])
    expect(code, err).toBe(0)
    expect(readFileSync(join(home, 'beside.sluice')).length).toBeGreaterThan(1000)
  })

  it('what needs the data for itself is refused, and a second start says who has it', async () => {
    const [restore, move] = await Promise.all([sluice(['restore', file]), sluice(['migrate-to', 'postgres://127.0.0.1/x'])])
    expect([restore.code, move.code]).toEqual([1, 1])
    expect(restore.err).toContain(`process ${running.child.pid}`)
    await expect(startSluice({ dataDir })).rejects.toThrow(
      new RegExp(`already open in another Sluice \\(process ${running.child.pid}\\)`),
    )
  })

  it('SIGTERM ends it cleanly: the note of its address is gone and the database is closed', async () => {
    await running.end('SIGTERM')
    expect(running.child.exitCode).toBe(0)
    expect(() => statSync(join(dataDir, 'running.json'))).toThrow(/ENOENT/)
    expect(() => statSync(join(dataDir, 'postgres', 'postmaster.pid'))).toThrow(/ENOENT/)
  })
})
