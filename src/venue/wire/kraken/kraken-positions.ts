import type { Json } from '../../../base/index.ts'
import type { Side } from '../../../domain/index.ts'
import type { ExchangeEvent } from '../../sim/exchange/exchange-event.ts'
import type { AccountFill, ExchangeOrder } from '../../sim/exchange/exchange-order.ts'
import type { OrderRequest } from '../../sim/exchange/order-request.ts'
import { isLeveraged, typeWord } from './order-words.ts'

/** What an order on borrowed money opened, and how much of it is closed again. */
export type KrakenPosition = {
  readonly order: number
  readonly account: number
  readonly instrument: number
  readonly side: Side
  /** In Kraken's word. */
  readonly type: string
  readonly leverage: number
  /** When it was opened. Unit: us. */
  readonly ts: number
  lots: number
  closed: number
  /** What the lots cost, and the fees for them. Minor quote units. */
  cost: bigint
  fee: bigint
}

/**
 * Positions as Kraken counts them, which the exchange behind does not: it knows what an account
 * owns and owes. A fill on borrowed money closes the oldest of the other side first and opens with
 * what is left; one that only reduces closes alone.
 */
export class KrakenPositions {
  #open: KrakenPosition[] = []

  /** Oldest first. */
  of(account: number): readonly KrakenPosition[] {
    return this.#open.filter((each) => each.account === account)
  }

  onEvent(event: ExchangeEvent): void {
    if (event.kind === 'order-filled') this.#fill(event.order, event.fill)
    // Whatever is owed is bought back, and whatever is owned sold.
    else if (event.kind === 'liquidated')
      this.#open = this.#open.filter(
        ({ account, instrument }) => account !== event.account || instrument !== event.instrument,
      )
  }

  #fill({ request }: ExchangeOrder, fill: AccountFill): void {
    if (!isLeveraged(request) && !request.isReduceOnly) return
    const { account, instrument, side, lots } = fill
    let left = lots
    for (const each of this.#open) {
      if (each.account !== account || each.instrument !== instrument || each.side === side) continue
      const off = Math.min(left, each.lots - each.closed)
      each.closed += off
      left -= off
    }
    this.#open = this.#open.filter((each) => each.closed < each.lots)
    if (left > 0 && isLeveraged(request)) this.#add(request, fill, left)
  }

  #add(request: OrderRequest, fill: AccountFill, lots: number): void {
    const { order, account, instrument, side, ts } = fill
    const cost = (fill.value * BigInt(lots)) / BigInt(fill.lots)
    const fee = (fill.fee * BigInt(lots)) / BigInt(fill.lots)
    const known = this.#open.find((each) => each.order === order)
    if (known === undefined) {
      const { leverage = 1 } = request
      const type = typeWord(request)
      const what = { order, account, instrument, side, type, leverage, ts }
      this.#open.push({ ...what, lots, closed: 0, cost, fee })
      return
    }
    known.lots += lots
    known.cost += cost
    known.fee += fee
  }

  save(): Json {
    return this.#open.map(({ cost, fee, ...rest }) => ({
      ...rest,
      cost: String(cost),
      fee: String(fee),
    }))
  }

  load(state: Json): void {
    const saved = state as unknown as readonly (Omit<KrakenPosition, 'cost' | 'fee'> & {
      readonly cost: string
      readonly fee: string
    })[]
    this.#open = saved.map((each) => ({ ...each, cost: BigInt(each.cost), fee: BigInt(each.fee) }))
  }
}
