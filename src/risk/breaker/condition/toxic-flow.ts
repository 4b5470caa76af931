import { TradeVpin } from '../../../features/index.ts'
import { type Finding, type Level, unjudged } from './finding.ts'
import { RunningMedian } from './running-median.ts'

export type ToxicFlowOptions = {
  /** From here on sizes shrink and quotes widen. */
  readonly max: number
  /** From here on there is no new risk. */
  readonly halt: number
  /** Below it is over. */
  readonly normal: number
}

/** Takers in a usual bucket: fewer lean to one side by chance, and VPIN says nothing. */
const takersOfBucket = 400
const buckets = 10
/** Values, one a bucket of takers, that say what is usual here. */
const usualKept = 50

/**
 * Order flow of which one side knows more: VPIN, with the aggressors as the venue tells them. The
 * first takers say how much a bucket holds. It is over below `normal`, or below this market's own
 * median: in thin ones it never comes down to what busy ones call normal.
 */
export class ToxicFlowCondition {
  readonly #options: ToxicFlowOptions
  readonly #usual = new RunningMedian(usualKept)
  #takers = 0
  #volume = 0
  #ts = Number.NaN
  #side = 0
  #vpin: TradeVpin | undefined
  #level: Level = 'well'

  constructor(options: ToxicFlowOptions) {
    this.#options = options
  }

  /** @param side - +1 when the buyer crossed, -1 when the seller did. */
  onTrade(side: 1 | -1, lots: number, ts: number): Finding {
    const { max, halt } = this.#options
    if (!(lots > 0 && Number.isFinite(lots))) return unjudged(0, max)
    this.#learn(side, lots, ts)
    this.#vpin?.update(side, lots)
    const value = this.#vpin?.value
    if (value === undefined) return unjudged(0, max)
    this.#level = this.#levelOf(value)
    return { level: this.#level, was: value, max: value >= halt ? halt : max }
  }

  /** Prints of one moment and side are one taker. */
  #learn(side: 1 | -1, lots: number, ts: number): void {
    const isNext = side !== this.#side || ts !== this.#ts
    this.#side = side
    this.#ts = ts
    if (isNext) this.#takers += 1
    if (this.#vpin === undefined) this.#volume += lots
    if (!isNext || this.#takers % takersOfBucket !== 0) return
    this.#vpin ??= new TradeVpin({ bucketVolume: this.#volume, buckets })
    const value = this.#vpin.value
    if (value !== undefined) this.#usual.push(value)
  }

  #levelOf(value: number): Level {
    const { max, halt, normal } = this.#options
    if (value >= halt) return 'trouble'
    if (value >= max) return 'caution'
    const calm = this.#usual.count === 0 ? normal : Math.max(normal, this.#usual.value)
    return this.#level === 'well' || value < calm ? 'well' : 'caution'
  }
}
