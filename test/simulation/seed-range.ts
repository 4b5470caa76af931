import { createHash } from 'node:crypto'
import { reasonOf } from '../../src/base/index.ts'
import type { SeedRange, SeedViolation } from './fault-seeds.ts'

/** What a range of seeds came to. */
export type RanRange = {
  readonly range: SeedRange
  readonly violations: readonly SeedViolation[]
}

/** What runs a range of seeds. @param onRun - Told after each; nothing of one that broke a rule. */
export type RunRange<Run> = (
  first: number,
  count: number,
  onRun?: (seed: number, run: Run | undefined) => void,
) => RanRange

/** The same where a seed takes its time. */
export type RunsRange<Run> = (...args: Parameters<RunRange<Run>>) => Promise<RanRange>

/** Runs seeds one after the other. @param runSeed - Throws where a rule is broken. */
export function seedRange<Run extends { readonly hash: string }>(
  runSeed: (seed: number) => Run,
): RunRange<Run> {
  return (first, count, onRun = () => {}) => {
    const hash = createHash('sha256')
    const violations: SeedViolation[] = []
    for (let seed = first; seed < first + count; seed += 1) {
      let run: Run | undefined
      try {
        run = runSeed(seed)
        hash.update(run.hash)
      } catch (error) {
        violations.push({ seed, what: reasonOf(error) })
      }
      onRun(seed, run)
    }
    return { range: { from: first, count, hash: hash.digest('hex') }, violations }
  }
}

/** The same. @param runSeed - Rejects where a rule is broken. */
export function seedsRange<Run extends { readonly hash: string }>(
  runSeed: (seed: number) => Promise<Run>,
): RunsRange<Run> {
  return async (first, count, onRun = () => {}) => {
    const hash = createHash('sha256')
    const violations: SeedViolation[] = []
    for (let seed = first; seed < first + count; seed += 1) {
      let run: Run | undefined
      try {
        run = await runSeed(seed)
        hash.update(run.hash)
      } catch (error) {
        violations.push({ seed, what: reasonOf(error) })
      }
      onRun(seed, run)
    }
    return { range: { from: first, count, hash: hash.digest('hex') }, violations }
  }
}
