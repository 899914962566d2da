// `npm test`: everything that CI runs, checks two at a time and then one step after another, each with its time; the last line sums them up.
// `npm test -- rules db` runs only steps whose name begins so; `npm run check` runs those that need no server.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { run } from './children.mjs'
import { missingBrowser, missingServer } from './machine.mjs'
import { root } from './root.mjs'

const reports = join(root, '.cache', 'reports')
const isCi = process.env.CI === 'true' || process.env.CI === '1'
const node = process.execPath
const bin = (name) => join(root, 'node_modules', '.bin', name)
const script = (name, ...args) => [node, '--import', 'tsx', join('scripts', `${name}.ts`), ...args]

/** A check passes or fails as a whole; what it says is shown when it fails. */
const check =
  (...command) =>
  async () => {
    const { code, output } = await run(command[0], command.slice(1), { keep: true, limitSeconds: 300 })
    if (code !== 0) process.stdout.write(`${output.trimEnd()}\n`)
    return code === 0 ? { passed: 1 } : { failed: 1 }
  }

const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** One failed test in two lines: where and what, and how it failed. */
const failure = (where, what, message = '', how = 'failed') => {
  const says = stripVTControlCharacters(message).trim().split('\n').slice(0, 6).join(' ').slice(0, 600)
  return `${how}: ${where.replace(`${root}/`, '')} › ${what}\n            ${says}`
}

/** One run of vitest, its tests counted one by one. A file that does not load, or a run without tests, is a failure. */
const runVitest = async (project, env, name, files = []) => {
  const file = join(reports, `${name}.json`)
  const args = ['run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, ...files]
  const { code } = await run(node, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...args], {
    env: { ...process.env, NODE_ENV: 'test', ...env },
    limitSeconds: 900,
  })
  const report = readReport(file)
  if (!report)
    return { passed: 0, failed: 1, skipped: 0, failures: [], others: [`vitest ended with code ${code} and without a report`] }
  const results = report.testResults.flatMap((it) => it.assertionResults.map((test) => ({ ...test, file: it.name })))
  const passed = results.filter((it) => it.status === 'passed').length
  const failures = results.filter((it) => it.status === 'failed')
  const skipped = results.filter((it) => ['pending', 'skipped', 'todo', 'disabled'].includes(it.status))
  const broken = report.testResults.filter(
    (it) => it.status === 'failed' && !it.assertionResults.some((test) => test.status === 'failed'),
  )
  const others = [
    ...broken.map((it) => `did not load: ${it.name.replace(`${root}/`, '')}\n            ${it.message?.split('\n')[0] ?? ''}`),
    ...skipped.map((it) => `skipped: ${it.fullName}`),
    ...(results.length === 0 ? ['no test was found'] : []),
  ]
  const failed = failures.length + broken.length + (results.length === 0 ? 1 : 0)
  return { passed, failed: failed || (code === 0 ? 0 : 1), skipped: skipped.length, failures, others }
}

const told = ({ file, fullName, failureMessages }, how) => failure(file, fullName, failureMessages[0], how)

/** Tests of one vitest project. */
const vitest =
  (project, env = {}) =>
  async () => {
    const { passed, failed, skipped, failures, others } = await runVitest(
      project,
      env,
      `${project}${env.SLUICE_TEST_DATABASE ?? ''}`,
    )
    return { passed, failed, skipped, notes: [...failures.map((it) => told(it)), ...others] }
  }

/** So many tests that failed are asked again in CI, their files alone; more are no accident. */
const mostAgain = 3

/**
 * Tests with a real database, which share the machine with two other files, processes that are killed and waits for locks. In CI a file
 * with a test that failed runs once more by itself, as journeys do: what passes then passes, and is named at the end with how it
 * failed (docs/decisions/230-a-build-is-repeatable.md).
 */
const databaseTests = (server) => async () => {
  const env = { SLUICE_TEST_DATABASE: server }
  const first = await runVitest('db', env, `db${server}`)
  const { failures, others, skipped } = first
  const isOnlyThese = failures.length > 0 && failures.length === first.failed && failures.length <= mostAgain
  const files = [...new Set(failures.map((it) => it.file))]
  const again = isCi && isOnlyThese ? await runVitest('db', env, `db${server}-again`, files) : null
  if (again?.failed !== 0 || again.passed === 0)
    return { passed: first.passed, failed: first.failed, skipped, notes: [...failures.map((it) => told(it)), ...others] }
  const notes = failures.map((it) => told(it, 'passed only when tried again'))
  return { passed: first.passed + failures.length, failed: 0, skipped, notes: [...notes, ...others] }
}

/** A part of this machine that a step needs and that is not to be had: a skip that says so, a failure in CI. */
const lacking = (reason) => ({ [isCi ? 'failed' : 'skipped']: 1, notes: [`${isCi ? 'missing' : 'skipped'}: ${reason}`] })

