import type { Instrument, Micros, OrderFilled, OrderIntent } from '../../domain/index.ts'
import type { Ledger } from '../ledger.ts'
import type { ClosedTrade, TradeTags } from './closed-trade.ts'

type Open = TradeTags & {
  readonly side: 'long' | 'short'
  readonly tsEntry: Micros
  entered: bigint
  gross: bigint
  fees: bigint
}

/** One fill as it was booked. Minor quote units. */
export type BookedFill = {
  readonly instrument: number
  /** Signed lots held before and after. */
  readonly before: number
  readonly held: number
  readonly notional: bigint
  readonly fee: bigint
  readonly realised: bigint
  readonly ts: Micros
}

/**
 * Books a fill as a desk does.
 *
 * @see engine/fills.ts, which does the same for the desk itself; a test holds one to the other.
 */
export function bookFilled(ledger: Ledger, order: OrderIntent, event: OrderFilled): BookedFill {
  const { instrument, side } = order
  const { lots } = ledger.positions
  const before = lots[instrument] as number
  const booked = ledger.fill(instrument, side, event.price, event.quantity, event.fee)
  const kept = ledger.payInKind(instrument, event.price, event.taken ?? 0n)
  if (event.elsewhere !== undefined) ledger.payElsewhere(event.elsewhere)
  return {
    ...{ instrument, before, held: lots[instrument] as number, ts: event.tsEvent },
    notional: booked.notional - kept.value,
    fee: event.fee + kept.value,
    realised: booked.realised + kept.realised,
  }
}

/**
 * Makes round trips out of booked fills. A fill that crosses zero ends one trade and begins the
 * next; its fee and notional are shared by size, what a division leaves over going to the next. So
 * over all trades, closed and open, gross and fees are those of the ledger to the last unit.
 */
export class TradeFold {
  readonly #open: (Open | undefined)[]

  constructor(instruments: readonly Instrument[]) {
    this.#open = instruments.map(() => undefined)
  }

  /**
   * @param tags - Those of a trade that begins with this fill.
   * @returns The trade that the fill closed, if it closed one.
   */
  take(
    fill: BookedFill,
    exitRole: OrderIntent['role'],
    tags: () => TradeTags,
  ): ClosedTrade | undefined {
    const { instrument, before, held, fee, notional, realised, ts } = fill
    const isOver = before !== 0 && Math.sign(held) !== Math.sign(before)
    const [ending, lots] = [BigInt(Math.abs(before)), BigInt(Math.abs(before - held))]
    const ended = isOver ? (fee * ending) / lots : fee
    const open = this.#open[instrument] ?? begin(fill, tags())
    open.gross += realised
    open.fees += ended
    if (Math.abs(held) > Math.abs(before) && !isOver) open.entered += notional
    this.#open[instrument] = open
    if (!isOver) return undefined
    this.#open[instrument] = undefined
    if (held !== 0) {
      const next = begin(fill, tags())
      next.fees = fee - ended
      next.entered = notional - (notional * ending) / lots
      this.#open[instrument] = next
    }
    return { ...open, instrument, tsExit: ts, net: open.gross - open.fees, exitRole }
  }

  /** When what is held of an instrument was begun; `undefined` when nothing is. */
  openSince(instrument: number): Micros | undefined {
    return this.#open[instrument]?.tsEntry
  }

  /** Realised and paid in trades that are not over yet. Minor quote units. */
  get unfinished(): { readonly gross: bigint; readonly fees: bigint } {
    const sum = { gross: 0n, fees: 0n }
    for (const open of this.#open) {
      sum.gross += open?.gross ?? 0n
      sum.fees += open?.fees ?? 0n
    }
    return sum
  }
}

function begin({ held, ts }: BookedFill, tags: TradeTags): Open {
  const side = held >= 0 ? 'long' : 'short'
  return { ...tags, side, tsEntry: ts, entered: 0n, gross: 0n, fees: 0n }
}
