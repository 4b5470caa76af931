import { fileURLToPath } from 'node:url'
import { quorumSeeds } from '../test/simulation/quorum-seeds.ts'
import { runSeedTool } from './seed-ledger.ts'

// Runs the managers of a memory with faults and liars among them over a range of seeds, and writes
// the range down when nothing was found: npm run quorum-seeds -- --first N --seeds M

process.exitCode = await runSeedTool({
  name: 'quorum-seeds',
  first: 'first',
  count: 'seeds',
  file: fileURLToPath(new URL('../test/simulation/quorum-seeds.json', import.meta.url)),
  run: quorumSeeds,
})
