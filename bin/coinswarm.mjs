#!/usr/bin/env node
// The door of the command line. In a clone it first builds what is stale; installed, only `dist` is
// there. Plain JavaScript for Node 20.19 and up: the pinned Node 24 runs the rest.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runOnNode24, willDo } from '../scripts/node24.mjs'

if (existsSync(new URL('../src/doors/index.ts', import.meta.url))) {
  const { ensure } = await import('../scripts/ensure.mjs')
  ensure()
} else if (!existsSync(new URL('../dist/doors/cli/main.js', import.meta.url))) {
  process.stderr.write(
    'This package was packed before it was built: in the clone, npm run build, then npm pack.\n',
  )
  process.exit(3)
}

const program = new URL('./run.mjs', import.meta.url)
if (willDo(process.versions.node)) {
  // A launcher further up, such as that of the tests, is not the one of this program.
  delete process.env.COINSWARM_LAUNCHER
  await import(program)
} else runOnNode24([fileURLToPath(program), ...process.argv.slice(2)])
