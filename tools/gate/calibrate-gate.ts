import type { Agent } from '../../src/agents/index.ts'
import { type GateReport, runGate } from '../../src/app/index.ts'
import { backtest, type BacktestSetup } from '../../src/engine/index.ts'
import { measure, ratioOf } from '../../src/research/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { defaultCosts } from '../../src/venue/index.ts'
import { MemoryTrials } from './memory-trials.ts'
import { guesserAgent, knownMarket, readerAgent } from './known-truth.ts'

/** Length of each market. */
export const yearsOfMarket = 3
const days = yearsOfMarket * 365

/** What is put to the gate, again and again. */
export type GateCase = {
  readonly name: string
  /** Strategies tried on each market, the planted one included. */
  readonly family: number
  /** Annual Sharpe ratio after costs of the one that knows something; 0 for nobody. */
  readonly sharpe: 0 | 1.5 | 3
  /** Whether trading is free: noise that pays for its trades is easily told from an edge. */
  readonly isFree?: boolean
  readonly markets: number
}

/** How often it passed. */
export type GateRate = GateCase & {
  readonly passes: number
  /** How often the deflated Sharpe ratio alone passed. */
  readonly deflated: number
  /** How often each question said no, or could not be put, to those. */
  readonly fails: ReadonlyMap<string, number>
}

/**
 * Drift a day that gives the reader such a ratio after costs: found on three thousand years, see
 * `sharpeOfReader`.
 */
export const drifts = { 0: 0, 1.5: 0.00147, 3: 0.00271 } as const

const freeCosts = { ...defaultCosts, feeTakerPpm: 0, feeMakerPpm: 0, slippage: 0 }

export const gateSetup: Omit<BacktestSetup, 'agents'> = {
  seed: 1,
  quorum: 1,
  limits: { ...wideLimits, isLongOnly: false },
  costs: defaultCosts,
  cash: 10_000_000_000_000n,
  rebalanceMin: 0.05,
}

/** The annual ratio of the reader after costs, over the days of many markets. */
export function sharpeOfReader(drift: number, markets: number): number {
  const setup = { ...gateSetup, agents: [readerAgent()] }
  const all = Array.from({ length: markets }, (_, n) => {
    const market = [knownMarket(1_000_000 + n, days, drift)]
    const { run } = backtest({ setup, market }, new MemoryTrials())
    return [...measure(run).curve.sampled.returns]
  })
  return ratioOf(Float64Array.from(all.flat())) * Math.sqrt(365)
}

/** Puts a case to the whole gate, on markets of their own seeds. */
export function gateRate(of: GateCase, draws: number, onMarket?: () => void): GateRate {
  let passes = 0
  let deflated = 0
  const fails = new Map<string, number>()
  for (let n = 0; n < of.markets; n += 1) {
    const { verdict, rows } = oneGate(of, 1 + n, draws)
    onMarket?.()
    if (verdict === 'pass') passes += 1
    const [first, ...rest] = rows
    if (first?.status !== 'pass') continue
    deflated += 1
    for (const { name, status } of rest)
      if (status === 'fail' || status === 'NOT RUN') fails.set(name, (fails.get(name) ?? 0) + 1)
  }
  return { ...of, passes, deflated, fails }
}

function oneGate(of: GateCase, seed: number, draws: number): GateReport {
  const costs = of.isFree === true ? freeCosts : gateSetup.costs
  return runGate({
    setup: { ...gateSetup, costs, seed },
    market: [knownMarket(seed, days, drifts[of.sharpe])],
    family: familyOf(of, seed),
    trials: new MemoryTrials(),
    draws,
  })
}

/** The one that knows first, if anybody does. */
function familyOf({ family, sharpe }: GateCase, seed: number): readonly Agent[] {
  return Array.from({ length: family }, (_, k) =>
    k === 0 && sharpe > 0 ? readerAgent() : guesserAgent((seed * 131 + k) % 1_000_000),
  )
}
