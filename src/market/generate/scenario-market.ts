import { Random } from '../../base/index.ts'
import { dayUs, type Instrument, type Micros, minuteUs } from '../../domain/index.ts'
import type { BarStream } from './bar-stream.ts'
import { generatedFrom } from './generated-market.ts'
import { PricePath } from './price-path.ts'
import { type SimulatedInstrument, simulatedInstruments } from './simulated-instruments.ts'

/** A stretch of time in which a made-up price behaves in one way. */
type Phase = {
  readonly bars: number
  readonly driftPerDay: number
  readonly volatilityPerDay: number
  /** Pull back to the starting level, per day and unit of log distance. */
  readonly pullPerDay: number
  /** Times the usual volume. */
  readonly volume: number
}

const day = dayUs / minuteUs

/** All scenario names, in the order in which they are documented. */
export const scenarioNames = [
  'golden-cross',
  'mean-reverting',
  'trending-up',
  'trending-down',
  'range-bound',
  'volatility-spike',
] as const

/** A generated market with one shape. */
export type ScenarioName = (typeof scenarioNames)[number]

/** Phases by scenario, in bars of one minute; after the last the first comes again. */
const scenarios: Readonly<Record<ScenarioName, readonly Phase[]>> = {
  /** A long slide, a floor, then a rally: a fast average crosses a slow one upward, once. */
  'golden-cross': [phase(2 * day, -0.04, 0.015), phase(day, 0, 0.01), phase(4 * day, 0.06, 0.02)],
  /** Swings about a level that die out within the hour: a trend follower has nothing to do. */
  'mean-reverting': [phase(day, 0, 0.05, 30)],
  'trending-up': [phase(day, 0.05, 0.02)],
  'trending-down': [phase(day, -0.05, 0.02)],
  /** Slow wandering inside a band of a few percent. */
  'range-bound': [phase(day, 0, 0.03, 1.5)],
  /** Calm, half a day of tenfold volatility, calm again. */
  'volatility-spike': [
    phase(3 * day, 0, 0.012),
    phase(day / 2, 0, 0.12, 0, 6),
    phase(2 * day, 0, 0.02),
  ],
}

/** Whether `name` is a scenario. */
export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name)
}

/** A trend stops drifting when the price is this far (log) from where it began. */
const distanceMax = 3

/** A market of one instrument, `BTC-USD.SIM` in minutes, that does what its name says. */
export function scenarioMarket(name: ScenarioName, seed: number, from?: Micros): BarStream {
  return new ScenarioMarket(name, seed, from ?? generatedFrom)
}

class ScenarioMarket implements BarStream {
  readonly instruments: readonly Instrument[]
  readonly intervalUs: number = minuteUs
  ts: number
  readonly open: Float64Array = new Float64Array(1)
  readonly high: Float64Array = new Float64Array(1)
  readonly low: Float64Array = new Float64Array(1)
  readonly close: Float64Array = new Float64Array(1)
  readonly volume: Float64Array = new Float64Array(1)
  readonly #phases: readonly Phase[]
  readonly #random: Random
  readonly #path: PricePath
  readonly #lotsPerBar: number
  #phase = 0
  #bar = 0

  constructor(name: ScenarioName, seed: number, from: Micros) {
    const { instrument, price, turnoverPerDay } = simulatedInstruments[0] as SimulatedInstrument
    this.instruments = [instrument]
    this.ts = from
    this.#phases = scenarios[name]
    this.#random = Random.stream(seed, `scenario/${name}`)
    const range = Random.stream(seed, `scenario/${name}/range`)
    this.#path = new PricePath(price / instrument.tickSize, range)
    this.#lotsPerBar = turnoverPerDay / day / price / instrument.lotSize
  }

  next(): void {
    const phase = this.#phases[this.#phase] as Phase
    const distance = this.#path.distance
    const drift = Math.abs(distance) < distanceMax ? phase.driftPerDay : 0
    const volatility = phase.volatilityPerDay / Math.sqrt(day)
    const move = this.#random.normal()
    this.#path.advance((drift - phase.pullPerDay * distance) / day + volatility * move, volatility)
    const noise = 0.4 - 0.6 * Math.log(1 - this.#random.next())
    const lots = this.#lotsPerBar * phase.volume * (0.5 + 0.63 * Math.abs(move)) * noise
    this.volume[0] = Math.max(1, Math.round(lots))
    this.open[0] = this.#path.open
    this.high[0] = this.#path.high
    this.low[0] = this.#path.low
    this.close[0] = this.#path.close
    this.ts += this.intervalUs
    this.#count(phase)
  }

  #count(phase: Phase): void {
    this.#bar += 1
    if (this.#bar < phase.bars) return
    this.#bar = 0
    this.#phase = (this.#phase + 1) % this.#phases.length
  }
}

function phase(
  bars: number,
  driftPerDay: number,
  volatilityPerDay: number,
  pullPerDay = 0,
  volume = 1,
): Phase {
  return { bars, driftPerDay, volatilityPerDay, pullPerDay, volume }
}
