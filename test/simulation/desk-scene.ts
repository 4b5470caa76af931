import { type Agent, defineAgent, type Opinion, real, whole } from '../../src/agents/index.ts'
import { defined, Random } from '../../src/base/index.ts'
import {
  BarColumns,
  type Instrument,
  type InstrumentId,
  instrument,
  type Micros,
  micros,
  minuteUs,
} from '../../src/domain/index.ts'
import type { DeskSetup } from '../../src/engine/index.ts'
import { sma } from '../../src/features/index.ts'
import type { FeedBar, LoadedBars } from '../../src/market/index.ts'
import { wideLimits, type Limits } from '../../src/risk/index.ts'
import type { Costs } from '../../src/venue/index.ts'

/** One random desk on one random market: everything follows from the seed. */
export type Scene = { readonly setup: DeskSetup; readonly bars: readonly FeedBar[] }

/** Shortly before midnight UTC, so that every scene of an hour sees a new day. */
const from = 1_704_067_200_000_000 - 40 * minuteUs

/** A scene of `rows` minutes: wild bars, wild agents, wild limits and costs. */
export function wildScene(seed: number, rows: number): Scene {
  const random = Random.stream(seed, 'scene')
  const count = 1 + random.below(3)
  const setup: DeskSetup = {
    seed,
    instruments: grids.slice(0, count),
    intervalsUs: grids.slice(0, count).map(() => minuteUs),
    agents: agentsOf(random),
    quorum: 1,
    limits: limitsOf(random),
    costs: costsOf(random),
    cash: BigInt(1_000 + random.below(200_000)) * 100_000_000n,
    rebalanceMin: random.next() * 0.2,
  }
  return { setup, bars: wildBars(Random.stream(seed, 'bars'), count, rows) }
}

function made(id: string, tick: string, lot: string): Instrument {
  const result = instrument(id as InstrumentId, tick, lot)
  return defined(result.ok ? result.value : undefined, id)
}

/** The last has eleven decimals together: its notional does not fit a minor unit. */
const grids: readonly Instrument[] = [
  made('BTC-USD.SIM', '0.1', '0.0001'),
  made('ETH-USD.SIM', '0.01', '0.001'),
  made('XYZ-USD.SIM', '0.0000001', '0.0001'),
]

/** A strategy without sense: mostly sound opinions, some that no desk may act on. */
const wild = defineAgent({
  name: 'wild',
  summary: 'Says anything.',
  parameters: {
    silence: real(0.3, { min: 0, max: 1, help: 'chance of abstaining' }),
    patience: whole(20, { min: 1, max: 1_000, help: 'minutes until it wants the other side' }),
    tightness: real(0.02, { min: 0, max: 1, help: 'largest distance of a level' }),
  },
  features: () => ({ average: sma(5) }),
  opine: (view, p): Opinion | undefined => {
    const random = Random.fromSeed(Math.floor(view.chance * 4294967296))
    if (random.next() < p.silence) return undefined
    if (random.next() < 0.05) return senseless(random)
    const turn = Math.floor(view.asOf / minuteUs / p.patience) % 3
    const side = turn === 0 ? 1 : turn === 1 ? -1 : 0
    const exposure = random.next() < 0.1 ? 2 * random.next() - 1 : side * random.next()
    const level = (sign: number): number =>
      random.next() < 0.15 ? extreme(random) : view.close * (1 + sign * random.next() * p.tightness)
    const away = random.next() < 0.1 ? -1 : 1
    const [stop, target] = [level(-away * Math.sign(exposure)), level(away * Math.sign(exposure))]
    return view.say({ exposure, confidence: random.next(), stop, target })
  },
})

/** What an opinion must not be. */
function senseless(random: Random): Opinion {
  const bad = [Number.NaN, 7, -1.5, Number.POSITIVE_INFINITY]
  const exposure = bad[random.below(bad.length)] as number
  return random.next() < 0.5
    ? { exposure, confidence: 0.9 }
    : { exposure: 0.9, confidence: random.next() < 0.5 ? Number.NaN : 3 }
}

