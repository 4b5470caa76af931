import { fileURLToPath } from 'node:url'
import { runSeeds } from '../test/simulation/fault-seeds.ts'
import { runSeedTool } from './seed-ledger.ts'

// Runs the simulated exchange with faults over a range of seeds, and writes the range down when
// nothing was found: npm run exchange-seeds -- --from N --count M

process.exitCode = await runSeedTool({
  name: 'exchange-seeds',
  first: 'from',
  count: 'count',
  file: fileURLToPath(new URL('../test/simulation/exchange-seeds.json', import.meta.url)),
  run: runSeeds,
})
