import { createHash } from 'node:crypto'
import { reasonOf } from '../../src/base/index.ts'
import type { SeedRange, SeedViolation } from './fault-seeds.ts'
import type { GatewayRun } from './gateway-options.ts'
import { runGateway } from './gateway-run.ts'

/** Runs `count` seeds of the whole desk from `first` on. @param onRun - Told after each. */
export function simulateSeeds(
  first: number,
  count: number,
  onRun: (seed: number, run: GatewayRun | undefined) => void = () => {},
): { readonly range: SeedRange; readonly violations: readonly SeedViolation[] } {
  const hash = createHash('sha256')
  const violations: SeedViolation[] = []
  for (let seed = first; seed < first + count; seed += 1) {
    let run: GatewayRun | undefined
    try {
      run = runGateway(seed)
      hash.update(run.hash)
    } catch (error) {
      violations.push({ seed, what: reasonOf(error) })
    }
    onRun(seed, run)
  }
  return { range: { from: first, count, hash: hash.digest('hex') }, violations }
}
