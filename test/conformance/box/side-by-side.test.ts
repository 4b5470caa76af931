// @module-tag long
import { afterAll, expect, it } from 'vitest'
import { BoxPool, type TriedOut, TryOuts } from '../../../src/app/index.ts'
import type { BacktestSetup, Trial } from '../../../src/engine/index.ts'
import { proposeRecipes } from '../../../src/evolution/index.ts'
import { generateMarket } from '../../../src/market/index.ts'
import { MemoryTrials } from '../../../tools/gate/memory-trials.ts'
import { boxPlan } from './box-plan.ts'

const pool = new BoxPool(2)
afterAll(() => pool.end())

/** The second does not define a strategy, and is no trial. */
const sources = proposeRecipes({
  ...{ seed: 3, cycle: 0, count: 4, tried: [], isKnown: () => false },
  ground: { minutes: [5, 15], mayShort: false },
}).map(({ source }, n) => (n === 1 ? 'export const nothing = 1' : source))
const candidates = sources.map((source, n) => ({ source, version: `version ${n}` }))

class NotedTrials extends MemoryTrials {
  readonly noted: Trial[] = []

  override record(trial: Trial): number {
    this.noted.push(trial)
    return super.record(trial)
  }
}

function tryOuts(): { readonly all: TryOuts; readonly trials: NotedTrials } {
  const trials = new NotedTrials()
  const setup: Omit<BacktestSetup, 'agents'> = boxPlan.setup
  const market = generateMarket({ seed: 5, rows: 2_000 }).slice(0, 1)
  return { all: new TryOuts({ pool, setup, market, plan: boxPlan, trials }), trials }
}

it('two at a time come to what one after another do, and are written down in the same order', async () => {
  const [alone, beside] = [tryOuts(), tryOuts()]
  const one: TriedOut[] = []
  for (const candidate of candidates) one.push(await alone.all.of(candidate))
  const two = await Promise.all(candidates.map((candidate) => beside.all.of(candidate)))
  expect(two).toEqual(one)
  expect(one.map(({ claim }) => claim.kind)).toEqual(
    sources.map((_, n) => (n === 1 ? 'fault' : 'done')),
  )
  const expected = sources.filter((_, n) => n !== 1).map((source) => alone.all.trialOf(source))
  expect(alone.trials.noted).toEqual(expected)
  expect(beside.trials.noted).toEqual(expected)
}, 600_000)
