import { type Agent, agentByName, type AgentKind, defineAgent } from '../../src/agents/index.ts'
import { defined, Random } from '../../src/base/index.ts'
import {
  BarColumns,
  hourUs,
  type Instrument,
  type InstrumentId,
  instrument,
} from '../../src/domain/index.ts'
import {
  backtest,
  backtestControl,
  backtestNull,
  type BacktestSetup,
} from '../../src/engine/index.ts'
import { columnsSha256, type LoadedBars } from '../../src/market/index.ts'
import type { NullStage, RandomRates } from '../../src/research/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { defaultCosts } from '../../src/venue/index.ts'
import { uncounted } from './uncounted.ts'

const from = 1_704_067_200_000_000

export function madeInstrument(id: string): Instrument {
  const result = instrument(id as InstrumentId, '0.1', '0.0001')
  return defined(result.ok ? result.value : undefined, id)
}

/** Bars of an hour, made of the returns that `next` gives, one after the other. */
export function marketOf(id: string, rows: number, next: (row: number) => number): LoadedBars {
  const bars = new BarColumns(rows)
  let price = 10_000
  for (let row = 0; row < rows; row += 1) {
    const open = Math.max(2, Math.round(price))
    price = Math.max(20, price * (1 + next(row)))
    const close = Math.round(price)
    const [top, bottom] = [Math.max(open, close), Math.min(open, close)]
    bars.push(from + (row + 1) * hourUs, open, top + 2, bottom - 1, close, 50_000_000 + row)
  }
  const sources = [{ path: id, rows, from: from as never, to: (from + rows * hourUs) as never }]
  const sha256 = columnsSha256(bars)
  return { instrument: madeInstrument(id), bars, intervalUs: hourUs, sha256, sources }
}

/** A market that goes one way for about two days, then the other: who follows it, earns. */
export function trendingMarket(seed: number, rows: number, id = 'BTC-USD.SIM'): LoadedBars {
  const random = Random.stream(seed, `trending/${id}`)
  let side = 1
  return marketOf(id, rows, () => {
    if (random.next() < 1 / 48) side = -side
    return side * 0.003 + 0.004 * random.normal()
  })
}

/** A market that nobody can know anything of. */
export function noisyMarket(seed: number, rows: number, id = 'BTC-USD.SIM'): LoadedBars {
  const random = Random.stream(seed, `noisy/${id}`)
  return marketOf(id, rows, () => 0.005 * random.normal())
}

export function seatOf(kind: AgentKind, parameters: Record<string, unknown> = {}): Agent {
  const seated = kind.seat(parameters)
  return defined(seated.ok ? seated.value : undefined, kind.name)
}

/** Follows what the price has done in the last hours. On a trending market that is an edge. */
export const follower: AgentKind = defineAgent({
  name: 'follower',
  summary: '',
  parameters: {},
  features: () => ({}),
  opine: (view) => {
    const before = view.closeAgo(8)
    if (Number.isNaN(before)) return undefined
    return { exposure: view.close > before ? 0.5 : -0.5, confidence: 0.6 }
  },
})

/** Says what comes to its mind, some hours long. */
export const guesser: AgentKind = defineAgent({
  name: 'guesser',
  summary: '',
  parameters: {},
  features: () => ({}),
  opine: (view) =>
    view.chance < 0.1 ? { exposure: view.chance < 0.05 ? 0.5 : -0.5, confidence: 0.6 } : undefined,
})

export const silent: AgentKind = defineAgent({
  name: 'silent',
  summary: '',
  parameters: {},
  features: () => ({}),
  opine: () => undefined,
})

export function sceneSetup(agents: readonly Agent[], isLongOnly = false): BacktestSetup {
  return {
    seed: 1,
    agents,
    quorum: 1,
    limits: { ...wideLimits, isLongOnly },
    costs: { ...defaultCosts, feeTakerPpm: 500, feeMakerPpm: 200, slippage: 0.0005 },
    cash: 10_000_000_000_000n,
    rebalanceMin: 0.05,
  }
}

/** A run and the way to its nulls. */
export function stageOf(
  setup: BacktestSetup,
  market: readonly LoadedBars[],
  draws = 19,
  seed = 7,
): NullStage {
  const { run, recorded } = backtest({ setup, market }, uncounted)
  const random = defined(agentByName('random'), 'random')
  const runRandom = (rates: RandomRates, draw: number): NullStage['run'] => {
    const agents = [seatOf(random, rates)]
    return backtestControl({ setup: { ...setup, agents, seed: 1_000 + draw }, market })
  }
  const runNull: NullStage['runNull'] = (change) => backtestNull(recorded, change)
  return { run, setup, market, seed, draws, runNull, runRandom }
}
