import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { leanContracts } from './scripts/lean-contracts.ts'

const apiPort = process.env['PORT'] ?? '3000'

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
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: `http://127.0.0.1:${apiPort}`, changeOrigin: false } },
  },
})
