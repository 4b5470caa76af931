import process from 'node:process'
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'

// Whoever builds: a page built by the tests is the one people get, without the builder's folders.
process.env['NODE_ENV'] = 'production'

const config: UserConfig = defineConfig({
  plugins: [react()],
  build: {
    // The page's policy allows no inline script, style or data: every byte comes from a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What the built page contains of others' work, as their licences ask.
    license: { fileName: 'licenses.md' },
  },
})

export default config