/** Levels no market has, from agents that divide by zero. */
function extreme(random: Random): number {
  const levels = [Number.NaN, 1e-300, 1e300, 1, Number.MAX_SAFE_INTEGER]
  return levels[random.below(levels.length)] as number
}

function agentsOf(random: Random): Agent[] {
  const count = 1 + random.below(3)
  return Array.from({ length: count }, () => {
    const seated = wild.seat({
      silence: random.next() * 0.6,
      patience: 1 + random.below(40),
      tightness: random.next() < 0.5 ? 0.005 : 0.1,
    })
    return defined(seated.ok ? seated.value : undefined, 'wild agent')
  })
}

function limitsOf(random: Random): Limits {
  return {
    ...wideLimits,
    positionMax: 0.1 + random.next() * 0.9,
    grossMax: 0.2 + random.next(),
    orderNotionalMax: random.next() < 0.3 ? 5_000 : 1_000_000,
    orderNotionalMin: random.next() < 0.3 ? 1_000 : 1,
    dailyLossMax: 0.01 + random.next() * 0.3,
    drawdownSoft: 0.01 + random.next() * 0.1,
    drawdownHalt: 0.02 + random.next() * 0.25,
    ordersPerDayMax: random.next() < 0.2 ? 4 : 10_000,
    isLongOnly: random.next() < 0.5,
  }
}

function costsOf(random: Random): Costs {
  return {
    feeTakerPpm: random.below(5_000),
    feeMakerPpm: random.below(3_000),
    slippage: random.next() < 0.2 ? 0 : random.next() * 0.01,
    participationMax: random.next() < 0.5 ? 1 : 0.01 + random.next() * 0.2,
  }
}

/** Bars with holes, jumps, nothing traded, and prices pinned at a limit; in the total order. */
function wildBars(random: Random, count: number, rows: number): FeedBar[] {
  const closes = [600_000, 300_000, 20_000_000].slice(0, count)
  const bars: FeedBar[] = []
  for (let row = 1; row <= rows; row += 1)
    for (let i = 0; i < count; i += 1) {
      if (random.next() < 0.04) continue
      const bar = wildBar(random, i, micros(from + row * minuteUs), closes[i] as number)
      closes[i] = bar.close
      bars.push(bar)
    }
  return bars
}

function wildBar(random: Random, i: number, ts: Micros, last: number): FeedBar {
  const step = (from: number, spread: number): number =>
    Math.max(2, Math.round(from * Math.exp(spread * random.normal())))
  const open = step(last, random.next() < 0.04 ? 0.1 : 0.0005)
  const close = step(open, random.next() < 0.04 ? 0.1 : 0.004)
  const isPinned = random.next() < 0.03
  const high = isPinned ? open : step(Math.max(open, close), 0) + random.below(open / 500)
  const low = isPinned ? open : Math.max(1, Math.min(open, close) - random.below(open / 500))
  const lotsMax = i === 2 ? 2e9 : 20_000
  const volume =
    random.next() < 0.1 ? 0 : random.below(random.next() < 0.5 ? lotsMax : lotsMax / 50)
  return { instrument: i, ts, open, high, low, close: isPinned ? open : close, volume }
}

/** The bars of a scene as a market of files would have them: one set of columns an instrument. */
export function marketOf({ setup, bars }: Scene, intervalUs: number = minuteUs): LoadedBars[] {
  return setup.instruments.map((of, i) => {
    const columns = new BarColumns(bars.length)
    for (const bar of bars)
      if (bar.instrument === i)
        columns.push(bar.ts, bar.open, bar.high, bar.low, bar.close, bar.volume)
    return { instrument: of, bars: columns, intervalUs, sha256: `${i}`, sources: [] }
  })
}
