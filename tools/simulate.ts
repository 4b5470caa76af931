import { fileURLToPath } from 'node:url'
import { simulateSeeds } from '../test/simulation/gateway-seeds.ts'
import { runSeedTool } from './seed-ledger.ts'

// Runs the whole desk on a faulty exchange over a range of seeds, and writes the range down when
// nothing was found: npm run simulate -- --seeds N --first K

process.exitCode = await runSeedTool({
  name: 'simulate',
  first: 'first',
  count: 'seeds',
  file: fileURLToPath(new URL('../test/simulation/desk-seeds.json', import.meta.url)),
  run: simulateSeeds,
})
