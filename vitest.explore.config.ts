import { join } from 'node:path'
import { mergeConfig } from 'vitest/config'
import tests from './vitest.config.ts'

const properties = join(import.meta.dirname, 'test/explore/properties.ts')

/** The tests as they are, but for fast-check: its properties are tried with many seeds (tools/explore.mjs). */
export default mergeConfig(tests, {
  plugins: [
    {
      name: 'many-seeds',
      enforce: 'pre',
      resolveId: (id: string, importer?: string) => (id === 'fast-check' && importer !== properties ? properties : undefined),
    },
  ],
})