const onDebian = async () => {
  const reason = await missingServer()
  return reason ? lacking(reason) : databaseTests('debian')()
}

const build = async () => {
  const { code } = await run(node, [join('tools', 'run.mjs'), 'build'], { limitSeconds: 300 })
  return code === 0 ? { passed: 1 } : { failed: 1 }
}

/** The journeys in a report of playwright, whose suites lie in suites. */
const journeysIn = (suites = []) =>
  suites.flatMap((suite) => [
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests.map((test) => ({ file: spec.file, title: spec.title, status: test.status, results: test.results })),
    ),
    ...journeysIn(suite.suites),
  ])

const journeys = async () => {
  const folder = join(root, 'test', 'e2e')
  const specs = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(spec|e2e)\.ts$/.test(name)) : []
  if (specs.length === 0) return { failed: 1, notes: ['no journey in test/e2e'] }
  const browser = await missingBrowser()
  if (browser.reason) return lacking(browser.reason)
  const file = join(reports, 'journeys.json')
  const { code } = await run(
    node,
    [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', '--reporter=line,json'],
    {
      env: {
        ...process.env,
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        SLUICE_CHROMIUM: browser.path,
      },
      limitSeconds: 750,
    },
  )
  const report = readReport(file)
  const stats = report?.stats
  if (!stats) return { failed: 1, notes: [`playwright ended with code ${code} and without a report`] }
  const passed = stats.expected + stats.flaky
  const notes = journeysIn(report.suites).flatMap(({ file, title, status, results }) => {
    const message = results.find((it) => it.error)?.error.message
    if (status === 'flaky') return [failure(file, title, message, 'passed only when tried again')]
    return status === 'unexpected' ? [failure(file, title, message)] : []
  })
  return { passed, failed: stats.unexpected || (code === 0 && passed > 0 ? 0 : 1), skipped: stats.skipped, notes }
}

/** @type {[string, () => Promise<{ passed?: number, failed?: number, skipped?: number, notes?: string[] }>][]} */
const steps = [
  ['format', check(node, bin('oxfmt'), '--list-different')],
  ['types', check(node, bin('tsc'), '-p', 'tsconfig.json')],
  ['types-web', check(node, bin('tsc'), '-p', 'tsconfig.web.json')],
  ['lint', check(node, bin('oxlint'), '--type-aware')],
  ['unused', check(node, bin('knip'))],
  ['slices', check(...script('check-slices'))],
  ['words', check(...script('check-words'))],
  ['formulas', check(...script('check-formulas'))],
  ['rules', vitest('rules')],
  ['build', build],
  ['bundle', check(...script('check-bundle'))],
  ['db-embedded', databaseTests('embedded')],
  ['db-debian', onDebian],
  ['journeys', journeys],
]
const withoutServer = ['format', 'types', 'types-web', 'lint', 'unused', 'slices', 'words', 'formulas']

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

const main = async (args) => {
  if (args.includes('--write-tables')) {
    const { code } = await run(node, script('write-tables').slice(1))
    process.exitCode = code
    return
  }
  const wanted = args[0] === 'checks' ? withoutServer : args
  const chosen = steps.filter(([name]) => wanted.length === 0 || wanted.some((it) => name.startsWith(it)))
  if (chosen.length === 0) {
    process.stderr.write(`No such step. Steps: ${steps.map(([name]) => name).join(', ')}\n`)
    process.exitCode = 2
    return
  }
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const total = { passed: 0, failed: 0, skipped: 0 }
  const lines = []
  const start = performance.now()
  const perform = async ([name, work]) => {
    process.stdout.write(`\n── ${name}\n`)
    const began = performance.now()
    const { passed = 0, failed = 0, skipped = 0, notes = [] } = await work()
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
    for (const note of notes) process.stdout.write(`   ${note}\n`)
    // Told again at the end, where whoever sees only the last page of a long log finds them.
    lines.push(
      `${failed ? '✗' : skipped && !passed ? '–' : '✓'} ${name.padEnd(12)} ${seconds(began).padStart(8)}  ${passed} passed, ${failed} failed, ${skipped} skipped`,
    )
    for (const note of notes) lines.push(`    ${note}`)
    process.stdout.write(`   ${name} ${seconds(began)}\n`)
  }
  // Checks read files only and use one core each: two at a time. All else has both cores to itself.
  const checks = chosen.filter(([name]) => withoutServer.includes(name))
  const next = async () => {
    for (let step = checks.shift(); step; step = checks.shift()) await perform(step)
  }
  const others = chosen.filter(([name]) => !withoutServer.includes(name))
  await Promise.all([next(), next()])
  for (const step of others) await perform(step)
  process.stdout.write(`\n${lines.join('\n')}\nin ${seconds(start)}\n\n`)
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

await main(process.argv.slice(2))
