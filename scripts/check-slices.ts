/**
 * The fences of the house: where files lie and how they are named, which slice may import which, what a pure file and a page
 * may import, cycles, and the size budget. Exits 1 with one line per fault, and when it found nothing to check.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { projectRoot } from '../src/platform/root.ts'
import { emptyNames, ioPackages, lineLimit, nodeModules, openRoles, roleLineLimit, roleNames, sliceOrder } from './house-rules.ts'
import { importsOf, type Import } from './imports.ts'

interface Module {
  /** Path below src, with slashes. */
  path: string
  area: string
  role: string | undefined
  isWeb: boolean
  isTest: boolean
  lines: number
  imports: (Import & { target: string | undefined })[]
}

const isSlice = (area: string) => !['platform', 'ui', 'apps'].includes(area)

/** 'store' for store.ts and for store/anything.ts; workers and command-line tools count as input and output too. */
const roleOf = (path: string): string | undefined => {
  const [, ...inside] = path.split('/')
  const first = inside[0]?.replace(/\.ts$/, '')
  if (first && roleNames.includes(first)) return first
  return path.endsWith('.worker.ts') ? 'worker' : undefined
}

const readModules = (src: string): Module[] => {
  const paths = readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(src, join(entry.parentPath, entry.name)).split(sep).join('/'))
  return paths.sort().map((path) => {
    const source = readFileSync(join(src, path), 'utf8')
    return {
      path,
      area: path.split('/')[0]!,
      role: roleOf(path),
      isWeb: path.includes('/web/') || path.endsWith('.tsx'),
      isTest: /\.test\.tsx?$/.test(path),
      lines: source.split('\n').length - 1,
      imports: importsOf(source).map((it) => ({ ...it, target: targetOf(src, path, it.from) })),
    }
  })
}

const targetOf = (src: string, from: string, specifier: string): string | undefined => {
  if (!specifier.startsWith('.')) return undefined
  const path = relative(src, join(src, dirname(from), specifier))
    .split(sep)
    .join('/')
  return existsSync(join(src, path)) ? path : undefined
}

/** Paths of modules that read or write, by themselves or through what they import. */
const impureModules = (modules: readonly Module[]): Set<string> => {
  const impure = new Set(
    modules
      .filter(
        (it) =>
          it.role !== undefined ||
          it.imports.some(({ from, isType }) => !isType && (nodeModules.test(from) || ioPackages.test(from))),
      )
      .map(({ path }) => path),
  )
  for (let before = -1; before !== impure.size;) {
    before = impure.size
    for (const it of modules)
      if (it.imports.some(({ target, isType }) => !isType && target && impure.has(target))) impure.add(it.path)
  }
  return impure
}

const namingFaults = ({ path, area, isWeb, isTest }: Module): string[] => {
  const faults: string[] = []
  const name = basename(path).replace(/(\.(db|worker))?(\.test)?\.tsx?$/, '')
  if (isSlice(area) && !sliceOrder.includes(area))
    faults.push(`${path}: "${area}" is no slice of the house (scripts/house-rules.ts names them)`)
  if (!path.includes('/')) faults.push(`${path}: a source file lies in a slice, in platform, ui or apps`)
  if (emptyNames.test(name)) faults.push(`${path}: "${name}" says nothing; name the file after its one idea`)
  const isWellNamed = isWeb ? /^([A-Z][A-Za-z0-9]*|[a-z][a-z0-9]*(-[a-z0-9]+)*)$/ : /^[a-z0-9]+(-[a-z0-9]+)*$/
  if (!isWellNamed.test(name)) faults.push(`${path}: file names are kebab-case; components are PascalCase`)
  if (path.endsWith('.tsx') && isSlice(area) && !path.includes('/web/') && !isTest)
    faults.push(`${path}: components of a slice live in its web folder`)
  return faults
}

/** Tests, words and what is generated may be as long as they need. */
const isApart = ({ path, isTest }: Pick<Module, 'path' | 'isTest'>): boolean =>
  isTest || /(^|\/)words(\.ts|\/)|words\.ts$/.test(path) || path === 'platform/database/tables.ts'

const sizeFaults = ({ path, area, role, isTest, lines }: Module): string[] => {
  if (isApart({ path, isTest })) return []
  if (lines > lineLimit) return [`${path}: ${lines} lines; a file has at most ${lineLimit}`]
  if (path === `${area}/${role}.ts` && lines > roleLineLimit)
    return [`${path}: ${lines} lines; past ${roleLineLimit} a role file becomes a folder (${role}/what-it-does.ts)`]
  return []
}

