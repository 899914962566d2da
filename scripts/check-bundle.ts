/**
 * How much a browser must fetch, against the budgets of the UI brief (gzip, kilobytes of 1000 bytes): the shell (entry and
 * everything it imports at once), the funnel route, any other route, a route with charts. Reads the manifest of a build.
 * Exits 1 with one line per budget that is broken, and when it found nothing to measure.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../src/platform/root.ts'

export interface Chunk {
  file: string
  src?: string
  isEntry?: boolean
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
}
export type Manifest = Record<string, Chunk>

export const budgets = { shellJs: 195, shellCss: 20, funnelRoute: 235, route: 260, routeWithCharts: 430 }

/** The chunk and all that it imports at once, by key. */
export const withImports = (manifest: Manifest, key: string, found = new Set<string>()): Set<string> => {
  if (found.has(key)) return found
  found.add(key)
  for (const next of manifest[key]?.imports ?? []) withImports(manifest, next, found)
  return found
}

interface Weight {
  js: number
  css: number
}

/** What the chunks of these keys weigh, each file once; `sizeOf` is kilobytes of a file as sent. */
export const weigh = (manifest: Manifest, keys: Iterable<string>, sizeOf: (file: string) => number): Weight => {
  const js = new Set<string>()
  const css = new Set<string>()
  for (const key of keys) {
    const chunk = manifest[key]
    if (!chunk) continue
    js.add(chunk.file)
    for (const file of chunk.css ?? []) css.add(file)
  }
  const sum = (files: Set<string>): number => [...files].reduce((total, file) => total + sizeOf(file), 0)
  return { js: sum(js), css: sum(css) }
}

export interface Measured {
  name: string
  weight: Weight
  limit: { js?: number; css?: number; both?: number }
  over: boolean
}

/** The shell, and with it each chunk that the shell fetches on demand: every page, and what a click in the frame opens. */
export const measure = (manifest: Manifest, sizeOf: (file: string) => number): Measured[] => {
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry)
  if (entry === undefined) return []
  const shellKeys = withImports(manifest, entry)
  const shell = weigh(manifest, shellKeys, sizeOf)
  const fetched = new Set([...shellKeys].flatMap((key) => manifest[key]?.dynamicImports ?? []))
  const pages = [...fetched].map((key): Measured => {
    const chunk = manifest[key]
    const keys = new Set([...shellKeys, ...withImports(manifest, key)])
    const weight = weigh(manifest, keys, sizeOf)
    const charts = [...keys].some((one) => /echarts/.test(one))
    const both = /FunnelPage/.test(chunk?.src ?? '') ? budgets.funnelRoute : charts ? budgets.routeWithCharts : budgets.route
    return { name: chunk?.src ?? key, weight, limit: { both }, over: weight.js + weight.css > both }
  })
  const limit = { js: budgets.shellJs, css: budgets.shellCss }
  return [{ name: 'shell', weight: shell, limit, over: shell.js > limit.js || shell.css > limit.css }, ...pages]
}

const main = (): void => {
  const folder = process.argv[2] ?? join(projectRoot, 'dist', 'web')
  const path = join(folder, '.vite', 'manifest.json')
  if (!existsSync(path)) {
    console.error(`No build to measure at ${path}: run npm run build.`)
    process.exit(1)
  }
  const sizes = new Map<string, number>()
  const sizeOf = (file: string): number => {
    const known = sizes.get(file) ?? gzipSync(readFileSync(join(folder, file))).length / 1000
    sizes.set(file, known)
    return known
  }
  const measured = measure(JSON.parse(readFileSync(path, 'utf8')) as Manifest, sizeOf)
  for (const { name, weight, limit, over } of measured) {
    const given = limit.both === undefined ? `${limit.js} + ${limit.css}` : `${limit.both}`
    console.log(
      `${over ? 'OVER' : 'ok  '} ${name}: ${weight.js.toFixed(1)} KB JS + ${weight.css.toFixed(1)} KB CSS (budget ${given})`,
    )
  }
  if (measured.length < 2) console.error('Nothing measured: the manifest names no entry or no pages.')
  process.exit(measured.length < 2 || measured.some(({ over }) => over) ? 1 : 0)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main()
