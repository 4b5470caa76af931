import type { Random } from '../../../src/base/index.ts'
import { jumpScan, periodJumpTest } from '../../../src/quant/index.ts'
import type { RateCase } from './rates.ts'

/** Returns of a diffusion, with one jump of `size` deviations in the later half, or none with 0. */
function period(random: Random, count: number, size: number): Float64Array {
  const returns = Float64Array.from({ length: count }, () => 0.001 * random.normal())
  // The window of a scan must be full where the jump is.
  const at = Math.floor(count / 2) + random.below(count / 2)
  const sign = random.next() < 0.5 ? -1 : 1
  return returns.with(at, (returns[at] as number) + 0.001 * size * sign)
}

function periodCase(count: number, size: number, level: number): RateCase {
  return {
    test: `Barndorff-Nielsen and Shephard, ${count} returns`,
    null: 'diffusion',
    edge: `one jump of ${size} deviations`,
    runs: 1000,
    level,
    rejects: (random, hasEdge) =>
      (periodJumpTest(period(random, count, hasEdge ? size : 0))?.probability ?? 1) < level,
  }
}

function scanCase(count: number, window: number, size: number, level: number): RateCase {
  return {
    test: `Lee and Mykland, ${count} returns, window ${window}`,
    null: 'diffusion',
    edge: `one jump of ${size} deviations`,
    runs: 600,
    level,
    rejects: (random, hasEdge) => {
      const returns = period(random, count, hasEdge ? size : 0)
      return jumpScan(returns, { windowCount: window, level }).jumps.length > 0
    },
  }
}

/** The rates of the tests for jumps. */
export const volatilityCases: readonly RateCase[] = [
  periodCase(78, 8, 0.05),
  periodCase(288, 10, 0.05),
  periodCase(288, 10, 0.01),
  periodCase(1440, 14, 0.05),
  scanCase(576, 60, 7, 0.05),
  scanCase(576, 270, 7, 0.05),
  scanCase(576, 270, 7, 0.01),
]
