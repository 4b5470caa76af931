import { defaultServerConditions } from 'vite'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = defineConfig({
  // `coinswarm/agents` in an example means this tree, not the last build.
  ssr: { resolve: { conditions: ['coinswarm-source', ...defaultServerConditions] } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
    // `npm test` leaves these out, `npm run check` runs all.
    tags: [{ name: 'long', description: 'more than eight seconds by itself' }],
    isolate: false,
    maxWorkers: 2,
    globalSetup: ['test/house/canary-suite.ts'],
    setupFiles: ['test/house/canary-watch.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'lcov'] },
  },
})

export default config
