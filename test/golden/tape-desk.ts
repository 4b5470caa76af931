import {
  type DeskEvent,
  type Instrument,
  type InstrumentId,
  instrument,
  type Micros,
  micros,
  type OrderId,
  type OrderIntent,
  orderId,
  price,
  quantity,
} from '../../src/domain/index.ts'
import type { TickTape } from '../../src/market/index.ts'
import {
  defaultCosts,
  type ExchangeEvent,
  FlatFees,
  openRules,
  plainRequest,
  SimulatedExchange,
  tapeFeed,
} from '../../src/venue/index.ts'

/** Quotes and trades of one market, nine minutes of it. */
export const tapeFiles: readonly string[] = ['bbo', 'trades'].map(
  (kind) => `../shared/data/ticks/binance_usdm_btcusdt_20230405.${kind}.csv.gz`,
)

/** What they are of. */
export const tapeInstrument: Instrument = made('0.1', '0.001')

function made(tick: string, lot: string): Instrument {
  const result = instrument('BTC-USDT.BINANCE' as InstrumentId, tick, lot)
  if (!result.ok) throw new Error(result.error)
  return result.value
}

/** A market that stands at 1,000 / 1,002 and moves up by one tick a second, for `seconds`. */
export function smallTape(seconds: number): TickTape {
  const column = (value: (i: number) => number): Float64Array =>
    Float64Array.from({ length: seconds }, (_, i) => value(i))
  const ts = column((i) => 1_000_000 * (i + 1))
  const table = { length: seconds, tick: '0.1', lot: '0.001', declined: 0, cutStamps: 0 }
  const rest = { ...table, firstDeclined: undefined }
  return {
    deltas: undefined,
    quotes: {
      ...rest,
      columns: {
        tsEvent: ts,
        tsInit: ts,
        update: column((i) => i),
        bidTicks: column((i) => 100_000 + i),
        bidLots: column(() => 50),
        askTicks: column((i) => 100_002 + i),
        askLots: column(() => 50),
      },
    },
    trades: {
      ...rest,
      columns: {
        tsEvent: ts,
        tsInit: ts,
        trade: column((i) => i),
        side: column((i) => (i % 2 === 0 ? 1 : -1)),
        ticks: column((i) => (i % 2 === 0 ? 100_001 + i : 99_999 + i)),
        lots: column(() => 5),
      },
    },
    sha256: '',
  }
}

export type Wish = Pick<OrderIntent, 'side' | 'type' | 'role'> & {
  readonly ts: number
  readonly lots: number
  /** Ticks from the best price of the order's own side. */
  readonly away: number
  readonly cancelAfterUs?: number
}

/** Writes down what becomes of orders, as a desk's journal has it. */
function writerInto(events: DeskEvent[], worseBps: number): (event: ExchangeEvent) => void {
  const fills = new Map<string, number>()
  return (event) => {
    if (!('order' in event)) return
    const { clientId } = event.order.request
    const id = orderId(Number(clientId))
    if (event.kind === 'order-filled') {
      const count = (fills.get(clientId) ?? 0) + 1
      fills.set(clientId, count)
      const { fill } = event
      const sign = fill.side === 'buy' ? 1 : -1
      events.push({
        kind: 'order-filled',
        orderId: id,
        tsEvent: fill.ts,
        tsInit: fill.ts,
        fill: count,
        price: price(Math.round(fill.price * (1 + (sign * worseBps) / 10_000))),
        quantity: quantity(fill.lots),
        fee: fill.fee,
        liquidity: fill.liquidity,
        trade: '',
      })
    } else if (event.kind === 'order-canceled')
      events.push({ kind: 'order-canceled', orderId: id, tsEvent: event.ts, tsInit: event.ts })
  }
}

/**
 * The journal of a desk that sends `wishes` straight to an exchange into which the tape is played.
 * @param worseBps - Added to the price of every fill, against the desk.
 */
export function journalOf(tape: TickTape, wishes: readonly Wish[], worseBps = 0): DeskEvent[] {
  const events: DeskEvent[] = []
  const startTs = micros(spanOf(tape).from)
  const exchange = new SimulatedExchange({
    listings: [{ instrument: tapeInstrument, rules: openRules, perpetual: undefined }],
    fees: new FlatFees(defaultCosts.feeMakerPpm, defaultCosts.feeTakerPpm),
    sink: { onExchangeEvent: writerInto(events, worseBps) },
    startTs,
  })
  const account = exchange.openAccount()
  for (const currency of ['BTC', 'USDT'])
    exchange.deposit(account, currency, 10_000_000_000_000_000n, startTs)
  const feed = tapeFeed(tape, exchange, 0)
  if (feed === undefined) throw new Error('an empty tape')
  const steps = wishes.flatMap((wish, i) => [
    { ts: wish.ts, act: () => send(wish, i + 1) },
    ...(wish.cancelAfterUs === undefined
      ? []
      : [{ ts: wish.ts + wish.cancelAfterUs, act: () => cancel(wish, i + 1) }]),
  ])
  const send = (wish: Wish, id: number): void => {
    const best = exchange.best(0, wish.side)?.price ?? 0
    const at = wish.type === 'market' ? 0 : best + wish.away
    const ts = micros(wish.ts)
    events.push({ kind: 'submit', order: intentOf(wish, orderId(id), at, best, ts) })
    const sent = exchange.submit(
      account,
      {
        ...plainRequest,
        clientId: `${id}`,
        side: wish.side,
        type: wish.type,
        lots: wish.lots,
        price: wish.type === 'limit' ? at : 0,
        trigger: wish.type === 'stop' ? at : 0,
        selfTrade: 'cancel-resting',
      },
      ts,
    )
    if (!sent.ok) throw new Error(sent.error.code)
  }
  const cancel = (wish: Wish, id: number): void => {
    const ts = micros(wish.ts + (wish.cancelAfterUs ?? 0))
    events.push({ kind: 'cancel', orderId: orderId(id), ts })
    exchange.cancel(account, { clientId: `${id}` }, ts)
  }
  for (const { ts, act } of steps.sort((a, b) => a.ts - b.ts)) {
    while (feed.nextTs <= ts) feed.step()
    act()
  }
  while (feed.nextTs !== Number.POSITIVE_INFINITY) feed.step()
  return events
}

export function intentOf(
  wish: Wish,
  id: OrderId,
  at: number,
  best: number,
  ts: Micros,
): OrderIntent {
  return {
    orderId: id,
    instrument: 0,
    side: wish.side,
    type: wish.type,
    role: wish.role,
    quantity: quantity(wish.lots),
    price: price(at),
    arrival: price(best),
    isReduceOnly: wish.role !== 'entry',
    ts,
  }
}

/** Entries and exits at market, a second or so apart, over the middle of a tape. */
export function marketWishes(tape: TickTape, count: number, lots = 3): Wish[] {
  const { from, to } = spanOf(tape)
  const every = Math.floor((to - from) / (count + 2))
  return Array.from({ length: count }, (_, i) => ({
    ts: from + every * (i + 1) + 13,
    lots,
    away: 0,
    side: i % 2 === 0 ? 'buy' : 'sell',
    type: 'market',
    role: i % 2 === 0 ? 'entry' : 'exit',
  }))
}

function spanOf({ quotes }: TickTape): { readonly from: number; readonly to: number } {
  const ts = quotes?.columns.tsInit
  return { from: ts?.[0] ?? 0, to: ts?.at(-1) ?? 0 }
}
