import type { Json } from '../../base/index.ts'
import { normalCdf, requirePositive, requireWhole, studentTCdf } from '../../quant/index.ts'
import { requireFinite } from './require-finite.ts'
import { RollingCovariance } from './rolling-covariance.ts'
import { requireSign } from './require-sign.ts'
import { requireVolume } from './require-volume.ts'
import { loadParts, saveParts } from './saved-parts.ts'
import { type VolumeBucketOptions, VolumeBuckets } from './volume-buckets.ts'

/** How volume is cut, and by which law it is taken as bought. */
export type BulkVpinOptions = VolumeBucketOptions & {
  /** Bars over which the deviation of price changes is taken. Whole, >= 2; 50 when left out. */
  readonly deviationBars?: number
  /** Degrees of Student's t as the law of price changes; the normal law when left out. */
  readonly degrees?: number
}

/**
 * VPIN by bulk volume classification: of each bar's volume the share Z(price change / deviation) is
 * taken as bought. The deviation (divisor n - 1) is over the last bars, this one included. A bar
 * over flat bars is half bought. The volume of a bar that does not fit a bucket opens the next.
 *
 * @see Easley, Lopez de Prado and O'Hara, "Flow toxicity and liquidity in a high-frequency world",
 *   2012. Golden numbers: the algorithm written out with numpy and scipy.stats.
 */
export class BulkVpin {
  readonly #buckets: VolumeBuckets
  readonly #changes: RollingCovariance
  readonly #degrees: number | undefined
  readonly #close = new Float64Array(1).fill(Number.NaN)

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: BulkVpinOptions) {
    const { deviationBars = 50, degrees } = options
    requireWhole('deviationBars', deviationBars, 2)
    if (degrees !== undefined) requirePositive('degrees', degrees)
    this.#buckets = new VolumeBuckets(options)
    this.#changes = new RollingCovariance(deviationBars)
    this.#degrees = degrees
  }

  /**
   * One bar, of time or of volume. The first only sets the price, and the volume of those before
   * `deviationBars` changes are there is left out.
   *
   * @throws ArgumentError on a price that is none, or a volume below 0.
   */
  update(close: number, volume: number): void {
    requireFinite('close', close)
    requireVolume('volume', volume)
    const before = this.#close[0] as number
    this.#close[0] = close
    if (Number.isNaN(before)) return
    const changes = this.#changes
    changes.push(close - before, 0)
    if (!changes.isFull) return
    this.#buckets.add(volume, this.#boughtShare(close - before))
  }

  #boughtShare(change: number): number {
    const { sumXX, count } = this.#changes
    if (!(sumXX > 0)) return 0.5
    const score = change / Math.sqrt(sumXX / (count - 1))
    return this.#degrees === undefined ? normalCdf(score) : studentTCdf(score, this.#degrees)
  }

  /** @returns 0 to 1; `undefined` until all buckets have been filled. */
  get value(): number | undefined {
    return this.#buckets.value
  }

  reset(): void {
    this.#buckets.reset()
    this.#changes.reset()
    this.#close.fill(Number.NaN)
  }

  save(): Json {
    return saveParts([this.#buckets, this.#changes, this.#close])
  }

  load(state: Json): void {
    loadParts(state, [this.#buckets, this.#changes, this.#close])
  }
}

/** VPIN by trades whose aggressor is known, or was told by a `TradeSigner`. */
export class TradeVpin {
  readonly #buckets: VolumeBuckets

  /** @throws ArgumentError on an option out of its range. */
  constructor(options: VolumeBucketOptions) {
    this.#buckets = new VolumeBuckets(options)
  }

  /**
   * @param sign - +1 when the buyer crossed, -1 when the seller did, 0 for half of each.
   * @throws ArgumentError on another sign, or a volume below 0.
   */
  update(sign: -1 | 0 | 1, volume: number): void {
    requireSign(sign, true)
    requireVolume('volume', volume)
    this.#buckets.add(volume, (1 + sign) / 2)
  }

  /** @returns 0 to 1; `undefined` until all buckets have been filled. */
  get value(): number | undefined {
    return this.#buckets.value
  }

  reset(): void {
    this.#buckets.reset()
  }

  save(): Json {
    return this.#buckets.save()
  }

  load(state: Json): void {
    this.#buckets.load(state)
  }
}
