import type { GatewayRun } from './gateway-options.ts'
import { runGateway } from './gateway-run.ts'
import { type RunRange, seedRange } from './seed-range.ts'

/** Runs seeds of the whole desk. */
export const simulateSeeds: RunRange<GatewayRun> = seedRange((seed) => runGateway(seed))
