import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { leanContracts } from './scripts/lean-contracts.ts'

const apiPort = process.env['PORT'] ?? '3000'

/**
 * What nearly every page shows: filter bar, plain fields, frame of a page. Without it each of these files is a request of its own,
 * since hardly two pages use the same set of them.
 */
const kit =
  /\/src\/ui\/(FilterBar|FilterControl|Page|Figures|PeekDrawer|Dialogs|Hint|part|on-demand|url|fields\/(Choice|SelectField|SearchSelect|DayField|lazy-field))\.tsx?$|\/src\/ui\/[\w/]+\.module\.css|@mantine\/core\/esm\/components\/(Input|InputBase|TextInput|NativeSelect|Checkbox|SegmentedControl|FloatingIndicator|Combobox\/ComboboxChevron)\/|contract\.ts\?lean/

/** The web part: `vite build` writes dist/web, which the server serves; `vite` serves it with reload and passes /api on. */
export default defineConfig({
  plugins: [leanContracts(), react()],
  publicDir: 'src/ui/public',
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // An inlined asset would need `data:` in the content-security policy.
    assetsInlineLimit: 0,
    manifest: true,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'frame', tags: ['$initial'], priority: 3 },
            { name: 'kit', test: kit, priority: 2 },
            // The rest by who uses it: two modules that the same pages need are one file.
            { name: 'shared', minShareCount: 2, entriesAware: true },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/answer/'].map((path) => [path, { target: `http://127.0.0.1:${apiPort}`, changeOrigin: false }]),
    ),
  },
})
