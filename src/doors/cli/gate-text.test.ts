import { expect, it } from 'vitest'
import { usualGuard } from '../../../test/simulation/guarded-scene.ts'
import { noisyMarket } from '../../../test/simulation/null-scene.ts'
import { uncounted } from '../../../test/simulation/uncounted.ts'
import { agentByName } from '../../agents/index.ts'
import { type GateReport, runGate } from '../../app/index.ts'
import { defaultLimits } from '../../risk/index.ts'
import { defaultCosts } from '../../venue/index.ts'
import { gateLines } from './gate-text.ts'

/** Chance at what it costs by default, so often that it loses the capital allotted to it. */
function reportOf(hasStandings: boolean): GateReport {
  const seated = agentByName('random')?.seat({ entry: 0.5, exit: 0.5, exposure: 0.05 })
  if (seated?.ok !== true) throw new Error('random was not seated')
  return runGate({
    setup: {
      ...{ seed: 1, quorum: 1, costs: defaultCosts, cash: 10_000_000_000_000n },
      ...{ rebalanceMin: 0.05, limits: defaultLimits, guard: { ...usualGuard, hasStandings } },
    },
    market: [noisyMarket(5, 3_000)],
    ...{ family: [seated.value], trials: uncounted, draws: 19 },
  })
}

it('says before all else that what is asked about was put to sleep', () => {
  const asleep = reportOf(true)
  expect(asleep.family[0]?.awakeShare).toBeLessThan(0.6)
  const [first, second] = gateLines(asleep, 'random')
  expect(first).toMatch(/^Risk paused it or put it to sleep before the end/)
  expect(first).toMatch(/of which the best was awake \d+\.\d %/)
  expect(first).toContain('risk.hasStandings = false')
  expect(second).toContain('the best of 1 by Sharpe ratio: random')
  const awake = reportOf(false)
  expect(awake.family[0]?.awakeShare).toBe(1)
  expect(gateLines(awake, 'random')[0]).toContain('the best of 1')
})
