import { type QuorumRun, runQuorum } from './quorum-run.ts'
import { type RunRange, seedRange } from './seed-range.ts'

/** Runs seeds of the managers of a memory. */
export const quorumSeeds: RunRange<QuorumRun> = seedRange((seed) => runQuorum(seed))
