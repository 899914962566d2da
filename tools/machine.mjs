// What the tests need of this machine beyond Node: Debian's PostgreSQL and a browser. As root on Debian they are installed.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './children.mjs'

const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
let isListFresh = false

/** Installs Debian packages; undefined when it went well, else the reason in one line. */
const install = async (...packages) => {
  if (!canInstall())
    return `${packages.join(' ')} not installed, and only root on Debian can install it here: apt-get install ${packages.join(' ')}`
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => run('apt-get', ['-q', ...args], { keep: true, env, limitSeconds: 400 })
  process.stdout.write(`   installing ${packages.join(', ')}…\n`)
  if (!isListFresh) await apt('update')
  isListFresh = true
  const { code, output } = await apt('install', '-y', '--no-install-recommends', ...packages)
  return code === 0 ? undefined : `apt-get install ${packages.join(' ')} failed: ${output.trim().split('\n').at(-1)}`
}

const servers = '/usr/lib/postgresql'
const hasServer = () =>
  existsSync(servers) && readdirSync(servers).some((name) => existsSync(join(servers, name, 'bin', 'postgres')))

/** Why Debian's PostgreSQL cannot be used, or undefined. */
export const missingServer = async () => {
  if (hasServer()) return undefined
  // A package that comes in for tests shall not start a server of its own.
  if (canInstall() && !existsSync('/etc/postgresql-common')) {
    mkdirSync('/etc/postgresql-common', { recursive: true })
    writeFileSync('/etc/postgresql-common/createcluster.conf', 'create_main_cluster = false\n')
  }
  const reason = (await install('postgresql-15')) && (await install('postgresql'))
  return hasServer() ? undefined : reason
}

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const findBrowser = () =>
  process.env.SLUICE_CHROMIUM ??
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => browsers.map((name) => join(folder, name)))
    .find((path) => existsSync(path))

const hasChineseFont = () =>
  ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/truetype/noto', '/usr/share/fonts/noto-cjk'].some(
    (folder) => existsSync(folder) && readdirSync(folder).some((name) => /CJK/.test(name)),
  )

/** The browser for journeys: `{ path }`, or `{ reason }` why there is none. */
export const missingBrowser = async () => {
  const reason = findBrowser() ? undefined : await install('chromium')
  // Without a Chinese font the journeys pass, and their pictures show boxes.
  if (process.platform === 'linux' && !hasChineseFont() && canInstall()) await install('fonts-noto-cjk')
  const path = findBrowser()
  return path ? { path } : { reason: reason ?? 'no chromium found' }
}
