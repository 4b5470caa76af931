import { requireInside, requireWhole } from '../../quant/index.ts'
import { Delay } from '../cell/index.ts'
import { defineIndicator, type IndicatorSpec, inPrice } from '../define-indicator.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { CellStream } from '../stream.ts'

/**
 * Volume profile of the window: its range is cut into `bins` of equal height, each bar gives its
 * volume to the bin of its typical price, and the value area grows from the fullest bin, always to
 * the fuller side (upwards between equals), until it holds `share` of the volume. `control` is the
 * middle of the fullest bin (the lowest of equals), `low` and `high` the edges of the area. A
 * window without volume counts every bar as one. It looks at the whole window on every bar.
 *
 * @param period - Window, bars. Whole, >= 1.
 * @param bins - Whole, >= 1.
 * @param share - Of the volume that the area holds. Above 0, below 1.
 * @throws ArgumentError when one is out of range.
 * @see Steidlmayer 1984. Golden numbers: written out in numpy 2.4.6.
 */
export function volumeProfile(
  period = 100,
  bins = 24,
  share = 0.7,
): IndicatorSpec<'control' | 'low' | 'high'> {
  requireWhole('period', period, 1)
  requireWhole('bins', bins, 1)
  requireInside('share', share, 0, 1)
  return defineIndicator({
    key: `volumeProfile(${period},${bins},${share})`,
    lines: [
      { name: 'control', unit: inPrice, warmup: period },
      { name: 'low', unit: inPrice, warmup: period },
      { name: 'high', unit: inPrice, warmup: period },
    ],
    stream: () => new VolumeProfile(period, bins, share),
  })
}

class VolumeProfile extends CellStream {
  readonly #prices: Delay
  readonly #volumes: Delay
  readonly #period: number
  readonly #share: number
  readonly #bins: Float64Array

  constructor(period: number, bins: number, share: number) {
    const prices = new Delay(period)
    const volumes = new Delay(period)
    super(3, [prices, volumes])
    this.#prices = prices
    this.#volumes = volumes
    this.#period = period
    this.#share = share
    this.#bins = new Float64Array(bins)
  }

  protected override step({ high, low, close, volume }: BarArrays, row: number): void {
    this.#prices.push(((high[row] as number) + (low[row] as number) + (close[row] as number)) / 3)
    this.#volumes.push(volume[row] as number)
    if (this.#prices.isFull) this.#read()
  }

  #read(): void {
    let top = this.#prices.at(0)
    let bottom = top
    let total = 0
    for (let ago = 0; ago < this.#period; ago += 1) {
      const price = this.#prices.at(ago)
      if (price > top) top = price
      if (price < bottom) bottom = price
      total += this.#volumes.at(ago)
    }
    const height = (top - bottom) / this.#bins.length
    if (height === 0) {
      this.readings.fill(top)
      return
    }
    const isIdle = total === 0
    this.#fill(bottom, height, isIdle)
    this.#spread(bottom, height, (isIdle ? this.#period : total) * this.#share)
  }

  #fill(bottom: number, height: number, isIdle: boolean): void {
    const bins = this.#bins
    bins.fill(0)
    for (let ago = 0; ago < this.#period; ago += 1) {
      const bin = Math.min(bins.length - 1, Math.floor((this.#prices.at(ago) - bottom) / height))
      bins[bin] = (bins[bin] as number) + (isIdle ? 1 : this.#volumes.at(ago))
    }
  }

  #spread(bottom: number, height: number, wanted: number): void {
    const bins = this.#bins
    let control = 0
    for (let i = 1; i < bins.length; i += 1)
      if ((bins[i] as number) > (bins[control] as number)) control = i
    let from = control
    let to = control
    let held = bins[control] as number
    while (held < wanted && (from > 0 || to < bins.length - 1)) {
      const above = to < bins.length - 1 ? (bins[to + 1] as number) : -1
      const below = from > 0 ? (bins[from - 1] as number) : -1
      if (above >= below) to += 1
      else from -= 1
      held += Math.max(above, below)
    }
    this.readings[0] = bottom + (control + 0.5) * height
    this.readings[1] = bottom + from * height
    this.readings[2] = bottom + (to + 1) * height
  }
}
