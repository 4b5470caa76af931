import { createHash } from 'node:crypto'
import { reasonOf } from '../../src/base/index.ts'
import type { SeedRange, SeedViolation } from './fault-seeds.ts'
import { type QuorumRun, runQuorum } from './quorum-run.ts'

/**
 * Runs `count` seeds of the managers of a memory from `first` on. @param onRun - Told after each.
 */
export function quorumSeeds(
  first: number,
  count: number,
  onRun: (seed: number, run: QuorumRun | undefined) => void = () => {},
): { readonly range: SeedRange; readonly violations: readonly SeedViolation[] } {
  const hash = createHash('sha256')
  const violations: SeedViolation[] = []
  for (let seed = first; seed < first + count; seed += 1) {
    let run: QuorumRun | undefined
    try {
      run = runQuorum(seed)
      hash.update(run.hash)
    } catch (error) {
      violations.push({ seed, what: reasonOf(error) })
    }
    onRun(seed, run)
  }
  return { range: { from: first, count, hash: hash.digest('hex') }, violations }
}
