import { defined, UserError } from '../../base/index.ts'
import { type BarColumns, dayUs, hourUs, type Instrument } from '../../domain/index.ts'
import { blockRows, FeatureSet, type FeatureSpec, LongBars } from '../../features/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { chooseSampling, type Sampling } from '../metrics/sample-returns.ts'
import { type ScreenLine, screenLine } from './screen-line.ts'

/** Readings kept before those not asked for longest are forgotten. Unit: bytes. */
const roomBytes = 512 * 1_048_576

/** Bars of one instrument, and the readings over them of every line asked for so far. */
export class ScreenMarket {
  readonly instrument: Instrument
  readonly bars: BarColumns
  readonly intervalUs: number
  readonly sampling: Sampling
  /** Rows up to the end of each sample of equity, the last of it excluded. */
  readonly sampleEnds: Float64Array
  /** Integral of the close over time up to each row, and to the end. Unit: ticks times us. */
  readonly closeTime: Float64Array
  /** In ticks. */
  readonly close: ScreenLine
  /** Whole minor units that a lot is worth per tick. */
  readonly factor: number
  readonly #readings = new Map<string, ScreenLine>()

  /** @throws UserError `screen-market` for an instrument whose money is no whole number. */
  constructor({ instrument, bars, intervalUs }: LoadedBars) {
    if (instrument.notionalDivisor !== 1n)
      throw new UserError(
        'screen-market',
        `A lot of ${instrument.id} at one tick is less than the smallest sum of money; leave out --screen.`,
      )
    this.instrument = instrument
    this.bars = bars
    this.intervalUs = intervalUs
    this.factor = Number(instrument.notionalFactor)
    const { ts, length } = bars
    const spanUs = length === 0 ? 0 : (ts[length - 1] as number) - (ts[0] as number)
    this.sampling = chooseSampling(spanUs, intervalUs)
    this.sampleEnds = sampleEndsOf(bars, this.sampling)
    this.closeTime = closeTimeOf(bars, intervalUs)
    this.close = screenLine(bars.close.subarray(0, length))
  }

  /**
   * What the engine would read of `spec` at every row: it is read the way the engine reads it.
   * NaN before the first reading.
   */
  readings(spec: FeatureSpec): ScreenLine {
    const known = this.#readings.get(spec.key)
    // Asked for last is forgotten last.
    this.#readings.delete(spec.key)
    const made = known ?? screenLine(this.#read(spec))
    this.#readings.set(spec.key, made)
    const most = Math.max(2, Math.floor(roomBytes / (8 * Math.max(1, this.bars.length))))
    for (const key of this.#readings.keys()) {
      if (this.#readings.size <= most) break
      this.#readings.delete(key)
    }
    return made
  }

  /** Rows before an agent that looks at these is first asked. */
  warmup(specs: readonly FeatureSpec[]): number {
    const set = this.#featureSet()
    for (const spec of specs) set.reading(spec)
    return set.warmup
  }

  #featureSet(): FeatureSet {
    const { tickSize, lotSize } = this.instrument
    return new FeatureSet(this.bars, { tickSize, lotSize, intervalUs: this.intervalUs })
  }

  #read(spec: FeatureSpec): Float64Array {
    const { tickSize, lotSize } = this.instrument
    const longBars = (us: number): LongBars => new LongBars(us)
    const market = { tickSize, lotSize, intervalUs: this.intervalUs, longBars }
    const indicator = spec.create(market)
    // Readings of longer bars stand for many rows; where each stands, a feature set knows.
    if (indicator.longBars !== undefined) return this.#readThroughSet(spec)
    const line = defined(indicator.lines[spec.part?.line ?? 0], spec.key)
    const { length } = this.bars
    const values = new Float64Array(length)
    for (let from = 0; from < length; from += blockRows) {
      const to = Math.min(length, from + blockRows)
      indicator.fold(this.bars, from, to)
      values.set(line.subarray(0, to - from), from)
    }
    return values
  }

  #readThroughSet(spec: FeatureSpec): Float64Array {
    const set = this.#featureSet()
    const reading = set.reading(spec)
    const { length } = this.bars
    const values = new Float64Array(length)
    for (let from = 0; from < length; from += blockRows) {
      const to = Math.min(length, from + blockRows)
      for (let row = from; row < to; row += 1) {
        set.moveTo(row, length)
        values[row] = reading.value
      }
    }
    return values
  }
}

/** As `sampleReturns` samples a curve: by its buckets, those without a bar being empty. */
function sampleEndsOf({ ts, length }: BarColumns, { every }: Sampling): Float64Array {
  if (every === 'bar' || length === 0) return Float64Array.from({ length }, (_, row) => row + 1)
  const bucketUs = every === 'day' ? dayUs : hourUs
  const bucketOf = (row: number): number => Math.ceil((ts[row] as number) / bucketUs)
  const first = bucketOf(0)
  const ends = new Float64Array(bucketOf(length - 1) - first + 1)
  let at = 0
  let boundary = first * bucketUs
  for (let row = 0; row < length; row += 1) {
    for (; (ts[row] as number) > boundary; boundary += bucketUs) {
      ends[at] = row
      at += 1
    }
  }
  ends[at] = length
  return ends
}

/** Each close holds until the next. */
function closeTimeOf({ ts, close, length }: BarColumns, intervalUs: number): Float64Array {
  const sums = new Float64Array(length + 1)
  for (let row = 0; row < length; row += 1) {
    const us = row + 1 < length ? (ts[row + 1] as number) - (ts[row] as number) : intervalUs
    sums[row + 1] = (sums[row] as number) + (close[row] as number) * us
  }
  return sums
}