const importFaults = (it: Module, modules: ReadonlyMap<string, Module>, impure: ReadonlySet<string>): string[] => {
  const faults: string[] = []
  const isPure = isSlice(it.area) && it.role === undefined && !it.isTest && !it.isWeb
  for (const { from, target: path, isType } of it.imports) {
    const target = path === undefined ? undefined : modules.get(path)
    const say = (text: string) => faults.push(`${it.path}: imports ${path ?? from}: ${text}`)
    if (isPure && (nodeModules.test(from) || ioPackages.test(from))) say('a rule file is pure (no input, no output)')
    if (!target || it.isTest) continue
    const isForeign = target.area !== it.area
    if (isPure && target.role) say(`a rule file is pure; ${target.role} reads or writes`)
    else if (isPure && !isType && impure.has(target.path))
      say('a rule file is pure; this one reads or writes through its imports')
    if (isPure && target.isWeb) say('a rule file knows no page')
    if (it.isWeb && it.area !== 'apps' && target.role && roleNames.includes(target.role))
      say('a page asks the server through the contract')
    if (!it.isWeb && it.area !== 'apps' && target.isWeb && target.area !== 'ui') say('only pages import pages')
    if ((it.area === 'platform' || it.area === 'ui') && isSlice(target.area)) say(`${it.area} knows no business`)
    if (it.area === 'platform' && target.area === 'ui') say('platform knows no page')
    if (it.area !== 'apps' && target.area === 'apps') say('only programs in apps know all slices')
    if (isSlice(it.area) && isSlice(target.area) && isForeign) {
      if (sliceOrder.indexOf(target.area) > sliceOrder.indexOf(it.area))
        say(`${it.area} comes before ${target.area}; news travels upward as events`)
      if (target.role && !openRoles.includes(target.role)) say(`another slice's ${target.role} is its own`)
      if (target.isWeb) say("another slice's pages are its own; apps/pages.tsx puts them together")
    }
  }
  return faults
}

const cycleFaults = (modules: ReadonlyMap<string, Module>): string[] => {
  const state = new Map<string, 'open' | 'done'>()
  const faults: string[] = []
  const visit = (path: string, trail: string[]): void => {
    state.set(path, 'open')
    for (const { target, isType } of modules.get(path)?.imports ?? []) {
      if (isType || !target || !modules.has(target)) continue
      if (state.get(target) === 'open') faults.push(`cycle: ${[...trail.slice(trail.indexOf(target)), target].join(' → ')}`)
      else if (!state.has(target)) visit(target, [...trail, target])
    }
    state.set(path, 'done')
  }
  for (const path of modules.keys()) if (!state.has(path)) visit(path, [path])
  return faults
}

/** The house's budget: nineteen modules of twenty are no longer. */
const mostLinesOfMany = 220

const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

/** Checks the tree below `src`. `summary` says how much was looked at; nothing found to look at is a fault. */
export const checkSlices = (src: string): { summary: string; faults: string[] } => {
  const list = existsSync(src) ? readModules(src) : []
  if (list.length === 0) return { summary: '0 modules', faults: [`no modules found in ${src}`] }
  const modules = new Map(list.map((it) => [it.path, it]))
  const impure = impureModules(list)
  const relations = list.reduce((sum, it) => sum + it.imports.filter(({ target }) => target).length, 0)
  const lines = list
    .filter((it) => !isApart(it))
    .map((it) => it.lines)
    .sort((a, b) => a - b)
  const faults = [
    ...list.flatMap((it) => [...namingFaults(it), ...sizeFaults(it), ...importFaults(it, modules, impure)]),
    ...cycleFaults(modules),
    ...(share(lines, 0.95) > mostLinesOfMany
      ? [`one module in twenty is longer than ${mostLinesOfMany} lines: the 95th percentile is ${share(lines, 0.95)}`]
      : []),
    ...(relations === 0 && list.length > 1 ? ['no import between modules was found: the reader of imports is blind'] : []),
  ]
  return {
    summary: `${list.length} modules, ${relations} imports; lines: median ${share(lines, 0.5)}, p95 ${share(lines, 0.95)}`,
    faults,
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const { summary, faults } = checkSlices(join(projectRoot, 'src'))
  for (const fault of faults) console.error(fault)
  console.log(summary)
  process.exitCode = faults.length > 0 ? 1 : 0
}
