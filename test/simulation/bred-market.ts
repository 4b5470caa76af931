import { compileFunction } from 'node:vm'
import * as agents from '../../src/agents/index.ts'
import { defined, Random } from '../../src/base/index.ts'
import {
  BarColumns,
  dayUs,
  type InstrumentId,
  instrument,
  type Micros,
} from '../../src/domain/index.ts'
import { backtest } from '../../src/engine/index.ts'
import { columnsSha256, type LoadedBars } from '../../src/market/index.ts'
import * as features from '../../src/features/index.ts'
import { measure, ratioOf } from '../../src/research/index.ts'
import { gateSetup } from '../../tools/gate/calibrate-gate.ts'
import { MemoryTrials } from '../../tools/gate/memory-trials.ts'

const from = 1_609_459_200_000_000

/**
 * Daily bars with a state that lasts 30 days on average. The volume is 1.8 times as high in one,
 * and scatters by a quarter; returns are noise plus `drift` a day in the direction of the state.
 */
export function volumeMarket(seed: number, days: number, drift: number): LoadedBars {
  const random = Random.stream(seed, 'a market whose volume tells')
  const bars = new BarColumns(days)
  let price = 1_000_000
  let state = random.next() < 0.5 ? 1 : 0
  for (let day = 0; day < days; day += 1) {
    const open = Math.max(2, Math.round(price))
    price = Math.max(1_000, price * (1 + drift * (2 * state - 1) + 0.015 * random.normal()))
    if (random.next() < 1 / 30) state = 1 - state
    const close = Math.round(price)
    const [top, bottom] = [Math.max(open, close), Math.min(open, close)]
    const volume = 1e13 * (state === 1 ? 1.8 : 1) * Math.exp(0.25 * random.normal())
    bars.push(from + (day + 1) * dayUs, open, top + 1, bottom - 1, close, Math.round(volume))
  }
  const made = instrument('BTC-USD.SIM' as InstrumentId, '0.01', '0.00000001')
  const source = { path: 'made up', rows: days, from: from as Micros }
  return {
    instrument: defined(made.ok ? made.value : undefined, 'instrument'),
    ...{ bars, intervalUs: dayUs, sha256: columnsSha256(bars) },
    sources: [{ ...source, to: (from + days * dayUs) as Micros }],
  }
}

/** The strategy in a printed file: its imports given by hand, its export returned. */
export function seatedSource(source: string): agents.Agent {
  const body = source
    .replace(/^import (\{.*\}) from 'coinswarm\/agents'$/m, 'const $1 = agents')
    .replace(/^import (\{.*\}) from 'coinswarm\/features'$/m, 'const $1 = features')
    .replace('export const strategy =', 'return')
  const run = compileFunction(body, ['agents', 'features'])
  const kind = Reflect.apply(run, undefined, [agents, features]) as agents.AgentKind
  const seated = kind.seat({})
  return defined(seated.ok ? seated.value : undefined, seated.ok ? '' : seated.error)
}

/** Annual Sharpe ratio of a strategy on a market after costs; NaN when it held nothing. */
export function ratioOn(market: LoadedBars, source: string): number {
  const setup = { ...gateSetup, agents: [seatedSource(source)] }
  const { run } = backtest({ setup, market: [market] }, new MemoryTrials())
  return ratioOf(Float64Array.from(measure(run).curve.sampled.returns)) * Math.sqrt(365)
}
