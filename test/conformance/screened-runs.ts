import { type Agent, agentByName, type ParameterValue } from '../../src/agents/index.ts'
import { defined } from '../../src/base/index.ts'
import { backtest, type BacktestSetup, type RunResult } from '../../src/engine/index.ts'
import type { LoadedBars } from '../../src/market/index.ts'
import {
  measure,
  type Metrics,
  type ScreenFill,
  screenLimits,
  ScreenMarket,
  screenMetrics,
  ScreenRun,
  screenRuns,
} from '../../src/research/index.ts'
import { type Costs, defaultCosts } from '../../src/venue/index.ts'
import { uncounted } from '../simulation/uncounted.ts'

/** One run of the engine beside the screened one of the same variant. */
export type Pair = {
  readonly engine: { readonly run: RunResult; readonly metrics: Metrics }
  readonly screen: { readonly run: ScreenRun; readonly metrics: Metrics }
}

export type PairTerms = { readonly cash: number; readonly costs?: Partial<Costs> }

/** Runs the variants both ways. */
export function bothWays(
  of: LoadedBars,
  variants: readonly Readonly<Record<string, ParameterValue>>[],
  { cash, costs: over }: PairTerms,
): readonly Pair[] {
  const costs = { ...defaultCosts, ...over }
  const market = new ScreenMarket(of)
  const agents = variants.map(crossOf)
  const terms = { costs, cash, costBuffer: screenLimits.costBuffer }
  const runs = agents.map(
    ({ crossing }) => new ScreenRun(market, defined(crossing, 'its crossing'), terms, true),
  )
  screenRuns(market, runs)
  return runs.map((run, i) => {
    const setup = setupOf(agents[i] as Agent, costs, cash)
    const engine = backtest({ setup, market: [of] }, uncounted).run
    return {
      engine: { run: engine, metrics: measure(engine) },
      screen: { run, metrics: screenMetrics(run, market, cash) },
    }
  })
}

function crossOf(parameters: Readonly<Record<string, ParameterValue>>): Agent {
  const seated = defined(agentByName('cross'), 'cross').seat(parameters)
  if (!seated.ok) throw new Error(seated.error)
  return seated.value
}

function setupOf(agent: Agent, costs: Costs, cash: number): BacktestSetup {
  return {
    ...{ seed: 1, agents: [agent], quorum: 1, limits: screenLimits, costs },
    ...{ cash: BigInt(cash), rebalanceMin: 0.05 },
  }
}

/** The engine's fills in the words of the screen. */
export function fillsOf(run: RunResult, of: LoadedBars): readonly ScreenFill[] {
  const { ts, length } = of.bars
  const rowOf = new Map(Array.from({ length }, (_, row) => [ts[row] as number, row]))
  return run.fills.map(({ ts: at, side, price, quantity, fee }) => ({
    ...{ row: defined(rowOf.get(at), 'the row of a fill'), side, price },
    ...{ lots: quantity, fee: Number(fee) },
  }))
}
