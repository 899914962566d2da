// What the tests need of this machine beyond Node: Debian's PostgreSQL and a browser. As root on Debian they are installed.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './children.mjs'

const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
let isListFresh = false

const aptGet = (limitSeconds, ...args) =>
  run('apt-get', ['-q', ...args], { keep: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, limitSeconds })

/** Installs Debian packages; undefined when it went well, else the reason in one line. */
const install = async (...packages) => {
  const apt = (...args) => aptGet(400, ...args)
  if (!canInstall())
    return `${packages.join(' ')} not installed, and only root on Debian can install it here: apt-get install ${packages.join(' ')}`
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

/** Draws into memory only: journeys take a quarter less of the processor than in the whole browser, which is the same otherwise. */
const lean = 'chromium-headless-shell'
const browsers = [lean, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const find = (names) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path))
const findBrowser = () => process.env.SLUICE_CHROMIUM ?? find([lean]) ?? find(browsers)

/** The lean browser where it can be had soon; a machine that has another can do without. */
const wishForLean = async () => {
  if (!process.env.CI || process.env.SLUICE_CHROMIUM || find([lean]) || !canInstall()) return
  const soon = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=10']
  const wish = () => aptGet(60, ...soon, 'install', '-y', '--no-install-recommends', lean)
  if ((await wish()).code === 0 || isListFresh) return
  const { code } = await aptGet(60, ...soon, 'update')
  if (code === 0) await wish()
}

const hasChineseFont = () =>
  ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/truetype/noto', '/usr/share/fonts/noto-cjk'].some(
    (folder) => existsSync(folder) && readdirSync(folder).some((name) => /CJK/.test(name)),
  )

/** The browser for journeys: `{ path }`, or `{ reason }` why there is none. */
export const missingBrowser = async () => {
  await wishForLean()
  const reason = findBrowser() ? undefined : await install('chromium')
  // Without a Chinese font the journeys pass, and their pictures show boxes.
  if (process.platform === 'linux' && !hasChineseFont() && canInstall()) await install('fonts-noto-cjk')
  const path = findBrowser()
  return path ? { path } : { reason: reason ?? 'no chromium found' }
}
