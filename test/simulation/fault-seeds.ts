import { createHash } from 'node:crypto'
import { reasonOf } from '../../src/base/index.ts'
import { runFaults } from './fault-run.ts'

/** Seeds that were run without a violation, and what they came to. */
export type SeedRange = {
  readonly from: number
  readonly count: number
  /** SHA-256 over the hashes of the runs, in order. */
  readonly hash: string
}

/** Something a seed was found out with. */
export type SeedViolation = { readonly seed: number; readonly what: string }

/** Runs `count` seeds from `from` on. @param onSeed - Told after each. */
export function runSeeds(
  from: number,
  count: number,
  onSeed: (seed: number) => void = () => {},
): { readonly range: SeedRange; readonly violations: readonly SeedViolation[] } {
  const hash = createHash('sha256')
  const violations: SeedViolation[] = []
  for (let seed = from; seed < from + count; seed += 1) {
    try {
      hash.update(runFaults(seed).hash)
    } catch (error) {
      violations.push({ seed, what: reasonOf(error) })
    }
    onSeed(seed)
  }
  return { range: { from, count, hash: hash.digest('hex') }, violations }
}
