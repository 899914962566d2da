import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { isNodeRecentEnough } from './install.mjs'
import { root } from './root.mjs'

const folder = mkdtempSync(join(tmpdir(), 'sluice-tools-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name, text) => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const ended = (child) => new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })))
const tool = (name) => JSON.stringify(join(root, 'tools', `${name}.mjs`))

it.each([
  ['20.18.3', false],
  ['20.19.0', true],
  ['22.0.0', true],
  ['18.20.0', false],
])('Node %s is recent enough: %s', (version, is) => expect(isNodeRecentEnough(version)).toBe(is))

describe('the lock of preparation', () => {
  const name = `test-${process.pid}`
  const log = join(folder, 'log')
  const program = () =>
    write(
      'locked.mjs',
      `import { appendFileSync } from 'node:fs'
       import { setTimeout as pause } from 'node:timers/promises'
       import { withLock } from ${tool('lock')}
       await withLock('${name}', async () => {
         appendFileSync(${JSON.stringify(log)}, 'in\\n')
         await pause(200)
         appendFileSync(${JSON.stringify(log)}, 'out\\n')
       })`,
    )

  it('lets one run in at a time, however many begin at once', async () => {
    const file = program()
    const runs = Array.from({ length: 4 }, () => ended(spawn(process.execPath, [file])))
    expect(await Promise.all(runs)).toEqual(Array(4).fill({ code: 0, signal: null }))
    expect(readFileSync(log, 'utf8')).toBe('in\nout\n'.repeat(4))
  })

  it('is taken over from a run that was killed', async () => {
    const dead = spawn(process.execPath, ['-e', ''])
    await ended(dead)
    const lock = join(root, '.cache', `${name}.lock`)
    writeFileSync(lock, `${hostname()}\n${dead.pid}\n`)
    // its holder is known to be dead, not only silent: as if it had been heard of until an hour from now
    const later = Date.now() / 1000 + 3600
    utimesSync(lock, later, later)
    expect(await ended(spawn(process.execPath, [program()]))).toEqual({ code: 0, signal: null })
    expect(existsSync(lock)).toBe(false)
  })
})

it('a task ends as by SIGTERM when the command that began it was killed', async () => {
  const note = join(folder, 'ended')
  const task = write(
    'task.mjs',
    `import { writeFileSync } from 'node:fs'
     import { endWithParent } from ${tool('parent')}
     endWithParent()
     process.on('SIGTERM', () => { writeFileSync(${JSON.stringify(note)}, 'cleanly'); process.exit(0) })
     setInterval(() => {}, 1000)
     console.log('up')`,
  )
  const command = write(
    'command.mjs',
    `import { spawn } from 'node:child_process'
     spawn(process.execPath, [${JSON.stringify(task)}], { stdio: ['ignore', 'inherit', 'inherit'] })
     setInterval(() => {}, 1000)`,
  )
  const parent = spawn(process.execPath, [command], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((up) => parent.stdout.once('data', up))
  parent.kill('SIGKILL')
  for (let wait = 0; wait < 100 && !existsSync(note); wait++) await pause(50)
  expect(readFileSync(note, 'utf8')).toBe('cleanly')
})

describe('a child of the tools', () => {
  const ask = (code) => {
    const file = write('child.mjs', `import { run } from ${tool('children')}\nconsole.log(JSON.stringify(await run(${code})))`)
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] })
      let output = ''
      child.stdout.on('data', (text) => (output += text))
      child.on('close', () => resolve(JSON.parse(output)))
    })
  }
  it('hands its exit code and words on', async () => {
    expect(await ask(`process.execPath, ['-e', 'console.log(1); process.exit(3)'], { keep: true }`)).toMatchObject({
      code: 3,
      output: '1\n',
    })
  })
  it('is stopped when it takes too long', async () => {
    const { code, output } = await ask(
      `process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { keep: true, limitSeconds: 0.3 }`,
    )
    expect(code).not.toBe(0)
    expect(output).toContain('stopped after 0.3 s')
  })
})

describe('an unknown task', () => {
  it('is refused with the tasks there are', async () => {
    const child = spawn(process.execPath, [join(root, 'tools', 'run.mjs'), 'fly'], { stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (text) => (errors += text))
    expect(await ended(child)).toMatchObject({ code: 2 })
    expect(errors).toContain('start, cli, build')
  })
})
