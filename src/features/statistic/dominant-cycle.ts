import { ArgumentError } from '../../quant/index.ts'
import { Delay } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

const before = 0
const seen = 1
const held = 2

/**
 * The strongest cycle in the returns of the window: its `period` in bars, the `share` of their
 * power it has, and the share of power in cycles longer than an eighth of the window (`slow`).
 * Returns that do not spread have no cycle: the period is the window, and both shares 0.
 *
 * The transform slides: each frequency turns by one step and takes in what is new less what is old,
 * so a bar costs as much as there are frequencies. It is renewed once in `window` bars.
 *
 * @param window - Bars, half as many frequencies. Whole, even, >= 8.
 * @throws ArgumentError when it is not.
 * @see Jacobsen and Lyons, "The sliding DFT", 2003. Golden numbers: numpy 2.4.6 fft.rfft.
 */
export function dominantCycle(window = 64): IndicatorSpec<'period' | 'share' | 'slow'> {
  if (!(window >= 8 && Number.isInteger(window / 2)))
    throw new ArgumentError(`window must be even and >= 8, was ${window}`)
  const warmup = window + 1
  return defineIndicator({
    key: `dominantCycle(${window})`,
    lines: [
      { name: 'period', unit: plain, warmup, range: [2, window] },
      { name: 'share', unit: plain, warmup, range: [0, 1] },
      { name: 'slow', unit: plain, warmup, range: [0, 1] },
    ],
    stream: () => new DominantCycle(window),
  })
}

class DominantCycle extends CellStream {
  readonly #returns: Delay
  readonly #window: number
  /** Cosine and sine of each frequency's step. */
  readonly #turns: Float64Array

  constructor(window: number) {
    const returns = new Delay(window)
    // Real and imaginary part of frequencies 1 to window / 2.
    super(3, [returns], held + window)
    this.#returns = returns
    this.#window = window
    this.#turns = new Float64Array(window)
    for (let k = 0; k < window / 2; k += 1) {
      const angle = (2 * Math.PI * (k + 1)) / window
      this.#turns[2 * k] = Math.cos(angle)
      this.#turns[2 * k + 1] = Math.sin(angle)
    }
  }

  protected override step({ close }: BarArrays, row: number): void {
    const { own } = this
    const value = close[row] as number
    const last = own[before] as number
    own[before] = value
    const count = own[seen] as number
    own[seen] = count + 1
    if (count === 0) return
    const change = last === 0 ? 0 : value / last - 1
    const old = this.#returns.push(change)
    if (!this.#returns.isFull) return
    if (count % this.#window === 0) this.#renew()
    else this.#slide(change - old)
    this.#read()
  }

  #slide(difference: number): void {
    const { own } = this
    const turns = this.#turns
    for (let i = 0; i < turns.length; i += 2) {
      const real = (own[held + i] as number) + difference
      const imaginary = own[held + i + 1] as number
      const cosine = turns[i] as number
      const sine = turns[i + 1] as number
      own[held + i] = real * cosine - imaginary * sine
      own[held + i + 1] = real * sine + imaginary * cosine
    }
  }

  /** From the returns themselves; the first window begins with this. */
  #renew(): void {
    const { own } = this
    own.fill(0, held)
    for (let ago = this.#window - 1; ago >= 0; ago -= 1) this.#slide(this.#returns.at(ago))
  }

  #read(): void {
    const { own, readings } = this
    const n = this.#window
    let total = 0
    let slow = 0
    let most = 0
    let strongest = 1
    for (let k = 1; k <= n / 2; k += 1) {
      const at = held + 2 * (k - 1)
      const real = own[at] as number
      const imaginary = own[at + 1] as number
      // Every frequency but the last stands for two.
      const power = (real * real + imaginary * imaginary) * (2 * k === n ? 1 : 2)
      total += power
      if (k < 8) slow += power
      if (power > most * (1 + 1e-9)) {
        most = power
        strongest = k
      }
    }
    const isIdle = !(total > 1e-24)
    readings[0] = isIdle ? n : n / strongest
    readings[1] = isIdle ? 0 : most / total
    readings[2] = isIdle ? 0 : slow / total
  }
}
