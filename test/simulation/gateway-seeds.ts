import type { GatewayRun } from './gateway-options.ts'
import { runGateway } from './gateway-run.ts'
import { type RunsRange, seedsRange } from './seed-range.ts'

/** Runs seeds of the whole desk. */
export const simulateSeeds: RunsRange<GatewayRun> = seedsRange((seed) => runGateway(seed))
