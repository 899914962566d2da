import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { projectRoot } from '../src/platform/root.ts'

let built: Promise<string> | undefined

/** A program of src/apps, bundled once for this run from the sources as they are: starting it through tsx takes three times as long. */
export const program = async (name: 'server' | 'cli'): Promise<string> => {
  built ??= bundle()
  return join(await built, `${name}.js`)
}

const bundle = async (): Promise<string> => {
  const folder = join(projectRoot, '.cache', `programs-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await build({
    entryPoints: ['server', 'cli'].map((name) => join(projectRoot, 'src/apps', `${name}.ts`)),
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    // import attributes are kept from 20.10 on
    target: 'node20.19',
    packages: 'external',
    sourcemap: 'inline',
  })
  return folder
}
