// Installs what package-lock.json names when it is not what node_modules holds. Output goes to stderr: a task's stdout is its own.
import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

export const isNodeRecentEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 19)
}

const stamp = join(root, 'node_modules', '.installed')
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

const wanted = () =>
  createHash('sha256')
    .update(`${process.platform}-${process.arch}\0`)
    .update(read(join(root, 'package.json')))
    .update('\0')
    .update(read(join(root, 'package-lock.json')))
    .digest('hex')

const runsHere = (list, here) =>
  !list || list.includes(here) || (list.some((it) => it.startsWith('!')) && !list.includes(`!${here}`))

/**
 * True when npm's own record of node_modules names every package of the lock file in its version: somebody ran `npm ci` or
 * `npm install` by hand. Packages for other machines may be absent; those with a `libc` are npm's to judge.
 */
const isInstalledByHand = () => {
  try {
    const lock = JSON.parse(read(join(root, 'package-lock.json')))
    const held = JSON.parse(read(join(root, 'node_modules', '.package-lock.json'))).packages
    const own = JSON.parse(read(join(root, 'package.json')))
    const asked = lock.packages['']
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'])
      if (JSON.stringify(own[kind] ?? {}) !== JSON.stringify(asked[kind] ?? {})) return false
    return Object.entries(lock.packages).every(([place, entry]) => {
      if (place === '' || held[place]?.version === entry.version) return true
      const isForHere =
        Boolean(entry.os ?? entry.cpu) && runsHere(entry.os, process.platform) && runsHere(entry.cpu, process.arch)
      return entry.optional === true && (!isForHere || Boolean(entry.libc))
    })
  } catch {
    return false
  }
}

const npm = (args) =>
  new Promise((resolve, reject) => {
    // Under npm, npm's own program is named in the environment: the same version then installs, with no shell between.
    const own = process.env.npm_execpath
    const [command, first] = own?.endsWith('.js')
      ? [process.execPath, [own]]
      : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
    const child = spawn(command, [...first, ...args], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: command.endsWith('.cmd'),
      // A silent npm (`npm run -s cli`) must still be able to say why an install failed.
      env: { ...process.env, npm_config_loglevel: 'warn', NODE_ENV: 'development' },
    })
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`Installing packages failed (npm ${args[0]}, exit code ${code}). Its output is above.`)),
    )
  })

export const installPackages = async () => {
  const hash = wanted()
  if (read(stamp) === hash) return
  if (!isInstalledByHand()) {
    process.stderr.write('Installing packages…\n')
    await npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'])
  }
  writeFileSync(stamp, hash)
}
