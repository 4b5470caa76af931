import type { Cell } from '../cell/index.ts'

const taps = 7
const seen = 0
const cycle = 1
const angle = 2
const inPhase = 3
const quadrature = 4
const real = 5
const imaginary = 6
/** Where the last `taps` values of each line start, the newest first. */
const smoothed = 7
const detrended = smoothed + taps
const first = detrended + taps
const second = first + taps

/** Prices left out at the start, as TA-Lib does. */
const quietPrices = 9

/**
 * Ehlers' homodyne discriminator: the phase of the wave a market is in, by Hilbert transforms whose
 * length follows the cycle measured so far.
 */
export class Homodyne implements Cell {
  /** Prices left out so far, cycle, phase, the wave and its products; then four lines. */
  readonly state: Float64Array = new Float64Array(second + taps)

  /**
   * Takes in a price, smoothed.
   *
   * @returns How far the phase turned back, degrees; NaN for the first 9.
   */
  push(price: number): number {
    if (Number.isNaN(price)) return Number.NaN
    const { state } = this
    const count = state[seen] as number
    if (count < quietPrices) {
      state[seen] = count + 1
      return Number.NaN
    }
    const last = state[angle] as number
    const stretch = 0.075 * (state[cycle] as number) + 0.54
    this.#put(smoothed, price)
    this.#put(detrended, this.#hilbert(smoothed) * stretch)
    const q1 = this.#hilbert(detrended) * stretch
    const i1 = state[detrended + 3] as number
    this.#put(first, i1)
    this.#put(second, q1)
    this.#measure(i1 - this.#hilbert(second) * stretch, q1 + this.#hilbert(first) * stretch)
    state[angle] = i1 === 0 ? 0 : degrees(Math.atan(q1 / i1))
    return last - state[angle]
  }

  /** Multiplies the wave by itself a bar ago: the angle of the product is the step of its phase. */
  #measure(wave: number, turned: number): void {
    const { state } = this
    const lastWave = state[inPhase] as number
    const lastTurned = state[quadrature] as number
    const nextWave = 0.2 * wave + 0.8 * lastWave
    const nextTurned = 0.2 * turned + 0.8 * lastTurned
    const re = 0.2 * (nextWave * lastWave + nextTurned * lastTurned) + 0.8 * (state[real] as number)
    const im =
      0.2 * (nextWave * lastTurned - nextTurned * lastWave) + 0.8 * (state[imaginary] as number)
    state[inPhase] = nextWave
    state[quadrature] = nextTurned
    state[real] = re
    state[imaginary] = im
    const last = state[cycle] as number
    let next = re !== 0 && im !== 0 ? 360 / degrees(Math.atan(im / re)) : last
    next = Math.max(0.67 * last, Math.min(1.5 * last, next))
    next = Math.max(6, Math.min(50, next))
    state[cycle] = 0.2 * next + 0.8 * last
  }

  #put(line: number, value: number): void {
    const { state } = this
    for (let i = line + taps - 1; i > line; i -= 1) state[i] = state[i - 1] as number
    state[line] = value
  }

  #hilbert(line: number): number {
    const { state } = this
    const outer = (state[line] as number) - (state[line + 6] as number)
    const inner = (state[line + 2] as number) - (state[line + 4] as number)
    return 0.0962 * outer + 0.5769 * inner
  }
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI
}
