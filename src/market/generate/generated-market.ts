import { Random } from '../../base/index.ts'
import { dayUs, type Instrument, type Micros, micros, minuteUs } from '../../domain/index.ts'
import type { LoadedBars } from '../loaded-bars.ts'
import { type BarStream, takeRows } from './bar-stream.ts'
import { GarchShocks } from './garch.ts'
import { PricePath } from './price-path.ts'
import { nextRegime, type Regime, regimes } from './regime.ts'
import { sessionVolume } from './session.ts'
import { type SimulatedInstrument, simulatedInstruments } from './simulated-instruments.ts'

/** Pull of a price to its level, per day and unit of log distance: keeps it near for years. */
const pullPerDay = 0.02
/** Mean size of a jump, as a return. */
const jumpMean = 0.005

export type GeneratedMarketOptions = {
  readonly seed: number
  readonly instruments?: readonly SimulatedInstrument[] | undefined
  readonly intervalUs?: number | undefined
  /** Open of the first bar. 2024-01-01 when not given. */
  readonly from?: Micros | undefined
}

/** 2024-01-01T00:00:00Z, where generated markets begin unless told otherwise. */
export const generatedFrom: Micros = micros(1_704_067_200_000_000)

/**
 * A market of correlated instruments: regimes that come and go, volatility that clusters, jumps,
 * volume with the hours of the day. The same seed gives the same bars on every machine; each
 * instrument draws from a stream of its own, so leaving one out changes no other.
 */
export class GeneratedMarket implements BarStream {
  readonly instruments: readonly Instrument[]
  readonly intervalUs: number
  ts: number
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  readonly #makers: readonly InstrumentMaker[]
  readonly #random: Random
  readonly #common: GarchShocks
  #regime: Regime = regimes[0] as Regime

  constructor(options: GeneratedMarketOptions) {
    const list = options.instruments ?? simulatedInstruments
    this.instruments = list.map((of) => of.instrument)
    this.intervalUs = options.intervalUs ?? minuteUs
    this.ts = options.from ?? generatedFrom
    this.open = new Float64Array(list.length)
    this.high = new Float64Array(list.length)
    this.low = new Float64Array(list.length)
    this.close = new Float64Array(list.length)
    this.volume = new Float64Array(list.length)
    this.#random = Random.stream(options.seed, 'generated-market')
    this.#common = new GarchShocks(Random.stream(options.seed, 'generated-market/common'))
    this.#makers = list.map((of) => new InstrumentMaker(of, options.seed, this.intervalUs / dayUs))
  }

  /** Name of the regime of the current bars. */
  get regime(): Regime['name'] {
    return this.#regime.name
  }

  next(): void {
    const days = this.intervalUs / dayUs
    this.#regime = nextRegime(this.#regime, days, this.#random)
    const common: CommonMove = {
      regime: this.#regime,
      deviation: this.#common.deviation,
      shock: this.#common.next(),
      jump: this.#jump(days),
      session: sessionVolume(this.ts),
    }
    for (const [i, maker] of this.#makers.entries()) {
      this.volume[i] = maker.make(common)
      this.open[i] = maker.path.open
      this.high[i] = maker.path.high
      this.low[i] = maker.path.low
      this.close[i] = maker.path.close
    }
    this.ts += this.intervalUs
  }

  /** A sudden common return: rare, mostly down in a crisis. Two draws, whether it comes or not. */
  #jump(days: number): number {
    const draw = this.#random.next()
    const size = -jumpMean * Math.log(1 - this.#random.next())
    const chance = Math.min(0.5, this.#regime.jumpsPerDay * days)
    if (draw >= chance) return 0
    const downShare = this.#regime.name === 'crisis' ? 0.7 : 0.5
    return draw < chance * downShare ? -size : size
  }
}

/** The same as a batch: `rows` bars of every instrument. */
export function generateMarket(
  options: GeneratedMarketOptions & { readonly rows: number },
): readonly LoadedBars[] {
  const label = `generated market, seed ${options.seed}`
  return takeRows(new GeneratedMarket(options), options.rows, label)
}

/** What all instruments share in one bar. */
type CommonMove = {
  readonly regime: Regime
  readonly deviation: number
  readonly shock: number
  readonly jump: number
  readonly session: number
}

/** Turns the common move and its own shocks into the bars of one instrument. */
class InstrumentMaker {
  readonly path: PricePath
  readonly #of: SimulatedInstrument
  readonly #days: number
  readonly #volatility: number
  readonly #lotsPerBar: number
  readonly #random: Random
  readonly #own: GarchShocks

  constructor(of: SimulatedInstrument, seed: number, days: number) {
    const name = `generated-market/${of.instrument.id}`
    this.#random = Random.stream(seed, name)
    this.#own = new GarchShocks(Random.stream(seed, `${name}/shocks`))
    this.path = new PricePath(
      of.price / of.instrument.tickSize,
      Random.stream(seed, `${name}/range`),
    )
    this.#of = of
    this.#days = days
    this.#volatility = of.volatilityPerDay * Math.sqrt(days)
    this.#lotsPerBar = (of.turnoverPerDay * days) / of.price / of.instrument.lotSize
  }

  /** Makes the next bar in `path`; returns its volume in lots. */
  make({ regime, deviation, shock, jump, session }: CommonMove): number {
    const share = Math.sqrt(regime.correlation)
    const rest = Math.sqrt(1 - regime.correlation)
    // A trend begins to push back only when it has gone far: the pull is weak and linear.
    const drift = regime.driftPerDay * this.#of.beta - pullPerDay * this.path.distance
    const ownDeviation = this.#own.deviation
    const mixed = share * shock + rest * this.#own.next()
    const spread = share * share * deviation * deviation + rest * rest * ownDeviation * ownDeviation
    const volatility = this.#volatility * regime.volatility
    const change = drift * this.#days + volatility * mixed + jump * this.#of.beta
    this.path.advance(change, volatility * Math.sqrt(spread))
    return this.#volume(Math.abs(mixed), regime.volume * session)
  }

  /** Large moves come with large volume; the noise on top is a mean-one exponential mix. */
  #volume(move: number, activity: number): number {
    const noise = 0.4 - 0.6 * Math.log(1 - this.#random.next())
    return Math.max(1, Math.round(this.#lotsPerBar * activity * (0.5 + 0.63 * move) * noise))
  }
}
