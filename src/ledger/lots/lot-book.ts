import { assert } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import { share } from '../share.ts'
import type { LotMethod } from './lot-method.ts'
import { type TaxLot, LotPool } from './lot-pool.ts'
import { shareOut } from './share-out.ts'

/** A fill as the ledger booked it. Money in minor quote units. */
export type LotFill = {
  /** Position in the desk's instrument list. */
  readonly instrument: number
  readonly ts: Micros
  readonly orderId: number
  /** Positive bought, negative sold; not zero. */
  readonly signedLots: number
  /** Notional of the whole fill, 0 or more. */
  readonly value: bigint
  /** 0 or more: a rebate is income and no part of a lot. */
  readonly fee: bigint
}

/** What closing one lot, or a part of it, brought. Money in minor quote units. */
export type Disposal = {
  readonly instrument: number
  readonly side: 'long' | 'short'
  readonly openedTs: Micros
  readonly closedTs: Micros
  readonly openedBy: number
  readonly closedBy: number
  readonly lots: number
  /** What the sale brought: of a short, when it was opened. */
  readonly proceeds: bigint
  /** What the purchase cost: of a short, when it was closed. */
  readonly cost: bigint
  /** Of both ways, each in its share. */
  readonly fees: bigint
  /** `proceeds` less `cost` less `fees`. */
  readonly gain: bigint
}

type Side = { readonly pool: LotPool; held: number }

/**
 * Open lots by instrument, closed in the order of one method. The sum of all gains before fees,
 * less what open longs cost, plus what open shorts brought, is the money that went in and out: it
 * does not depend on the method.
 */
export class LotBook {
  readonly #sides: readonly Side[]

  constructor(instruments: number, method: LotMethod) {
    const empty = (): Side => ({ pool: new LotPool(method), held: 0 })
    this.#sides = Array.from({ length: instruments }, empty)
  }

  /** Signed lots held. */
  held(instrument: number): number {
    return this.#side(instrument).held
  }

  /** What is open, oldest first. */
  open(instrument: number): readonly TaxLot[] {
    return this.#side(instrument).pool.open
  }

  /** Books a fill. @returns What it closed, lot by lot; nothing when it only opened. */
  take(fill: LotFill): readonly Disposal[] {
    assert(fill.signedLots !== 0 && fill.fee >= 0n, 'a fill has a size and no fee below 0')
    const side = this.#side(fill.instrument)
    const { held } = side
    const size = Math.abs(fill.signedLots)
    const isSame = held === 0 || held > 0 === fill.signedLots > 0
    const closing = isSame ? 0 : Math.min(Math.abs(held), size)
    const [value, fee] = [share(fill.value, closing, size), share(fill.fee, closing, size)]
    side.held = held + fill.signedLots
    const closed = closing === 0 ? [] : side.pool.take(closing, held < 0)
    if (closing < size) {
      const rest = { lots: size - closing, value: fill.value - value, fee: fill.fee - fee }
      side.pool.put({ ts: fill.ts, orderId: fill.orderId, ...rest })
    }
    return disposed(closed, { ...fill, value, fee }, held < 0)
  }

  #side(instrument: number): Side {
    const side = this.#sides[instrument]
    assert(side !== undefined, 'an instrument of the book')
    return side
  }
}

function disposed(
  closed: readonly TaxLot[],
  { instrument, ts, orderId, value, fee }: LotFill,
  isShort: boolean,
): readonly Disposal[] {
  const sizes = closed.map(({ lots }) => lots)
  const [values, fees] = [shareOut(value, sizes), shareOut(fee, sizes)]
  return closed.map((lot, i) => {
    const other = values[i] as bigint
    const [proceeds, cost] = isShort ? [lot.value, other] : [other, lot.value]
    const paid = lot.fee + (fees[i] as bigint)
    return {
      instrument,
      side: isShort ? 'short' : 'long',
      ...{ openedTs: lot.ts, closedTs: ts, openedBy: lot.orderId, closedBy: orderId },
      lots: lot.lots,
      ...{ proceeds, cost, fees: paid, gain: proceeds - cost - paid },
    }
  })
}
