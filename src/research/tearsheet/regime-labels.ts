import { type BarColumns, dayUs, hourUs } from '../../domain/index.ts'
import { deviation } from '../../quant/index.ts'
import type { Sampling } from '../metrics/sample-returns.ts'

/** What a market was lately: where it went, and how restless it was. */
export const regimeNames = [
  'rising, calm',
  'rising, restless',
  'sideways, calm',
  'sideways, restless',
  'falling, calm',
  'falling, restless',
  'not known yet',
] as const

/** Of `regimeNames`. */
export const unknownRegime: number = regimeNames.length - 1

/** Samples a regime is told by. */
const regimeWindow = 20
/** A move of less than so many deviations of a walk without direction has none. */
const sidewaysWithin = 0.5

/**
 * The regime of every bar of an instrument, told by what was known when the day (hour, bar) of the
 * bar began: the move of the last 20 samples against half the deviation of a walk as restless, and
 * that restlessness against its median so far. The bar itself says nothing of its own regime.
 *
 * @returns One place in `regimeNames` a bar.
 */
export function regimeLabels(bars: BarColumns, sampling: Sampling): Uint8Array {
  const labels = new Uint8Array(bars.length).fill(unknownRegime)
  const bucketUs = { day: dayUs, hour: hourUs, bar: 0 }[sampling.every]
  const told = new RegimeTeller()
  let label = unknownRegime
  let bucket = Number.NaN
  for (let row = 0; row < bars.length; row += 1) {
    const ts = bars.ts[row] as number
    const now = bucketUs === 0 ? row : Math.ceil(ts / bucketUs)
    if (row > 0 && now !== bucket) label = told.add(bars.close[row - 1] as number)
    bucket = now
    labels[row] = label
  }
  return labels
}

/** Tells the regime that a series of closes has come to. */
class RegimeTeller {
  #last = 0
  readonly #moves: number[] = []
  /** How restless every window so far was, rising. */
  readonly #past: number[] = []

  /** Takes in the next close. @returns A place in `regimeNames`. */
  add(close: number): number {
    const last = this.#last
    this.#last = close
    if (!(last > 0 && close > 0)) return unknownRegime
    this.#moves.push(Math.log(close / last))
    if (this.#moves.length < regimeWindow) return unknownRegime
    if (this.#moves.length > regimeWindow) this.#moves.shift()
    const restless = deviation(Float64Array.from(this.#moves)) ?? 0
    const median = this.#past[this.#past.length >> 1] ?? restless
    this.#remember(restless)
    const moved = this.#moves.reduce((sum, move) => sum + move, 0)
    const band = sidewaysWithin * restless * Math.sqrt(regimeWindow)
    const trend = moved > band ? 0 : moved < -band ? 4 : 2
    return trend + (restless > median ? 1 : 0)
  }

  #remember(value: number): void {
    let low = 0
    let high = this.#past.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#past[middle] as number) < value) low = middle + 1
      else high = middle
    }
    this.#past.splice(low, 0, value)
  }
}
