import { assert, defined } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import { share } from '../share.ts'
import type { LotMethod } from './lot-method.ts'
import { shareOut } from './share-out.ts'

/** What is open of one fill, or the part of it that was closed. Money in minor quote units. */
export type TaxLot = {
  readonly ts: Micros
  /** The order whose fill opened it. */
  readonly orderId: number
  /** Whole lots of the instrument, above 0. */
  readonly lots: number
  /** Its share of the notional of the fill: paid for a long, received for a short. */
  readonly value: bigint
  /** Its share of the fee of the fill. */
  readonly fee: bigint
}

/**
 * The open lots of one instrument, all on one side. Whatever is taken out leaves what a division
 * does not give evenly with what stays, so that nothing is ever lost.
 */
export class LotPool {
  readonly #method: LotMethod
  readonly #open: TaxLot[] = []

  constructor(method: LotMethod) {
    this.#method = method
  }

  put(lot: TaxLot): void {
    assert(lot.lots > 0, 'a lot of nothing')
    this.#open.push(lot)
  }

  /** What is open, oldest first; by `average` each at its share of the whole. */
  get open(): readonly TaxLot[] {
    return this.#method === 'average' ? levelled(this.#open) : [...this.#open]
  }

  /**
   * Takes `lots` out, in the order of the method.
   *
   * @param isShort - Of shorts the one sold lowest is the dearest.
   */
  take(lots: number, isShort: boolean): readonly TaxLot[] {
    return this.#method === 'average' ? this.#takeLevel(lots) : this.#takeChosen(lots, isShort)
  }

  #takeChosen(lots: number, isShort: boolean): readonly TaxLot[] {
    const taken: TaxLot[] = []
    for (let left = lots; left > 0; left -= defined(taken.at(-1), 'a lot').lots)
      taken.push(this.#takeFrom(this.#next(isShort), left))
    return taken
  }

  /** All have one cost, so only their dates are chosen: the oldest. */
  #takeLevel(lots: number): readonly TaxLot[] {
    const held = this.#open.reduce((sum, lot) => sum + lot.lots, 0)
    const [value, fee] = [sumOf(this.#open, 'value'), sumOf(this.#open, 'fee')]
    const dated: TaxLot[] = []
    for (let left = lots; left > 0; left -= defined(dated.at(-1), 'a lot').lots)
      dated.push(this.#takeFrom(0, left))
    const [outValue, outFee] = [share(value, lots, held), share(fee, lots, held)]
    this.#keep(value - outValue, fee - outFee)
    return priced(dated, outValue, outFee)
  }

  /** What stays is worth so much, wherever in the pool it stands. */
  #keep(value: bigint, fee: bigint): void {
    const [first, ...rest] = this.#open
    if (first === undefined) return
    const others = { value: sumOf(rest, 'value'), fee: sumOf(rest, 'fee') }
    this.#open[0] = { ...first, value: value - others.value, fee: fee - others.fee }
  }

  #takeFrom(place: number, most: number): TaxLot {
    const lot = defined(this.#open[place], 'an open lot')
    const lots = Math.min(most, lot.lots)
    const [value, fee] = [share(lot.value, lots, lot.lots), share(lot.fee, lots, lot.lots)]
    if (lots === lot.lots) this.#open.splice(place, 1)
    else {
      const left = { lots: lot.lots - lots, value: lot.value - value, fee: lot.fee - fee }
      this.#open[place] = { ...lot, ...left }
    }
    return { ...lot, lots, value, fee }
  }

  #next(isShort: boolean): number {
    if (this.#method === 'fifo') return 0
    if (this.#method === 'lifo') return this.#open.length - 1
    let dearest = 0
    for (let i = 1; i < this.#open.length; i += 1)
      if (isDearer(this.#open[i] as TaxLot, this.#open[dearest] as TaxLot, isShort)) dearest = i
    return dearest
  }
}

/** Whether a sale of `a` gains less than one of `b`; of two alike the older is taken. */
function isDearer(a: TaxLot, b: TaxLot, isShort: boolean): boolean {
  const cost = (of: TaxLot): bigint => of.fee + (isShort ? -of.value : of.value)
  return cost(a) * BigInt(b.lots) > cost(b) * BigInt(a.lots)
}

function levelled(open: readonly TaxLot[]): readonly TaxLot[] {
  return priced(open, sumOf(open, 'value'), sumOf(open, 'fee'))
}

/** The same lots, at their shares of one value and one fee. */
function priced(dated: readonly TaxLot[], value: bigint, fee: bigint): readonly TaxLot[] {
  const sizes = dated.map(({ lots }) => lots)
  const [values, fees] = [shareOut(value, sizes), shareOut(fee, sizes)]
  return dated.map((lot, i) => ({ ...lot, value: values[i] as bigint, fee: fees[i] as bigint }))
}

function sumOf(lots: readonly TaxLot[], of: 'value' | 'fee'): bigint {
  return lots.reduce((sum, lot) => sum + lot[of], 0n)
}
