import { expect, it } from 'vitest'
import { agentByName } from '../../src/agents/index.ts'
import {
  type BacktestSetup,
  backtestControl,
  backtest,
  type RunResult,
} from '../../src/engine/index.ts'
import { generateMarket, type LoadedBars } from '../../src/market/index.ts'
import { randomRates } from '../../src/research/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { type Costs, defaultCosts } from '../../src/venue/index.ts'
import { uncounted } from './uncounted.ts'

const seeds = Array.from({ length: 12 }, (_, i) => i + 1)
const markets = new Map<number, LoadedBars>()

function marketOf(seed: number): LoadedBars {
  const known = markets.get(seed) ?? generateMarket({ seed, rows: 6_000 })[0]
  if (known === undefined) throw new Error('a generated market has instruments')
  markets.set(seed, known)
  return known
}

function setupOf(name: string, parameters: object, costs: Partial<Costs>): BacktestSetup {
  const seated = agentByName(name)?.seat({ ...parameters })
  if (seated?.ok !== true) throw new Error(`no ${name}`)
  const off = { drawdownHalt: 1, drawdownSoft: 1, dailyLossMax: 1 }
  return {
    seed: 7,
    agents: [seated.value],
    quorum: 1,
    limits: { ...wideLimits, ...off },
    costs: { ...defaultCosts, ...costs },
    cash: 10_000_000_000_000n,
    rebalanceMin: 0.05,
  }
}

function trade(seed: number, name: string, parameters: object, costs: Partial<Costs>): RunResult {
  const setup = setupOf(name, parameters, costs)
  return backtest({ setup, market: [marketOf(seed)] }, uncounted).run
}

const dearer: readonly Partial<Costs>[] = [
  { feeTakerPpm: 0, feeMakerPpm: 0, slippage: 0 },
  { feeTakerPpm: 1_000, feeMakerPpm: 1_000, slippage: 0 },
  { feeTakerPpm: 1_000, feeMakerPpm: 1_000, slippage: 0.001 },
  { feeTakerPpm: 4_000, feeMakerPpm: 4_000, slippage: 0.003 },
]

it.each(seeds)('holding ends with less, the more it costs to buy (seed %i)', (seed) => {
  const ends = dearer.map((costs) => trade(seed, 'hold', { exposure: 0.5 }, costs).endEquity)
  expect([...ends].sort((a, b) => b - a)).toEqual(ends)
  expect(new Set(ends).size).toBe(ends.length)
})

it('a busy trend follower ends with less on average, the more it costs to trade', () => {
  const busy = { minutes: 1, hurdle: 0 }
  const means = dearer.map((costs) => {
    const ends = seeds.map((seed) => trade(seed, 'trend', busy, costs).endEquity)
    return ends.reduce((sum, end) => sum + end, 0) / ends.length
  })
  expect([...means].sort((a, b) => b - a)).toEqual(means)
})

it('the random control trades about as often and as much as what it stands beside', () => {
  const run = trade(3, 'trend', { minutes: 1, hurdle: 0 }, {})
  const rates = randomRates(run, [marketOf(3).bars])
  if (rates === undefined) throw new Error('the strategy made no trade')
  const setup = setupOf('random', rates, {})
  const controls = seeds.map((seed) =>
    backtestControl({ setup: { ...setup, seed }, market: [marketOf(3)] }),
  )
  const trades = controls.reduce((sum, of) => sum + of.trades.length, 0) / controls.length
  expect(trades / run.trades.length).toBeGreaterThan(0.7)
  expect(trades / run.trades.length).toBeLessThan(1.4)
  const fees = (of: RunResult): number =>
    of.fills.reduce((sum, fill) => sum + Number(fill.fee), 0) / of.fills.length
  const paid = controls.reduce((sum, of) => sum + fees(of), 0) / controls.length
  expect(paid / fees(run)).toBeGreaterThan(0.7)
  expect(paid / fees(run)).toBeLessThan(1.4)
})

it('has no random control for a run without a trade', () => {
  const idle = trade(1, 'trend', { adxMin: 100 }, {})
  expect(idle.trades).toEqual([])
  expect(randomRates(idle, [marketOf(1).bars])).toBeUndefined()
})
